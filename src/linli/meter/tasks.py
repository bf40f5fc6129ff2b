"""The room's job."""

from typing import Any

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.meter.actions.daily import daily
from linli.meter.actions.starting import JOB


@job_handler(JOB, idempotent=True)
def plan(run: JobRun) -> dict[str, Any]:
    """Ends what is over, plans what runs, counts, measures."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已核对%(done)s / %(total)s个事项") % {"done": done, "total": total})

    made = daily(district=run.params["district"], by=run.by, at=run.at, progress=progress)
    return {
        "href": "/meter/tasks/",
        "words": _("%(homes)s 户有要问的内容，%(ended)s 项任务已结束。")
        % {"homes": made.homes, "ended": made.ended},
    }
