"""Filling a long form as a job."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.returns.actions import fill
from linli.returns.actions.fill import JOB


@job_handler(JOB, idempotent=True)
def fill_return(run: JobRun) -> dict[str, Any]:
    """Fill, telling how far it is; cancelled, nothing is kept."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已填%(done)s / %(total)s行") % {"done": done, "total": total})

    made = fill(
        mandate_id=UUID(run.params["mandate_id"]),
        community=run.params["community"],
        period_first=date.fromisoformat(run.params["period_first"]),
        by=run.by,
        at=run.at,
        progress=progress,
    )
    return {"href": f"/returns/{made.pk}/", "words": _("填好了，请核对。")}
