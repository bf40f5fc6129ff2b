"""Starting and running jobs. Handlers register by kind; the queue is the task backend of the settings.

The rule for handlers: read and compute outside a transaction, and write in short transactions (one action, or
batches). Progress shows either way (see `pulse`), but on SQLite everybody else who wants to write waits while
a handler holds a transaction open.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.jobs.actions import start_job as start_job
from linli.base.jobs.handlers import handler_of
from linli.base.jobs.handlers import job_handler as job_handler
from linli.base.jobs.models import Job, JobState
from linli.base.jobs.pulse import Progress, Pulse, channel_of, forget
from linli.base.scope import Scope

log = logging.getLogger(__name__)
# Set by the worker process to its own name, so that its jobs are known when it dies.
WORKER = ""


class JobCancelled(Exception):  # it is no error: somebody asked for it
    """Raised inside a handler at the next progress report after somebody asked to cancel."""


@dataclass(slots=True)
class JobRun:
    """What a handler works with: its parameters, who asked, when it began, and how to say how far it is."""

    job_id: UUID
    params: dict[str, Any]
    by: Actor
    at: datetime = field(default_factory=timezone.now)
    pulse: Pulse | None = None

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is, as often as you like; raises `JobCancelled` when somebody asked to stop."""
        if self.pulse:
            self.pulse.report(Progress(done, total, message))
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise `JobCancelled` when somebody asked to stop."""
        if self.pulse and self.pulse.stop_wanted.is_set():
            raise JobCancelled


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended."""

    state: JobState
    message: str = ""
    result: dict[str, Any] = field(default_factory=dict)


@task()
def run_job(job_id: str) -> None:
    """The task that the queue runs: claim the job, run its handler, record how it ended."""
    began = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        started_at=began,
        heartbeat_at=began,
        worker=WORKER,
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return  # cancelled while it waited, or another worker was first
    job = Job.objects.get(pk=job_id)
    role = Role(job.role) if job.role else None
    by = Actor(job.account_id, job.post_id, role, Scope(job.scope_prefix), job.actor_label)
    with translation.override(job.language), Pulse(channel_of(job.pk)) as pulse:
        ending = _run(JobRun(job.pk, job.params, by, began, pulse), job.kind)
    _record(job, ending, pulse.last)


def _run(run: JobRun, kind: str) -> Ending:
    try:
        return Ending(JobState.DONE, result=handler_of(kind)(run) or {})
    except JobCancelled:
        return Ending(JobState.CANCELLED, _("已按要求取消，没有留下做了一半的结果。"))
    except Refusal as refusal:
        return Ending(JobState.FAILED, str(refusal), {"code": refusal.code})
    except Exception:
        log.exception("job %s of kind %s failed", run.job_id, kind)
        words = _("程序出错，结果没有写入。管理员可按任务编号在日志中查到原因。")
        return Ending(JobState.FAILED, words)


def _record(job: Job, ending: Ending, last: Progress) -> None:
    # Only the attempt that still owns the job may end it: one that was taken for lost has been answered for.
    written = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(
        state=ending.state,
        message=ending.message,
        result=ending.result,
        done=last.done,
        total=last.total,
        ended_at=timezone.now(),
    )
    forget(job.pk)
    if not written:
        log.warning("job %s ended as %s after it had been taken for lost", job.pk, ending.state)
