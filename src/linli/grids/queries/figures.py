"""The figures of a plan: what each grid adds up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from linli.core.gridding import Units
from linli.core.gridding.measures import Measures, measure
from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS, code_of, in_no_grid, is_base
from linli.grids.corrected import units_for
from linli.grids.graphs import codes_of, labels_of, part_of, pieces_of
from linli.grids.models import GridPlan
from linli.grids.states import GridKind

CLASSES = 5


@dataclass(frozen=True, slots=True)
class GridFigure:
    """One grid of a plan. `wanted` is the even share of its community and `deviation` the share by which the grid is
    over (+) or under it; both are 0 for a dedicated grid. `cut` are metres of its border to other grids of the
    community by class of street, 0 (inside a block) to 4 (main road). `x`, `y` are the units' mean, in metres."""

    label: int
    code: str
    community: str
    number: int
    kind: GridKind
    name: str
    units: int
    households: int
    wanted: float
    deviation: float
    in_band: bool
    pieces: int
    cut: tuple[float, float, float, float, float]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """All grids in order of their codes; `measures` of the base grids together; `left_units` lie in no grid yet."""

    version: int
    tolerance: float
    households: int
    grids: tuple[GridFigure, ...]
    measures: Measures
    left_units: int = 0
    left_households: int = 0

    @property
    def base(self) -> tuple[GridFigure, ...]:
        """The grids that share out the homes evenly."""
        return tuple(grid for grid in self.grids if grid.kind == GridKind.BASE)


def plan_figures(plan: GridPlan) -> PlanFigures:
    """Figures of a plan's current version. Raises grids.no_grids when it has none."""
    units, labels = units_for(plan), labels_of(plan.pk)
    return figures_of(units, labels, plan.tolerance, plan.dedicated, plan.version)


def figures_of(
    units: Units, labels: Whole, tolerance: float, dedicated: Mapping[str, Any], version: int = 0
) -> PlanFigures:
    """Figures of any labels of these units."""
    part = part_of(units, is_base(labels))
    names, pieces = pieces_of(units, labels)
    place = np.searchsorted(names, labels)
    count = np.bincount(place)
    homes = np.bincount(place, units.hh).astype(np.int64)
    x, y = np.bincount(place, units.xy[:, 0]) / count, np.bincount(place, units.xy[:, 1]) / count
    wanted = _wanted(part.units, names, units)
    cut = _cuts(units, place, len(names))
    codes = codes_of(units)
    grids = []
    for k, label in enumerate(names.tolist()):
        if label % NUMBERS == 0:
            continue
        kind, name = dedicated.get(str(label), (GridKind.BASE, ""))
        even = float(wanted[k])
        off = homes[k] / max(even, 1.0) - 1.0 if even else 0.0
        grids.append(
            GridFigure(
                label=label,
                code=code_of(label, codes),
                community=codes[label // NUMBERS],
                number=label % NUMBERS,
                kind=GridKind(kind),
                name=name,
                units=int(count[k]),
                households=int(homes[k]),
                wanted=even,
                deviation=float(off),
                in_band=abs(off) <= tolerance + 1e-9,
                pieces=int(pieces[k]),
                cut=tuple(cut[k].tolist()),
                x=float(x[k]),
                y=float(y[k]),
            )
        )
    measures = measure(part.units, labels[part.members], tolerance)
    left = in_no_grid(labels)
    return PlanFigures(
        version,
        tolerance,
        int(units.hh.sum()),
        tuple(grids),
        measures,
        int(left.sum()),
        int(units.hh[left].sum()),
    )


def _wanted(base: Units, names: Whole, units: Units) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """The even share of each grid's community; 0 for dedicated grids."""
    mean = np.zeros(units.communities)
    mean[np.searchsorted(units.names, base.names)] = base.means()
    made: np.ndarray[Any, np.dtype[np.float64]] = np.where(~is_base(names), 0.0, mean[names // NUMBERS])
    return made


def _cuts(units: Units, place: Whole, grids: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Metres of border to other grids of the community, by grid and class of street."""
    a, b = place[units.i], place[units.j]
    cut = (a != b) & (units.comm[units.i] == units.comm[units.j])
    length, street = units.length[cut], units.cls[cut]
    made: np.ndarray[Any, np.dtype[np.float64]] = np.zeros(grids * CLASSES)
    for side in (a[cut], b[cut]):
        made += np.bincount(side * CLASSES + street, length, minlength=grids * CLASSES)
    return made.reshape(grids, CLASSES)
