"""An existing plan is brought into a draft."""

import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.core.gridding import Units
from linli.grids import rules
from linli.grids.actions.draw import write_version
from linli.grids.arrays import is_dedicated, unpack_labels
from linli.grids.bringing import Brought, of_polygons, of_rows
from linli.grids.corrected import units_for
from linli.grids.maps.layers import put_into
from linli.grids.maps.plans import is_table, read_polygons, read_rows
from linli.grids.models import GridPlan, GroundUnit, PlanLabels
from linli.grids.states import ChangeKind, GridKind


def import_plan(
    *, plan_id: UUID, version: int, name: str, content: bytes, by: Actor, at: datetime
) -> Brought:
    """Grids of a file become those of the draft: polygons, or a table of buildings. Answers what was found.

    Gaps with homes stay units without a grid, to be drawn by hand: the plan cannot be adopted before. Raises
    grids.nothing_found when no unit gets a grid, and what the readers raise.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_drawing(plan, by, version)
    rules.require_idle(plan)
    units = units_for(plan)
    found = _read(plan, units, Path(name).name, content)
    if (found.labels % 1000 == 0).all():
        raise Refusal(
            "grids.nothing_found",
            _("%(file)s 里没有一个网格落在这份底图上。"),
            _("请核对坐标系、范围，或小区和楼栋的写法。"),
            file=name,
        )
    kept = PlanLabels.objects.filter(pk=plan.pk).first()
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb="grids.import_plan", subject=subject, place=plan.place) as entry:
        special = np.unique(found.labels[is_dedicated(found.labels)]).tolist()
        named = {str(label): [GridKind.OTHER.value, ""] for label in special}
        GridPlan.objects.filter(pk=plan.pk).update(dedicated={**named, **plan.dedicated})
        write_version(
            plan=plan,
            labels=found.labels,
            before=None if kept is None else unpack_labels(kept.content),
            kind=ChangeKind.IMPORTED,
            version=version,
            by=by,
            at=at,
        )
        entry.detail = dict(found.count)
    return found


def _read(plan: GridPlan, units: Units, name: str, content: bytes) -> Brought:
    if is_table(name):
        return of_rows(units, list(read_rows(name, content)), plan.ground_id)
    with tempfile.TemporaryDirectory(prefix="linli-plan-") as folder:
        polygons = read_polygons(put_into(Path(folder), Path(name).name, content))
    spots = GroundUnit.objects.filter(ground=plan.ground_id).order_by("number").values_list("lon", "lat")
    return of_polygons(units, np.array(list(spots), float).reshape(-1, 2), polygons)
