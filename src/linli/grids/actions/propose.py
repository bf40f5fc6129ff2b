"""The engine's proposal for a plan, as a job."""

from datetime import datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.grids import rules
from linli.grids.actions.draw import write_version
from linli.grids.arrays import is_dedicated, unpack_labels
from linli.grids.corrected import units_for
from linli.grids.graphs import part_of
from linli.grids.models import GridPlan, PlanLabels
from linli.grids.progress import Progress, nothing
from linli.grids.proposals import community_labels, solve_all
from linli.grids.states import ChangeKind

PROPOSE = "grids.propose"


def start_propose(*, plan_id: UUID, version: int, by: Actor, at: datetime) -> Job:
    """Ask the engine for a proposal; it replaces the grids of the draft, and can be undone."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    rules.require_idle(plan)
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb=f"{PROPOSE}_start", subject=subject, place=plan.place):
        title = _("计算划分方案：%(name)s") % {"name": plan.name}
        params = {"plan": str(plan.pk), "version": version}
        job = start_job(kind=PROPOSE, params=params, by=by, at=at, title=title)
        GridPlan.objects.filter(pk=plan.pk).update(job_id=job.pk)
    return job


def propose(
    *, plan_id: UUID, version: int, by: Actor, at: datetime, progress: Progress = nothing
) -> GridPlan:
    """Divide the communities of a draft anew; grids for schools and the like keep their units.

    Raises grids.newer_version when somebody changed the draft meanwhile: nothing is overwritten.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    units = units_for(plan)
    kept = PlanLabels.objects.filter(pk=plan.pk).values_list("content", flat=True).first()
    before = unpack_labels(kept) if kept is not None else None
    free = np.ones(units.n, bool) if before is None else ~is_dedicated(before)
    if not free.any():
        raise Refusal("grids.nothing_left", gettext_lazy("所有单元都在专属网格里，没有可划分的。"))
    part = part_of(units, free)
    made = np.zeros(units.n, np.int64) if before is None else before.copy()
    made[part.members] = community_labels(units, part.members, solve_all(part.units, plan, progress))
    return write_version(
        plan=plan, labels=made, before=before, kind=ChangeKind.PROPOSED, version=version, by=by, at=at
    )
