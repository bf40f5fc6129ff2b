"""The plan in force carried over to the units of today: where an adjustment begins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.core.gridding.areas import Area, areas_of, parts_of
from linli.core.gridding.units import Units, UnitsFault, Whole

NONE = -1


@dataclass(frozen=True, slots=True)
class Inherited:
    """`label` old number of each unit's grid, -1 where it has none: in new buildings, and in the smaller pieces of a
    grid that has fallen apart or crosses into a second community. `broken` old grids of which that is true."""

    label: Whole
    broken: int


def inherit(units: Units, old: Whole) -> Inherited:
    """Keep of each old grid the connected piece with most households, the first of equals.

    Raises `UnitsFault` "plan_length" or "plan_labels".
    """
    old = _checked(units, old)
    inside = (old[units.i] == old[units.j]) & (units.comm[units.i] == units.comm[units.j])
    piece = parts_of(units.n, units.i[inside], units.j[inside])
    roots, place = np.unique(piece, return_inverse=True)
    homes = np.bincount(place, units.hh)
    of_grid = old[roots]
    order = np.lexsort((roots, -homes, of_grid))
    first = np.r_[True, np.diff(of_grid[order]) != 0]
    keeps = np.zeros(len(roots), bool)
    keeps[order[first]] = True
    label = np.where(keeps[place] & (old >= 0), old, NONE)
    lost = np.unique(old[(label == NONE) & (old >= 0)])
    return Inherited(label, len(lost))


def _checked(units: Units, old: Whole) -> Whole:
    labels = np.asarray(old)
    if labels.ndim != 1 or len(labels) != units.n:
        raise UnitsFault("plan_length", found=labels.size, wanted=units.n)
    if labels.dtype.kind not in "iu" and not (
        labels.dtype.kind == "f" and np.all(labels == np.floor(labels))
    ):
        raise UnitsFault("plan_labels")
    return np.maximum(labels.astype(np.int64), NONE)


def attach(area: Area, part: Whole) -> Whole:
    """Give every unit without a grid (-1) to a grid it touches, along the dearest border, lightest grid first."""
    part = part.copy()
    while (part < 0).any():
        edge = (part[area.src] < 0) & (part[area.nbr] >= 0)
        if not edge.any():
            return part
        load = np.bincount(part[part >= 0], area.hh[part >= 0], minlength=int(part.max()) + 1)
        unit, grid = area.src[edge], part[area.nbr[edge]]
        order = np.lexsort((grid, load[grid], -area.price[edge], unit))
        unit, grid = unit[order], grid[order]
        first = np.r_[True, np.diff(unit) != 0]
        # New homes join one unit after the other, so that an estate does not swell a single grid.
        chosen = np.flatnonzero(first)[: max(1, int((part < 0).sum()) // 8)]
        part[unit[chosen]] = grid[chosen]
    return part


def dissolved(area: Area, part: Whole, grids: int) -> Whole:
    """Merge the lightest grids into the lightest grid they touch until `grids` are left; numbered from 0."""
    part = np.unique(part, return_inverse=True)[1].astype(np.int64)
    while int(part.max()) + 1 > grids:
        load = np.bincount(part, area.hh)
        for grid in np.argsort(load, kind="stable"):
            around: NDArray[np.int64] = np.unique(part[area.nbr[part[area.src] == grid]])
            around = around[around != grid]
            if around.size:
                part[part == grid] = around[np.argmin(load[around])]
                break
        part = np.unique(part, return_inverse=True)[1].astype(np.int64)
    return part


def areas_with(units: Units, label: Whole) -> list[tuple[Area, Whole]]:
    """Each area with the old labels of its members."""
    return [(area, label[area.members]) for area in areas_of(units)]
