"""The assessment of a whole campaign as a job."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.guarantees.actions import assess_campaign
from linli.guarantees.actions.assess import JOB


@job_handler(JOB)
def assess(run: JobRun) -> dict[str, Any]:
    """Assess, telling how far it is."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已核对%(done)s / %(total)s个社区") % {"done": done, "total": total})

    count = assess_campaign(
        by=run.by,
        at=run.at,
        campaign_id=UUID(run.params["campaign_id"]),
        progress=progress,
    )
    return {"communities": count}
