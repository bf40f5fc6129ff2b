"""Some grids of a plan drawn anew, the rest left as it is: splitting a grid, or finishing what a person began."""

from dataclasses import replace

import numpy as np

from linli.core.gridding.adjust import named_after
from linli.core.gridding.areas import areas_of, shares
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.effort import AT_ONCE, EFFORTS, Effort
from linli.core.gridding.solve import solve
from linli.core.gridding.units import Units, UnitsFault, Whole


def redraw(
    units: Units, plan: Whole, members: Whole, grids: int, *, seed: int, tolerance: float, kernels: Kernels
) -> Whole:
    """New labels of the units `members`, which lie in one community, in `grids` connected grids.

    `plan` has one label per unit of the city (below 1: none yet). Old numbers stay with the part that keeps most of
    their homes; further grids get fresh ones above all. Raises `UnitsFault`: "empty", "several_communities",
    "too_few_units", "too_many_pieces".
    """
    members = np.unique(members)
    part = _part_of(units, members)
    mean = _share(units, members, grids, tolerance)
    areas = list(areas_of(part))
    if grids < len(areas):
        raise UnitsFault("too_many_pieces", pieces=len(areas), grids=grids)
    if grids > len(members):
        raise UnitsFault("too_few_units", units=len(members), grids=grids)
    homes = np.array([area.hh.sum() for area in areas], np.float64)
    given = shares(homes, np.array([area.n for area in areas]), grids)
    effort = _effort(len(members)).at(tolerance)
    old = np.where(plan[members] > 0, plan[members], -1)
    fresh = int(plan.max(initial=0)) + 1
    made = np.empty(len(members), np.int64)
    taken: set[int] = set()
    for area, due in zip(areas, given, strict=True):
        sized = replace(area, grids=int(due), mean=mean)
        drawn = solve(sized, effort, tolerance, seed, kernels)
        # A number that went to another piece of land is not given twice.
        known = np.where(np.isin(old[area.members], list(taken)), -1, old[area.members])
        named = named_after(sized, drawn, known, fresh)
        taken.update(named.tolist())
        fresh = max(fresh, int(named.max()) + 1)
        made[area.members] = named
    return made


def _share(units: Units, members: Whole, grids: int, tolerance: float) -> float:
    """Homes a grid should have: the community's even share, unless so many grids cannot come near it: then their own,
    so that a grid split in two gives two halves."""
    mean = float(units.means()[units.comm[members[0]]])
    even = float(units.hh[members].sum()) / grids
    return mean if abs(even - mean) <= tolerance * mean else even


def _effort(units: int) -> Effort:
    """Somebody waits: as much as can be had in a second or two."""
    name = "standard" if units <= AT_ONCE else "quick"
    return EFFORTS[name].fitted(units, 1)


def _part_of(units: Units, members: Whole) -> Units:
    """The units `members` alone with the borders between them, in their order."""
    if not len(members):
        raise UnitsFault("empty")
    if len(np.unique(units.comm[members])) > 1:
        raise UnitsFault("several_communities")
    place = np.full(units.n, -1, np.int64)
    place[members] = np.arange(len(members))
    inner = (place[units.i] >= 0) & (place[units.j] >= 0)
    return replace(
        units,
        **{name: getattr(units, name)[members] for name in ("hh", "block", "xy", "area", "per")},
        comm=np.zeros(len(members), np.int64),
        i=place[units.i[inner]],
        j=place[units.j[inner]],
        length=units.length[inner],
        cls=units.cls[inner],
        names=units.names[units.comm[members[:1]]],
    )
