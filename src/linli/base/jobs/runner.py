"""Starting and running jobs. Handlers register by kind; the queue is the task backend of the settings."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.jobs.models import Job, JobState
from linli.base.scope import Scope

log = logging.getLogger(__name__)
Handler = Callable[["JobRun"], dict[str, Any]]
HANDLERS: dict[str, Handler] = {}


class JobCancelled(Exception):
    """Raised inside a handler at the next progress report after somebody asked to cancel."""


@dataclass(slots=True)
class JobRun:
    """What a handler works with: its parameters, who asked, and how to say how far it is."""

    job_id: UUID
    params: dict[str, Any]
    by: Actor

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Record how far the work is; raises `JobCancelled` when somebody asked to stop."""
        Job.objects.filter(pk=self.job_id).update(done=done, total=total, message=message)
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise `JobCancelled` when somebody asked to stop."""
        if Job.objects.filter(pk=self.job_id, cancel_requested=True).exists():
            raise JobCancelled


def job_handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind (``room.verb``)."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def start_job(*, kind: str, params: dict[str, Any], by: Actor, at: datetime, title: str = "") -> Job:
    """Queue a job; it starts after the surrounding transaction has committed."""
    if kind not in HANDLERS:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    with audited(by=by, at=at, verb="jobs.start", subject="jobs.Job", detail={"kind": kind}) as entry:
        job = Job.objects.create(
            kind=kind,
            title=title,
            params=params,
            account_id=by.account_id,
            post_id=by.post_id,
            actor_label=by.label,
            role=by.role or "",
            scope_prefix=by.scope.prefix,
            language=translation.get_language() or "zh-hans",
            created_at=at,
        )
        entry.subject = f"jobs.Job:{job.pk}"
        transaction.on_commit(lambda: run_job.enqueue(str(job.pk)))
    return job


@task()
def run_job(job_id: str) -> None:
    """The task that the queue runs: find the handler, run it, record how it ended."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(
        state=JobState.RUNNING, started_at=timezone.now()
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    role = Role(job.role) if job.role else None
    by = Actor(job.account_id, job.post_id, role, Scope(job.scope_prefix), job.actor_label)
    with translation.override(job.language):
        state, message, result = _run(JobRun(job.pk, job.params, by), job.kind)
    Job.objects.filter(pk=job_id).update(
        state=state, message=message, result=result, ended_at=timezone.now()
    )


def _run(run: JobRun, kind: str) -> tuple[JobState, str, dict[str, Any]]:
    try:
        return JobState.DONE, "", HANDLERS[kind](run)
    except JobCancelled:
        return JobState.CANCELLED, _("已按要求取消，没有留下做了一半的结果。"), {}
    except Refusal as refusal:
        return JobState.FAILED, str(refusal), {"code": refusal.code}
    except Exception:
        log.exception("job %s of kind %s failed", run.job_id, kind)
        return JobState.FAILED, _("程序出错，结果没有写入。管理员可按任务编号在日志中查到原因。"), {}
