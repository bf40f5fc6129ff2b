"""Long work of the room as jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.surveys.actions import apply_upload
from linli.surveys.actions.uploads import JOB as APPLY


@job_handler(APPLY, idempotent=False)
def apply(run: JobRun) -> dict[str, Any]:
    """Write a district's table, telling how far it is; cancelled, nothing of it is written."""
    done = apply_upload(
        upload_id=UUID(run.params["upload_id"]),
        by=run.by,
        at=datetime.fromisoformat(run.params["at"]),
        progress=run.progress,
    )
    assert done.recorded is not None  # only a district's table is written as a job
    words = _("已写入 %(communities)s 个社区的 %(values)s 项内容。") % {
        "communities": done.recorded.communities,
        "values": done.recorded.values,
    }
    return {"href": reverse("surveys:campaign", args=[done.campaign_id]), "words": words}
