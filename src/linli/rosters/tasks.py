"""The room's jobs: dry run and run of a roster."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.rosters.actions.check import check_roster
from linli.rosters.actions.jobs import CHECK, RUN
from linli.rosters.actions.run import run_roster


@job_handler(CHECK, idempotent=True)
def check(run: JobRun) -> dict[str, Any]:
    """Work out what a roster would change."""
    roster_id = UUID(run.params["roster"])
    roster = check_roster(roster_id=roster_id, by=run.by, at=run.at, progress=run.progress)
    return {
        "href": f"/rosters/{roster_id}/",
        "words": _("预演完成：读了 %(read)s 行。") % {"read": roster.counts["read"]},
    }


@job_handler(RUN)
def bring_in(run: JobRun) -> dict[str, Any]:
    """Bring a roster in."""
    roster_id = UUID(run.params["roster"])
    roster = run_roster(
        roster_id=roster_id,
        leave_out=bool(run.params.get("leave_out")),
        by=run.by,
        at=run.at,
        progress=run.progress,
    )
    return {
        "href": f"/rosters/{roster_id}/",
        "words": _("导入完成：登记了 %(facts)s 项内容。") % {"facts": roster.counts["facts"]},
    }
