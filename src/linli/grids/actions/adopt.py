"""A plan is adopted from a day: its grids get their codes and outlines, the plan before it closes."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids import rules
from linli.grids.actions.draw import write_version
from linli.grids.arrays import NUMBERS, code_of
from linli.grids.checks import check_complete, check_whole
from linli.grids.corrected import units_for
from linli.grids.former import Former, former_of
from linli.grids.graphs import codes_of, labels_of, units_of
from linli.grids.models import Grid, GridPlan, GridUnit, PlanTerm
from linli.grids.numbering import final_labels
from linli.grids.progress import Progress, nothing
from linli.grids.queries.homes import unplaced, unplaced_count
from linli.grids.shapes import outlines
from linli.grids.states import ChangeKind, GridKind, PlanState

ADOPT = "grids.adopt"
STEPS = 4
GRID = (
    *("id", "district", "plan_id", "community", "code", "label", "kind", "name", "households", "shape"),
    *("west", "south", "east", "north", "lon", "lat"),
)


def start_adopt(*, plan_id: UUID, version: int, from_date: date, why: str, by: Actor, at: datetime) -> Job:
    """Adopt as a job: a district's homes are told their new grid one community after the other."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    _check(plan, version, from_date, why, by, at)
    rules.require_idle(plan)
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb=f"{ADOPT}_start", subject=subject, place=plan.place, why=why):
        params = {"plan": str(plan.pk), "version": version, "from_date": from_date.isoformat(), "why": why}
        title = _("采用划分方案：%(name)s") % {"name": plan.name}
        job = start_job(kind=ADOPT, params=params, by=by, at=at, title=title)
        GridPlan.objects.filter(pk=plan.pk).update(job_id=job.pk)
    return job


def adopt(
    *,
    plan_id: UUID,
    version: int,
    from_date: date,
    why: str,
    by: Actor,
    at: datetime,
    progress: Progress = nothing,
) -> GridPlan:
    """Adopt a plan from a day on; whatever was in force in its communities is so until that day.

    Refuses: grids.newer_version, grids.not_now, grids.say_why, grids.day_past, grids.day_taken, grids.homes_unplaced
    (homes of the record that no unit is known of), and what `check_whole` finds. Writes all or nothing.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    _check(plan, version, from_date, why, by, at)
    units, drawn = units_for(plan), labels_of(plan.pk)
    check_complete(units, drawn)
    check_whole(units, drawn, np.unique(drawn))
    codes = codes_of(units)
    _check_homes(plan, codes)
    progress(1, STEPS, _("编定网格号"))
    former = former_of(plan, units, from_date)
    labels = final_labels(units, drawn, former.labels, former.used)
    progress(2, STEPS, _("画出网格边界"))
    rows = list(_grid_rows(plan, units, labels, codes))
    progress(3, STEPS, _("写入方案"))
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb=ADOPT, subject=subject, place=plan.place, why=why) as entry:
        if not np.array_equal(labels, drawn):
            plan = _renumbered(plan, labels, drawn, version, by, at)
        _put(plan, rows, labels, codes, from_date, why, by, at)
        closed = _close(former, from_date, by, at)
        entry.detail = {"from": from_date.isoformat(), "grids": len(rows), "closed": closed}
    plan.refresh_from_db()
    return plan


def _check(plan: GridPlan, version: int, from_date: date, why: str, by: Actor, at: datetime) -> None:
    rules.require_draw(by, plan.place)
    rules.require_moves(plan, PlanState.ADOPTED)
    rules.require_version(plan, version)
    if not why.strip():
        raise Refusal("grids.say_why", gettext_lazy("请写明采用的理由，例如公文文号。"))
    codes = codes_of(units_of(plan.ground_id))
    latest = PlanTerm.objects.filter(community__in=codes).aggregate(top=Max("from_date"))["top"]
    if latest is not None and from_date <= latest:
        raise Refusal(
            "grids.day_taken",
            gettext_lazy("这些社区已有方案自 %(day)s 起施行，新方案须晚于这一天。"),
            day=latest.isoformat(),
        )
    if latest is not None and from_date < local_day(at):
        raise Refusal(
            "grids.day_past",
            gettext_lazy("已有方案施行，新方案不能从过去的日子起采用。"),
            gettext_lazy("请选今天或以后的日子。"),
        )


def _check_homes(plan: GridPlan, codes: list[str]) -> None:
    left = unplaced_count(plan.ground, codes)
    if left:
        first = unplaced(plan.ground, codes)[0]
        raise Refusal(
            "grids.homes_unplaced",
            gettext_lazy("还有 %(homes)s 套住房没有落到底图上，例如 %(address)s（%(first)s 套）。"),
            gettext_lazy("请到底图页“未落图的住房”里逐个楼栋指定单元。"),
            homes=left,
            address=first.words,
            first=first.homes,
        )


def _renumbered(
    plan: GridPlan, labels: Whole, drawn: Whole, version: int, by: Actor, at: datetime
) -> GridPlan:
    return write_version(
        plan=plan, labels=labels, before=drawn, kind=ChangeKind.NUMBERED, version=version, by=by, at=at
    )


def _grid_rows(plan: GridPlan, units: Units, labels: Whole, codes: list[str]) -> Iterator[tuple[Any, ...]]:
    drawn = outlines(plan.ground_id, labels)
    homes = np.bincount(np.searchsorted(drawn.labels, labels), units.hh).astype(int).tolist()
    bounds = shapely.bounds(drawn.shapes).tolist()
    shapes = shapely.to_wkb(drawn.shapes).tolist()
    for k, label in enumerate(drawn.labels.tolist()):
        kind, name = plan.dedicated.get(str(label), (GridKind.BASE.value, ""))
        code = code_of(label, codes)
        who = (uuid7(), plan.district, plan.pk, codes[label // NUMBERS], code, label, kind, name)
        yield (*who, homes[k], shapes[k], *bounds[k], *drawn.points[k].tolist())


def _put(
    plan: GridPlan,
    rows: list[tuple[Any, ...]],
    labels: Whole,
    codes: list[str],
    from_date: date,
    why: str,
    by: Actor,
    at: datetime,
) -> None:
    bulk.insert(Grid, GRID, rows)
    grid_of = {row[5]: row[0] for row in rows}
    of_unit = ((plan.pk, unit, grid_of[label]) for unit, label in enumerate(labels.tolist()))
    bulk.insert(GridUnit, ("plan_id", "unit", "grid_id"), of_unit)
    GridPlan.objects.filter(pk=plan.pk).update(
        state=PlanState.ADOPTED,
        valid_from=from_date,
        adopted_at=at,
        adopted_by=by.label,
        why=why.strip(),
        grid_count=len(rows),
    )
    PlanTerm.objects.bulk_create(
        PlanTerm(district=code[:6], community=code, plan=plan, from_date=from_date) for code in codes
    )


def _close(former: Former, from_date: date, by: Actor, at: datetime) -> int:
    """Plans that are in force nowhere any more from that day on end on it."""
    closed = 0
    for plan in former.plans:
        mine = set(plan.terms.order_by("community").values_list("community", flat=True))
        later = PlanTerm.objects.filter(community__in=mine, from_date__gt=plan.valid_from).order_by(
            "community"
        )
        if mine <= set(later.values_list("community", flat=True)):
            GridPlan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED, valid_to=from_date)
            closed += 1
    return closed
