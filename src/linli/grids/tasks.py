"""The room's jobs: loading maps, proposals."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.grids.actions.ground import LOAD, load_ground
from linli.grids.actions.propose import PROPOSE, propose


@job_handler(LOAD, idempotent=True)
def load(run: JobRun) -> dict[str, Any]:
    """Read a ground's map files."""
    ground = load_ground(ground_id=UUID(run.params["ground"]), by=run.by, at=run.at, progress=run.progress)
    words = _("底图已载入：%(units)s 个单元，%(households)s 户。")
    return {
        "href": f"/grids/grounds/{ground.pk}/",
        "words": words % {"units": ground.unit_count, "households": ground.households},
    }


@job_handler(PROPOSE)
def draw(run: JobRun) -> dict[str, Any]:
    """Let the engine divide a draft."""
    plan = propose(
        plan_id=UUID(run.params["plan"]),
        version=int(run.params["version"]),
        by=run.by,
        at=run.at,
        progress=run.progress,
    )
    return {
        "href": f"/grids/plans/{plan.pk}/",
        "words": _("方案已算好：%(grids)s 个网格。") % {"grids": plan.grid_count},
    }
