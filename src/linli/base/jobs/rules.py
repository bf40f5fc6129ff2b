"""Who sees a job (the post that asked for it, and the system administrator), and when one counts as lost."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.jobs.models import Job


def may_see(job: Job, by: Actor) -> bool:
    """True for the post that asked, and for the system administrator."""
    return (
        by.role == Role.SYSTEM_ADMIN or by.is_system or (by.post_id is not None and job.post_id == by.post_id)
    )


def require_may_see(job: Job | None, by: Actor) -> Job:
    """The job, or the refusal that does not tell whether it exists."""
    if job is None or not may_see(job, by):
        raise NotFound("jobs.not_found", _("没有这项任务，或者它不是您这个岗位发起的。"))
    return job


def lease() -> timedelta:
    """How long a running job may give no sign of life before it counts as lost."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)
