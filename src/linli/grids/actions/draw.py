"""Drawing: a draft is made, changed unit by unit, and gone back over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.core.gridding.units import Whole
from linli.grids import rules
from linli.grids.arrays import pack_labels, unpack_labels
from linli.grids.checks import check_change
from linli.grids.corrected import units_for
from linli.grids.graphs import labels_of
from linli.grids.locking import locked
from linli.grids.models import GridPlan, Ground, PlanChange, PlanLabels
from linli.grids.queries.drafts import undoable
from linli.grids.states import ChangeKind, Effort, GroundState

MOST_MOVES = 5000
"""A change of more units than this is kept as the labels it replaced."""


def create_plan(
    *,
    ground_id: UUID,
    name: str,
    by: Actor,
    at: datetime,
    place: str = "",
    tolerance: float = 0.10,
    seed: int = 1,
    effort: Effort = Effort.STANDARD,
    follows: GridPlan | None = None,
) -> GridPlan:
    """A draft without grids for the place of a ground."""
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    rules.require_draw(by, ground.place)
    if ground.state != GroundState.READY:
        raise Refusal("grids.not_loaded", _("这份底图还没有载入完成。"), _("请等载入任务结束后再试。"))
    if not 0.01 <= tolerance <= 0.5:
        raise Refusal("grids.tolerance", _("允许偏差应在 1% 到 50% 之间。"))
    with audited(
        by=by, at=at, verb="grids.create_plan", subject="grids.GridPlan", place=ground.place
    ) as entry:
        plan = GridPlan.objects.create(
            district=ground.district,
            place=ground.place,
            ground=ground,
            follows=follows,
            name=name.strip() or f"{at:%Y-%m-%d}",
            tolerance=tolerance,
            seed=seed,
            effort=effort,
            created_at=at,
            created_by=by.label,
        )
        entry.subject = f"grids.GridPlan:{plan.pk}"
    return plan


def change_labels(
    *, plan_id: UUID, version: int, changes: Sequence[tuple[int, int]], by: Actor, at: datetime
) -> GridPlan:
    """Move units of a draft: `changes` are (unit, label of its new grid); a label not yet there is a new grid.

    `version` is the one that the caller saw; raises grids.newer_version when there is a later one. All or
    nothing: grids.unit_unknown, grids.across_border, grids.number_unfit, grids.in_pieces, grids.without_homes say what
    is wrong with the result.
    """
    with audited(by=by, at=at, verb="grids.change_labels", subject=f"grids.GridPlan:{plan_id}") as entry:
        plan = locked(plan_id, by, version)
        entry.place = plan.place
        units, before = units_for(plan), labels_of(plan.pk)
        after = check_change(units, before, changes, plan.dedicated)
        entry.detail = {"version": version + 1, "units": int((after != before).sum())}
        if np.array_equal(after, before):
            return plan
        return write_version(
            plan=plan, labels=after, before=before, kind=ChangeKind.EDITED, version=version, by=by, at=at
        )


def undo_change(*, plan_id: UUID, version: int, by: Actor, at: datetime) -> GridPlan:
    """Go back over the latest change that has not been undone yet; the way back is a version of its own."""
    with audited(by=by, at=at, verb="grids.undo_change", subject=f"grids.GridPlan:{plan_id}") as entry:
        plan = locked(plan_id, by, version)
        entry.place = plan.place
        change = undoable(plan)
        if change is None:
            raise Refusal("grids.nothing_to_undo", _("没有可以撤销的改动。"))
        entry.detail = {"undoes": change.version}
        now = labels_of(plan.pk)
        back = _before(change, now)
        return write_version(
            plan=plan,
            labels=back,
            before=now,
            kind=ChangeKind.UNDONE,
            version=version,
            undoes=change.version,
            by=by,
            at=at,
        )


def _before(change: PlanChange, now: Whole) -> Whole:
    if change.before is not None:
        return unpack_labels(change.before)
    back = now.copy()
    for unit, was, _now in change.moves:
        back[unit] = was
    return back


def write_version(
    *,
    plan: GridPlan,
    labels: Whole,
    before: Whole | None,
    kind: ChangeKind,
    version: int,
    by: Actor,
    at: datetime,
    undoes: int | None = None,
) -> GridPlan:
    """The next version of a draft. Raises grids.newer_version when another one came first."""
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb="grids.write_version", subject=subject, place=plan.place) as entry:
        taken = GridPlan.objects.filter(pk=plan.pk, version=version).update(
            version=version + 1, grid_count=len(np.unique(labels))
        )
        if not taken:
            plan.refresh_from_db()
            rules.require_drawing(plan, by, version)
        moved = np.arange(len(labels)) if before is None else np.flatnonzero(labels != before)
        homes = int(units_for(plan).hh[moved].sum())
        PlanChange.objects.create(
            plan=plan,
            version=version + 1,
            kind=kind,
            **_kept(labels, before, moved),
            undoes=undoes,
            units=len(moved),
            households=homes,
            changed_at=at,
            changed_by=by.label,
        )
        PlanLabels.objects.update_or_create(
            plan=plan, defaults={"version": version + 1, "content": pack_labels(labels)}
        )
        entry.detail = {"version": version + 1, "kind": kind.value, "units": len(moved)}
    plan.refresh_from_db()
    return plan


def _kept(labels: Whole, before: Whole | None, moved: Whole) -> dict[str, Any]:
    """What an undo needs: the moves, or the labels of before when they are many."""
    if before is None:
        return {}
    if len(moved) > MOST_MOVES:
        return {"before": pack_labels(before)}
    return {"moves": np.column_stack([moved, before[moved], labels[moved]]).tolist()}
