"""The room's jobs: loading maps, proposals, adoption."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.grids.actions.adjust import ADJUST, adjust
from linli.grids.actions.adopt import ADOPT, adopt
from linli.grids.actions.counting import COUNT, count_day
from linli.grids.actions.ground import LOAD, load_ground
from linli.grids.actions.propose import PROPOSE, propose
from linli.grids.actions.tell import tell_record
from linli.grids.models import GridPlan
from linli.grids.states import PlanState


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


@job_handler(ADJUST)
def fit(run: JobRun) -> dict[str, Any]:
    """Adjust what is in force to the draft's ground."""
    plan = adjust(
        plan_id=UUID(run.params["plan"]),
        version=int(run.params["version"]),
        by=run.by,
        at=run.at,
        progress=run.progress,
    )
    words = _("已按现状调整：%(grids)s 个网格。") % {"grids": plan.grid_count}
    return {"href": f"/grids/plans/{plan.pk}/compare/", "words": words}


@job_handler(ADOPT, idempotent=True)
def put_in_force(run: JobRun) -> dict[str, Any]:
    """Adopt a plan, then tell the record; a run that was cut off after the adoption goes on with the telling."""
    plan = GridPlan.objects.get(pk=UUID(run.params["plan"]))
    if plan.state != PlanState.ADOPTED:
        adopt(
            plan_id=plan.pk,
            version=int(run.params["version"]),
            from_date=date.fromisoformat(run.params["from_date"]),
            why=run.params["why"],
            by=run.by,
            at=run.at,
            progress=run.progress,
        )
    told = tell_record(plan_id=plan.pk, by=run.by, at=run.at, progress=run.progress)
    words = _("方案已采用；%(homes)s 套住房换了网格号。") % {"homes": told}
    return {"href": f"/grids/plans/{plan.pk}/", "words": words}


@job_handler(COUNT, idempotent=True)
def count(run: JobRun) -> dict[str, Any]:
    """Count what lives in a place today."""
    run.progress(0, 1, _("正在清点"))
    made = count_day(place=run.params["place"], by=run.by, at=run.at)
    return {"href": "/grids/", "words": _("今天清点了 %(communities)s 个社区。") % {"communities": made}}
