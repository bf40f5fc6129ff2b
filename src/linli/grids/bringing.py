"""What an existing plan says of the units of a ground, and where it says nothing, too much, or too little."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
import shapely

from linli.core.gridding import Units
from linli.core.gridding.areas import areas_of
from linli.core.gridding.inherit import attach
from linli.core.gridding.units import Whole
from linli.grids.addresses import Finder
from linli.grids.arrays import DEDICATED_FROM, NUMBERS, code_of
from linli.grids.graphs import codes_of, pieces_of
from linli.grids.maps.plans import Polygons, TableRow, number_in

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """One finding: `kind` is "gap", "overlap", "pieces", "across", "unnumbered", "unknown" or "twice"; `where` a
    grid, a unit or a row; `units` and `homes` that it is about."""

    kind: str
    where: str
    units: int = 0
    homes: int = 0
    other: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """Labels per unit (number 0: in no grid), and what was found."""

    labels: Whole
    troubles: tuple[Trouble, ...] = ()
    mended: int = 0
    filled: int = 0
    count: Mapping[str, int] = field(default_factory=dict)


def of_polygons(
    units: Units, points: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", found: Polygons
) -> Brought:
    """Each unit goes to the polygon that holds its point (`points`, n x 2 degrees); of several, to the smallest."""
    codes = codes_of(units)
    unit, polygon = shapely.STRtree(found.shapes).query(shapely.points(points), predicate="intersects")
    order = np.lexsort((polygon, shapely.area(found.shapes)[polygon], unit))
    unit, polygon = unit[order], polygon[order]
    first = np.r_[True, np.diff(unit) != 0] if len(unit) else np.zeros(0, bool)
    owner = np.full(units.n, -1, np.int64)
    owner[unit[first]] = polygon[first]
    troubles = _overlaps(units, unit, polygon, owner, found)
    numbers, unnumbered = _numbers(found.codes)
    troubles += [Trouble("unnumbered", found.codes[k] or str(k + 1)) for k in unnumbered]
    labels = np.where(owner >= 0, units.comm * NUMBERS + numbers[owner], units.comm * NUMBERS)
    troubles += _across(units, owner, found.codes, codes)
    return _finished(units, labels, troubles, found.mended)


def _overlaps(units: Units, unit: Whole, polygon: Whole, owner: Whole, found: Polygons) -> list[Trouble]:
    more = owner[unit] != polygon
    pairs = np.column_stack([owner[unit[more]], polygon[more]])
    names, place = np.unique(pairs, axis=0, return_inverse=True)
    homes = np.bincount(place.ravel(), units.hh[unit[more]], minlength=len(names)).astype(int)
    count = np.bincount(place.ravel(), minlength=len(names))
    return [
        Trouble("overlap", found.codes[a], int(count[k]), int(homes[k]), found.codes[b])
        for k, (a, b) in enumerate(names.tolist())
    ]


def _numbers(texts: tuple[str, ...]) -> tuple[Whole, list[int]]:
    """The number of each polygon; those whose text holds none get the next free ones."""
    numbers = np.array([number_in(text) or 0 for text in texts], np.int64)
    missing = [int(k) for k in np.flatnonzero(numbers == 0)]
    taken = set(numbers.tolist())
    free = (number for number in range(1, DEDICATED_FROM) if number not in taken)
    for k in missing:
        numbers[k] = next(free, DEDICATED_FROM - 1)
    return numbers, missing


def _across(units: Units, owner: Whole, names: tuple[str, ...], codes: list[str]) -> list[Trouble]:
    found = []
    for k in np.unique(owner[owner >= 0]).tolist():
        inside = owner == k
        communities = np.unique(units.comm[inside & (units.hh > 0)])
        if len(communities) > 1:
            other = "、".join(codes[c] for c in communities.tolist())
            found.append(Trouble("across", names[k], int(inside.sum()), int(units.hh[inside].sum()), other))
    return found


def of_rows(units: Units, rows: list[TableRow], ground_id: UUID) -> Brought:
    """Each unit goes to the grid that the table gives its building."""
    codes = codes_of(units)
    finders: dict[str, Finder] = {}
    labels = units.comm * NUMBERS
    troubles: list[Trouble] = []
    for row in rows:
        number = number_in(row.grid)
        community = row.community or (row.grid[:12] if len(row.grid) == 15 else "")
        unit = None
        for code in [community] if community in codes else codes:
            if code not in finders:
                finders[code] = Finder(ground_id, code)
            unit = finders[code].unit(row.estate, row.road, row.building)
            if unit is not None:
                break
        where = f"{row.number}: {row.estate or row.road} {row.building}".strip()
        if unit is None or number is None:
            troubles.append(Trouble("unknown" if unit is None else "unnumbered", where))
            continue
        label = int(units.comm[unit]) * NUMBERS + number
        if labels[unit] % NUMBERS and labels[unit] != label:
            other = code_of(int(labels[unit]), codes)
            troubles.append(Trouble("twice", where, 1, int(units.hh[unit]), other))
            continue
        labels[unit] = label
    return _finished(units, labels, troubles, 0)


def _finished(units: Units, labels: Whole, troubles: list[Trouble], mended: int) -> Brought:
    """Land without homes joins a grid beside it; gaps with homes and grids in pieces are told."""
    made = _filled(units, labels)
    filled = int(((labels % NUMBERS == 0) & (made % NUMBERS > 0)).sum())
    codes = codes_of(units)
    left = np.flatnonzero(made % NUMBERS == 0)
    for community in np.unique(units.comm[left]).tolist():
        here = left[units.comm[left] == community]
        homes = int(units.hh[here].sum())
        troubles.append(Trouble("gap", codes[community], len(here), homes, f"{int(here[0])}"))
    names, pieces = pieces_of(units, made)
    for label, count in zip(names.tolist(), pieces.tolist(), strict=True):
        if label % NUMBERS and count > 1:
            inside = made == label
            troubles.append(
                Trouble(
                    "pieces",
                    code_of(label, codes),
                    int(inside.sum()),
                    int(units.hh[inside].sum()),
                    str(count),
                )
            )
    count = {kind: sum(1 for one in troubles if one.kind == kind) for kind in {one.kind for one in troubles}}
    return Brought(made, tuple(troubles[: SHOWN * 6]), mended, filled, count)


def _filled(units: Units, labels: Whole) -> Whole:
    """Units without homes and without a grid go to the grid along their dearest border."""
    made = labels.copy()
    for area in areas_of(units):
        mine = labels[area.members]
        open_land = (mine % NUMBERS == 0) & (area.hh == 0)
        if not open_land.any() or open_land.all():
            continue
        # A gap with homes is somebody's decision: it takes part as a grid of its own and stays one.
        names, part = np.unique(np.where(open_land, -1, mine), return_inverse=True)
        begun = part - int(names[0] == -1)
        made[area.members] = names[names >= 0][attach(area, begun)]
    return made
