"""Long work of the room as jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.reports.actions import compose_report, render_files
from linli.reports.actions.compose import JOB as COMPOSE
from linli.reports.actions.files import JOB as RENDER


@job_handler(COMPOSE, idempotent=True)
def compose(run: JobRun) -> dict[str, Any]:
    """Compose a report, telling how far it is."""
    report = compose_report(
        by=run.by,
        at=datetime.fromisoformat(run.params["at"]),
        campaign_id=UUID(run.params["campaign_id"]),
        place=run.params["place"],
        progress=run.progress,
    )
    words = _("报告已编制，数据核对提示%(count)s项。") % {"count": report.flagged}
    return {"report": str(report.pk), "href": reverse("reports:report", args=[report.pk]), "words": words}


@job_handler(RENDER, idempotent=True)
def render(run: JobRun) -> dict[str, Any]:
    """Make the files of a report, one after the other."""
    made = render_files(
        by=run.by,
        at=datetime.fromisoformat(run.params["at"]),
        report_id=UUID(run.params["report_id"]),
        progress=run.progress,
    )
    href = reverse("reports:report", args=[run.params["report_id"]])
    return {"href": href, "words": _("已生成%(count)s个文件，可在报告页面下载。") % {"count": len(made)}}
