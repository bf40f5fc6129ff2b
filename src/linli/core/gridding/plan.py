"""A plan for a whole city."""

from collections.abc import Sequence

import numpy as np

from linli.core.gridding.areas import Area, areas_of
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.effort import Effort
from linli.core.gridding.solve import solve
from linli.core.gridding.units import Units, Whole


def plan_units(
    units: Units,
    *,
    seed: int,
    tolerance: float,
    effort: Effort,
    kernels: Kernels,
    areas: Sequence[Area] | None = None,
) -> Whole:
    """The grid of each unit, numbered from 0 by community, then west to east, then north to south.

    Every grid is connected, has at least one unit and lies in one community. The same input, seed, tolerance and
    effort give the same plan, with compiled and with plain kernels. `areas` are those of the units, when known.
    """
    plan = np.empty(units.n, np.int64)
    made = 0
    fitted = effort.fitted(units.n, units.communities).at(tolerance)
    for area in areas if areas is not None else areas_of(units):
        plan[area.members] = made + solve(area, fitted, tolerance, seed, kernels)
        made += area.grids
    return numbered(units, plan)


def numbered(units: Units, plan: Whole) -> Whole:
    """The same plan with its grids numbered by community, then west to east, then north to south."""
    _, part = np.unique(plan, return_inverse=True)
    weight = np.bincount(part)
    x = np.bincount(part, units.xy[:, 0]) / weight
    y = np.bincount(part, units.xy[:, 1]) / weight
    community = np.empty(len(weight), np.int64)
    community[part] = units.comm
    order = np.lexsort((-y, x, community))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place[part]
