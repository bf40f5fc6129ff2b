"""What a plan is told with: its measures, its ceiling, and why each grid out of the band is out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.core.gridding.areas import Area, areas_of
from linli.core.gridding.ceiling import Forced, forced_in
from linli.core.gridding.measures import GridSums, Measures, measure, sums_of
from linli.core.gridding.solve import band
from linli.core.gridding.units import Units, Whole


@dataclass(frozen=True, slots=True)
class OutOfBand:
    """A grid out of the band and why.

    `grid` is its label, `homes` its households, `wanted` the nearest number inside the band. `reason`: "building"
    and "company" and "homes" as in `Forced`, `unit` the building; "island" its area touches nothing else of the
    community; "lumps" every building at its border, the smallest of `smallest` households, is too large to be
    handed over; "neighbours" whichever building were handed over, the neighbour would leave the band or stay out
    of it; "search" one building could be handed over, but grids or blocks would fall apart.
    """

    grid: int
    community: int
    homes: int
    wanted: int
    reason: str
    unit: int
    smallest: int


@dataclass(frozen=True, slots=True)
class PlanReport:
    """`ceiling` is the largest share of grids that any plan could bring into the band."""

    measures: Measures
    ceiling: float
    forced: tuple[Forced, ...]
    out: tuple[OutOfBand, ...]


def report_on(units: Units, plan: Whole, tolerance: float, areas: Sequence[Area] | None = None) -> PlanReport:
    """Measure and explain a plan; `areas` are those of the units, when they are known."""
    sums = sums_of(units, plan)
    labels = np.unique(plan)
    forced: list[Forced] = []
    out: list[OutOfBand] = []
    possible = 0
    for area in areas if areas is not None else areas_of(units):
        here = forced_in(area, tolerance)
        forced += here
        possible += area.grids - sum(force.grids for force in here)
        out += _out_in(area, sums, here, tolerance, labels)
    due = int(units.due().sum())
    ceiling = min(1.0, max(0, possible) / due)
    return PlanReport(measure(units, plan, tolerance), ceiling, tuple(forced), tuple(out))


def _out_in(
    area: Area, sums: GridSums, forced: list[Forced], tolerance: float, labels: Whole
) -> list[OutOfBand]:
    low, high = band(area.mean, tolerance)
    part = sums.part[area.members]
    found = []
    for grid in np.unique(part):
        homes = int(sums.homes[grid])
        if low <= homes <= high:
            continue
        reason, smallest = _out_grid(area, part, sums, int(grid), (low, high))
        reason, unit = _held(area, np.flatnonzero(part == grid), forced) or (reason, -1)
        wanted = low if homes < low else high
        found.append(OutOfBand(int(labels[grid]), area.community, homes, wanted, reason, unit, smallest))
    return found


def _out_grid(area: Area, part: Whole, sums: GridSums, grid: int, limits: tuple[int, int]) -> tuple[str, int]:
    """Reason and smallest building when nothing forces the grid: looks at handing over one building."""
    homes = int(sums.homes[grid])
    taking = homes < limits[0]
    crossing = (part[area.src] == grid) & (part[area.nbr] != grid)
    inner, outer = area.src[crossing], area.nbr[crossing]
    building = area.hh[outer if taking else inner]
    other = sums.homes[part[outer]]
    sign = 1 if taking else -1
    good = _within(homes + sign * building, limits)
    kept = _within(other - sign * building, limits)
    inhabited = building[building > 0]
    smallest = int(inhabited.min()) if inhabited.size else 0
    if not (good & (building > 0)).any():
        return "lumps", smallest
    return ("search" if (good & kept & (building > 0)).any() else "neighbours"), smallest


def _within(homes: Whole, limits: tuple[int, int]) -> NDArray[np.bool_]:
    made: NDArray[np.bool_] = (homes >= limits[0]) & (homes <= limits[1])
    return made


def _held(area: Area, inside: Whole, forced: list[Forced]) -> tuple[str, int] | None:
    """What forces the grid, if anything does."""
    members = {int(u) for u in area.members[inside]}
    for force in forced:
        held = [u for u in force.units if u in members]
        if held and force.reason == "homes":
            return ("island" if area.island else "homes"), -1
        if held:
            return force.reason, held[0]
    return None
