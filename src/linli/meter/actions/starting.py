"""Asking for the job that plans the requests of a district."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job

JOB = "meter.plan"


def start_planning(*, district: str, by: Actor, at: datetime) -> Any:
    """Queue it; it starts after the surrounding transaction has committed."""
    return start_job(kind=JOB, params={"district": district}, by=by, at=at, title=_("核对台账，派发补采任务"))
