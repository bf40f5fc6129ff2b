"""What is in force where a plan lies, in the units of the plan's own ground."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.core.geometry.coverage import holding
from linli.core.geometry.lines import Shapes
from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS
from linli.grids.graphs import codes_of, labels_of, units_of
from linli.grids.models import Grid, GridPlan, GroundUnit, PlanTerm
from linli.grids.shapes import unit_shapes

SAME_SPOT = 1e-4
"""Degrees, some ten metres: a building drawn anew may lie so far from where it was drawn before."""


@dataclass(frozen=True, slots=True)
class Former:
    """`labels` in force per unit of the plan's ground (-1 none), in the plan's own numbering of communities; `used` all
    labels that were ever in force there; `plans` in force."""

    labels: Whole | None
    used: Whole
    plans: tuple[GridPlan, ...]


def former_of(plan: GridPlan, units: Units, day: date) -> Former:
    """What is in force in the plan's communities before `day`."""
    codes = codes_of(units)
    terms = list(
        PlanTerm.objects.filter(community__in=codes, from_date__lt=day)
        .select_related("plan")
        .order_by("community", "from_date")
    )
    current = {term.community: term.plan for term in terms}  # the latest stays
    place = {code: index for index, code in enumerate(codes)}
    ever = Grid.objects.filter(community__in=codes).order_by("code").values_list("code", flat=True)
    used = np.array(sorted({place[code[:12]] * NUMBERS + int(code[12:]) for code in ever}), np.int64)
    if not current:
        return Former(None, used, ())
    plans = {former.pk: former for former in current.values()}
    labels = np.full(units.n, -1)
    for former in plans.values():
        mine = [place[code] for code, of in current.items() if of.pk == former.pk]
        here = np.isin(units.comm, mine)
        labels[here] = labels_in(former, plan.ground_id, codes)[here]
    return Former(labels, used, tuple(plans.values()))


def unit_points(ground_id: UUID) -> Shapes:
    """Where each unit's building stands, in degrees."""
    spots = GroundUnit.objects.filter(ground_id=ground_id).order_by("number").values_list("lon", "lat")
    made: Shapes = shapely.points(np.array(list(spots), float).reshape(-1, 2))
    return made


def _new(before: UUID, after: UUID, points: Shapes) -> NDArray[np.bool_]:
    """Which units of the later ground have homes where the earlier one had none."""
    lived_in = units_of(before).hh > 0
    near = shapely.STRtree(unit_points(before)[lived_in]).query(
        points, predicate="dwithin", distance=SAME_SPOT
    )
    made = units_of(after).hh > 0
    made[near[0]] = False
    return made


def labels_in(plan: GridPlan, ground_id: UUID, codes: list[str]) -> Whole:
    """The labels of a plan at the units of another ground, with communities numbered as in `codes`; -1 for none.

    A unit takes the grid that its own spot lay in: for a building that stood there before, its own. Where homes stand
    on a spot that had none within `SAME_SPOT`, they are new and have no grid yet.
    """
    labels = labels_of(plan.pk)
    theirs = codes_of(units_of(plan.ground_id))
    place = {code: index for index, code in enumerate(codes)}
    moved = np.array([place.get(code, -1) for code in theirs])[labels // NUMBERS]
    known = np.where(moved >= 0, moved * NUMBERS + labels % NUMBERS, -1)
    if plan.ground_id == ground_id:
        return known
    points = unit_points(ground_id)
    was = holding(unit_shapes(plan.ground_id), points)
    found = np.where((was >= 0) & ~_new(plan.ground_id, ground_id, points), known[was], -1)
    here = units_of(ground_id).comm
    made: Whole = np.where(found // NUMBERS == here, found, -1)
    return made
