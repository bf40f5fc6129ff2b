"""Reads of jobs, with the progress that running ones keep beside the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.jobs.models import OPEN_STATES, Job, JobState
from linli.base.jobs.pulse import Progress, read_file
from linli.base.jobs.rules import lease, require_may_see

PAGE = 50


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as a page shows it. `state` is what it is at this moment: a running job without a sign is lost."""

    id: UUID
    kind: str
    title: str
    state: JobState
    done: int
    total: int
    message: str
    stopping: bool
    asked_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    result: dict[str, Any]
    waiting_before: int = 0
    lost: bool = False

    @property
    def is_over(self) -> bool:
        """True when nothing will change any more."""
        return self.state not in OPEN_STATES

    @property
    def percent(self) -> int | None:
        """0 to 100; None when nobody knows the total."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def href(self) -> str:
        """Where the result is, when the handler named a page of ours."""
        found = str(self.result.get("href", ""))
        return found if found.startswith("/") and not found.startswith(("//", "/\\")) else ""

    @property
    def words(self) -> str:
        """What the handler says about its result."""
        return str(self.result.get("words", ""))


def last_sign(job: Job) -> datetime:
    """When the worker of a running job last gave a sign of life."""
    return _progress(job).at or job.heartbeat_at or job.created_at


def _progress(job: Job) -> Progress:
    beside = read_file(job.pk) if connection.vendor == "sqlite" and job.state == JobState.RUNNING else None
    return beside or Progress(job.done, job.total, job.message, job.heartbeat_at)


def job_view(*, job_id: UUID, by: Actor, at: datetime) -> JobView:
    """One job for the post that asked for it, or the system administrator. Raises `NotFound`."""
    job = require_may_see(Job.objects.filter(pk=job_id).first(), by)
    waiting = 0
    if job.state == JobState.WAITING:
        waiting = Job.objects.filter(state__in=OPEN_STATES, created_at__lt=job.created_at).count()
    return view_of(job, at=at, waiting_before=waiting)


def view_of(job: Job, *, at: datetime, waiting_before: int = 0) -> JobView:
    """The view of a row."""
    progress = _progress(job)
    lost = job.state == JobState.RUNNING and (progress.at or job.created_at) < at - lease()
    message = progress.message
    if lost:
        message = _("执行这项任务的进程已经很久没有动静，可能中途停止了。系统会自动处理，请稍后再看。")
    return JobView(
        id=job.pk,
        kind=job.kind,
        title=job.title or job.kind,
        state=JobState(job.state),
        done=progress.done,
        total=progress.total,
        message=message,
        stopping=job.cancel_requested and job.state == JobState.RUNNING,
        asked_by=job.actor_label,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        result=job.result,
        waiting_before=waiting_before,
        lost=lost,
    )


def jobs_page(*, at: datetime, state: str = "", before: UUID | None = None) -> list[JobView]:
    """Up to fifty-one jobs, newest first (ids are made in order of time); one more than a page holds."""
    rows = Job.objects.order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    return [view_of(job, at=at) for job in rows[: PAGE + 1]]


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """How the queue stands: how many wait and since when, how many run, how many failed since a day ago."""

    waiting: int
    running: int
    failed: int
    oldest_waiting_at: datetime | None


def queue_health(*, at: datetime) -> QueueHealth:
    """One query over the jobs."""
    day_ago = at - timedelta(days=1)
    found = Job.objects.aggregate(
        waiting=Count("id", filter=Q(state=JobState.WAITING)),
        running=Count("id", filter=Q(state=JobState.RUNNING)),
        failed=Count("id", filter=Q(state=JobState.FAILED, ended_at__gte=day_ago)),
        oldest_waiting_at=Min("created_at", filter=Q(state=JobState.WAITING)),
    )
    return QueueHealth(**found)
