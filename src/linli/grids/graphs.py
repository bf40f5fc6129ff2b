"""Units and labels of plans, as arrays: read once and kept, for a ground never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from linli.base.errors import Refusal
from linli.core.gridding import Units
from linli.core.gridding.areas import parts_of
from linli.core.gridding.units import Whole
from linli.grids.arrays import is_base, unpack_labels, unpack_units
from linli.grids.models import GroundGraph, PlanLabels

KEPT = 4


@lru_cache(maxsize=KEPT)
def units_of(ground_id: UUID) -> Units:
    """The units of a loaded ground; communities are in the order of their codes."""
    found = GroundGraph.objects.filter(pk=ground_id).values_list("content", flat=True).first()
    if found is None:
        raise Refusal("grids.not_loaded", _("这份底图还没有载入完成。"), _("请等载入任务结束后再试。"))
    return unpack_units(found)


def labels_of(plan_id: UUID) -> Whole:
    """The labels of a plan's current version. Raises a refusal while there are none."""
    found = PlanLabels.objects.filter(pk=plan_id).values_list("content", flat=True).first()
    if found is None:
        raise Refusal("grids.no_grids", _("这份方案还没有网格。"), _("请先计算方案，或导入一份现有方案。"))
    return unpack_labels(found)


def codes_of(units: Units) -> list[str]:
    """The division codes of the communities, in order."""
    return [f"{code:012d}" for code in units.names.tolist()]


@dataclass(frozen=True, slots=True)
class Part:
    """Some units of a city as a city of their own; `members` are their numbers there."""

    units: Units
    members: Whole


def without_dedicated(units: Units, labels: Whole) -> Part:
    """The units of base grids as a city of their own."""
    return part_of(units, is_base(labels))


def part_of(units: Units, chosen: NDArray[np.bool_]) -> Part:
    """The chosen units and the borders among them; `names` are those of communities that keep a unit."""
    members = np.flatnonzero(chosen)
    place = np.full(units.n, -1, np.int64)
    place[members] = np.arange(len(members))
    inner = chosen[units.i] & chosen[units.j]
    kept, comm = np.unique(units.comm[members], return_inverse=True)
    made = Units(
        hh=units.hh[members],
        comm=comm.astype(np.int64),
        block=units.block[members],
        xy=units.xy[members],
        area=units.area[members],
        per=units.per[members],
        i=place[units.i[inner]],
        j=place[units.j[inner]],
        length=units.length[inner],
        cls=units.cls[inner],
        names=units.names[kept],
    )
    return Part(made, members)


def pieces_of(units: Units, labels: Whole) -> tuple[Whole, Whole]:
    """The labels that occur, in order, and in how many connected pieces each lies."""
    inside = labels[units.i] == labels[units.j]
    piece = parts_of(units.n, units.i[inside], units.j[inside])
    names, place = np.unique(labels[np.unique(piece)], return_inverse=True)
    return names, np.bincount(place)


def near(units: Units, chosen: Sequence[int]) -> Whole:
    """Units that border on the chosen ones."""
    mine = np.zeros(units.n, bool)
    mine[list(chosen)] = True
    found = np.concatenate([units.j[mine[units.i]], units.i[mine[units.j]]])
    return np.unique(found[~mine[found]])
