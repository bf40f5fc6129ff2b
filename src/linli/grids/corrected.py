"""The units of a draft with the homes as the draft counts them."""

from dataclasses import replace

import numpy as np

from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids.graphs import units_of
from linli.grids.models import GridPlan, HomesCorrection


def units_for(plan: GridPlan) -> Units:
    """The units of a plan's ground; homes of corrected buildings are counted as corrected."""
    units = units_of(plan.ground_id)
    change = _change(plan, units.n)
    return units if change is None else replace(units, hh=units.hh + change)


def _change(plan: GridPlan, n: int) -> Whole | None:
    """Households more or fewer per unit."""
    rows = list(
        HomesCorrection.objects.filter(plan=plan.pk)
        .order_by("corrected_at", "id")
        .values_list("unit", "was", "homes")
    )
    if not rows:
        return None
    made = np.zeros(n, np.int64)
    for unit, was, homes in rows:
        made[unit] += homes - was
    return made


def copy_corrections(plan: GridPlan, copy: GridPlan) -> None:
    """A copy counts its buildings as the plan it was made from."""
    HomesCorrection.objects.bulk_create(
        HomesCorrection(
            plan=copy,
            building=one.building,
            unit=one.unit,
            was=one.was,
            homes=one.homes,
            reason=one.reason,
            corrected_at=one.corrected_at,
            corrected_by=one.corrected_by,
        )
        for one in HomesCorrection.objects.filter(plan=plan).order_by("corrected_at", "id")
    )
