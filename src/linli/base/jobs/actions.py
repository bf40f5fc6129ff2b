"""Starting and cancelling jobs, and answering for those whose worker died."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.handlers import handler_of, may_run_again
from linli.base.jobs.models import OPEN_STATES, Job, JobState
from linli.base.jobs.pulse import ask_to_stop, forget
from linli.base.jobs.queries import last_sign
from linli.base.jobs.rules import require_may_see

MAX_ATTEMPTS = 3
TITLE_LENGTH = 200


def start_job(*, kind: str, params: dict[str, Any], by: Actor, at: datetime, title: str = "") -> Job:
    """Queue a job; it starts after the surrounding transaction has committed.

    With the queue in our database the job and its place in the queue are committed together: neither can be
    there without the other.
    """
    handler_of(kind)  # LookupError when nobody could do it
    with audited(by=by, at=at, verb="jobs.start", subject="jobs.Job", detail={"kind": kind}) as entry:
        job = Job.objects.create(
            kind=kind,
            title=title[:TITLE_LENGTH],
            params=params,
            account_id=by.account_id,
            post_id=by.post_id,
            actor_label=by.label,
            role=by.role or "",
            scope_prefix="" if by.scope.is_nothing else by.scope.prefix,
            language=translation.get_language() or "zh-hans",
            created_at=at,
        )
        entry.subject = f"jobs.Job:{job.pk}"
        _enqueue(job)
    return job


def cancel_job(*, job_id: UUID, by: Actor, at: datetime) -> None:
    """Take a waiting job out of the queue, or ask a running one to stop at its next progress report."""
    job = require_may_see(Job.objects.filter(pk=job_id).first(), by)
    over = Refusal("jobs.over", gettext_lazy("这项任务已经结束，无法取消。"))
    if job.state not in OPEN_STATES:
        raise over
    # First the wish that needs no lock: on SQLite the job itself may be holding the only one there is.
    ask_to_stop(job_id)
    with audited(by=by, at=at, verb="jobs.cancel", subject=f"jobs.Job:{job_id}"):
        mine = Job.objects.filter(pk=job_id)
        taken_out = mine.filter(state=JobState.WAITING).update(
            state=JobState.CANCELLED, ended_at=at, message=_("还没开始就取消了。")
        )
        asked = taken_out or mine.filter(state=JobState.RUNNING).update(cancel_requested=True)
        # It may have heard the wish already, and stopped, while we waited for the lock.
        if not asked and not mine.filter(state=JobState.CANCELLED).exists():
            raise over
    if taken_out:
        forget(job_id)


def answer_for_lost_jobs(*, by: Actor, at: datetime, lease: timedelta, worker: str = "") -> list[UUID]:
    """End jobs whose worker has given no sign for `lease` (or is `worker`, known to be dead).

    A job whose handler is idempotent goes back into the queue, up to three attempts in all; every other one
    becomes FAILED with words. Returns the ids of the jobs that were lost.
    """
    running = Job.objects.filter(state=JobState.RUNNING).order_by("id")
    lost = [job for job in running if (worker and job.worker == worker) or last_sign(job) < at - lease]
    for job in lost:
        _answer_for(job, by, at)
    return [job.pk for job in lost]


def _answer_for(job: Job, by: Actor, at: datetime) -> None:
    again = may_run_again(job.kind) and job.attempts < MAX_ATTEMPTS and not job.cancel_requested
    detail = {"kind": job.kind, "attempt": job.attempts, "again": again}
    with audited(by=by, at=at, verb="jobs.lost", subject=f"jobs.Job:{job.pk}", detail=detail):
        mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
        if again:
            mine.update(state=JobState.WAITING, started_at=None, heartbeat_at=None, worker="")
        else:
            with translation.override(job.language):
                words = _(
                    "执行这项任务的进程中途停止了（例如停电或被强行结束），任务没有做完。"
                    "请先看一看已经写入了什么，再决定是否重新发起。"
                )
            mine.update(state=JobState.FAILED, ended_at=at, message=words)
        if job.queue_id:
            DBTaskResult.objects.filter(pk=job.queue_id, status="RUNNING").update(
                status="FAILED", finished_at=at, exception_class_path="linli.base.jobs.WorkerDied"
            )
        if again:
            _enqueue(job)
    forget(job.pk)


def _enqueue(job: Job) -> None:
    from linli.base.jobs.runner import run_job

    if isinstance(task_backends["default"], DatabaseBackend):
        queued = run_job.enqueue(str(job.pk))
        Job.objects.filter(pk=job.pk).update(queue_id=queued.id)
    else:
        transaction.on_commit(lambda: run_job.enqueue(str(job.pk)))


def forget_old_jobs(*, by: Actor, at: datetime, older_than: timedelta) -> int:
    """Remove jobs that ended longer ago than that, with their places in the queue; returns how many."""
    ended = Job.objects.exclude(state__in=OPEN_STATES).filter(ended_at__lt=at - older_than)
    queue = DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=at - older_than)
    if not (ended.exists() or queue.exists()):
        return 0
    with audited(by=by, at=at, verb="jobs.forget", subject="jobs.Job") as entry:
        queue.delete()
        removed, _by_model = ended.delete()
        entry.detail = {"removed": removed}
    return removed
