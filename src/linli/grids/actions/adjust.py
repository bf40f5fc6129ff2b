"""A year later: the plan in force is adjusted to the homes of a newer ground, with few homes changing officer."""

from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.base.kernels import grid_kernels
from linli.core.gridding import Units, adjust_plan
from linli.core.gridding.units import Whole
from linli.grids import rules
from linli.grids.actions.draw import write_version
from linli.grids.arrays import DEDICATED_FROM, NUMBERS, is_base, is_dedicated, unpack_labels
from linli.grids.corrected import units_for
from linli.grids.former import former_of
from linli.grids.graphs import part_of
from linli.grids.models import GridPlan, PlanLabels
from linli.grids.progress import Progress, nothing
from linli.grids.states import ChangeKind

ADJUST = "grids.adjust"


def start_adjust(*, plan_id: UUID, version: int, by: Actor, at: datetime) -> Job:
    """Ask for an adjustment of what is in force; it becomes the grids of this draft, and can be undone."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    rules.require_idle(plan)
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb=f"{ADJUST}_start", subject=subject, place=plan.place):
        title = _("按现状调整：%(name)s") % {"name": plan.name}
        params = {"plan": str(plan.pk), "version": version}
        job = start_job(kind=ADJUST, params=params, by=by, at=at, title=title)
        GridPlan.objects.filter(pk=plan.pk).update(job_id=job.pk)
    return job


def adjust(*, plan_id: UUID, version: int, by: Actor, at: datetime, progress: Progress = nothing) -> GridPlan:
    """The grids of the draft become those in force, adjusted to the draft's ground. Raises grids.nothing_in_force."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    units = units_for(plan)
    former = former_of(plan, units, date.max)
    if former.labels is None:
        raise Refusal(
            "grids.nothing_in_force",
            gettext_lazy("这里还没有施行的方案，无从调整。"),
            gettext_lazy("请先计算一份新方案。"),
        )
    progress(1, 3, _("按现有户数调整"))
    dedicated = (former.labels >= 0) & is_dedicated(former.labels)
    part = part_of(units, ~dedicated)
    old = np.where((former.labels >= 0) & is_base(former.labels), former.labels, -1)[part.members]
    kernels = grid_kernels(lambda: progress(1, 3, _("首次运行，正在编译计算程序")))
    made = adjust_plan(part.units, old, seed=plan.seed, tolerance=plan.tolerance, kernels=kernels)
    labels = former.labels.copy()
    labels[part.members] = _numbered(units, part.members, made.plan, former.used)
    progress(2, 3, _("写入方案"))
    kept = PlanLabels.objects.filter(pk=plan.pk).first()
    names = {key: value for one in former.plans for key, value in one.dedicated.items()}
    with audited(by=by, at=at, verb=ADJUST, subject=f"grids.GridPlan:{plan.pk}", place=plan.place) as entry:
        GridPlan.objects.filter(pk=plan.pk).update(dedicated=names, follows=former.plans[0])
        entry.detail = {"moved": made.moved, "homes": made.homes}
        return write_version(
            plan=plan,
            labels=labels,
            before=None if kept is None else unpack_labels(kept.content),
            kind=ChangeKind.ADJUSTED,
            version=version,
            by=by,
            at=at,
        )


def _numbered(units: Units, members: Whole, plan: Whole, used: Whole) -> Whole:
    """Fresh grids of the engine get the next number of their community; old ones have theirs."""
    comm = units.comm[members]
    made = plan.copy()
    known = {int(label) for label in used.tolist()}
    for fresh in np.unique(plan).tolist():
        inside = plan == fresh
        community = int(comm[inside][0])
        if fresh in known and fresh // NUMBERS == community:
            continue
        first = community * NUMBERS + 1
        made[inside] = next(n for n in range(first, first + DEDICATED_FROM - 1) if n not in known)
        known.add(int(made[inside][0]))
    return made
