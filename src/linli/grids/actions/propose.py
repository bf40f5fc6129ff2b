"""The engine's proposal for a plan, as a job."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import OPEN_STATES, Job
from linli.base.kernels import grid_kernels
from linli.core.gridding import EFFORTS, Units
from linli.core.gridding.areas import areas_of
from linli.core.gridding.plan import numbered
from linli.core.gridding.solve import solve
from linli.core.gridding.units import Whole
from linli.grids import rules
from linli.grids.actions.draw import write_version
from linli.grids.arrays import DEDICATED_FROM, NUMBERS, is_dedicated, unpack_labels
from linli.grids.graphs import part_of, units_of
from linli.grids.models import GridPlan, PlanLabels
from linli.grids.states import ChangeKind

PROPOSE = "grids.propose"
Progress = Callable[[int, int, str], None]


def nothing(done: int, total: int, message: str = "") -> None:
    """Tell nobody."""


def start_propose(*, plan_id: UUID, version: int, by: Actor, at: datetime) -> Job:
    """Ask the engine for a proposal; it replaces the grids of the draft, and can be undone."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    ensure_idle(plan)
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb=f"{PROPOSE}_start", subject=subject, place=plan.place):
        title = _("计算划分方案：%(name)s") % {"name": plan.name}
        params = {"plan": str(plan.pk), "version": version}
        job = start_job(kind=PROPOSE, params=params, by=by, at=at, title=title)
        GridPlan.objects.filter(pk=plan.pk).update(job_id=job.pk)
    return job


def ensure_idle(plan: GridPlan) -> None:
    """Raises a refusal while a job works on the plan."""
    if plan.job_id and Job.objects.filter(pk=plan.job_id, state__in=OPEN_STATES).exists():
        raise Refusal(
            "grids.at_work", gettext_lazy("这份方案正在计算。"), gettext_lazy("请等它结束，或先取消。")
        )


def propose(
    *, plan_id: UUID, version: int, by: Actor, at: datetime, progress: Progress = nothing
) -> GridPlan:
    """Divide the communities of a draft anew; grids for schools and the like keep their units.

    Raises grids.newer_version when somebody changed the draft meanwhile: nothing is overwritten.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    units = units_of(plan.ground_id)
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


def solve_all(units: Units, plan: GridPlan, progress: Progress) -> Whole:
    """The engine's grids, numbered from 0; as `plan_units`, telling how far it is after each community."""
    kernels = grid_kernels(lambda: progress(0, units.communities, _("首次运行，正在编译计算程序")))
    effort = EFFORTS[plan.effort].fitted(units.n, units.communities).at(plan.tolerance)
    made = np.empty(units.n, np.int64)
    count = 0
    for area in areas_of(units):
        progress(area.community, units.communities, _("正在划分社区"))
        made[area.members] = count + solve(area, effort, plan.tolerance, plan.seed, kernels)
        count += area.grids
    return numbered(units, made)


def community_labels(units: Units, members: Whole, plan: Whole) -> Whole:
    """Grids numbered by community, then west to east, as labels: numbers begin at 1 in each community."""
    comm = units.comm[members]
    first = np.full(units.communities, np.iinfo(np.int64).max)
    np.minimum.at(first, comm, plan)
    number = plan - first[comm] + 1
    if int(number.max()) >= DEDICATED_FROM:
        raise Refusal(
            "grids.too_many",
            gettext_lazy("一个社区最多 %(most)s 个基础网格。"),
            gettext_lazy("请检查社区边界和户数。"),
            most=DEDICATED_FROM - 1,
        )
    made: Whole = comm * NUMBERS + number
    return made
