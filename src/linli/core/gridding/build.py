"""Units from geometry: streets, buildings and the borders of communities, all in metres."""

from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.blocks import Blocks, cut_blocks, merge_slivers, owner_of
from linli.core.geometry.cells import Pieces, share_out
from linli.core.geometry.lines import Shapes, class_at
from linli.core.geometry.touching import contacts
from linli.core.gridding.assemble import Borders, bridges, merged_pieces, unit_borders
from linli.core.gridding.units import TARGET, Real, Whole

HOME_AREA = 90.0  # m2 of a home
LIVED_IN = 0.75  # of the floor area is homes
ON_STREET = 1.5  # metres between a border and the street that runs along it
TOWER = 1.1  # of the usual grid: a building beyond forces a grid out of the band


@dataclass(frozen=True, slots=True)
class Built:
    """`arrays` as a file of units holds them, `shapes` of the units; what was found on the way: `outside` buildings
    in no community, `bridges` borders added to reach islands, `split` towers, `empty` communities without homes."""

    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]
    shapes: Shapes
    outside: int
    bridges: int
    split: int
    empty: int


def estimated_homes(area: Real, floors: Real) -> Whole:
    """Households of buildings by footprint in m2 and floors."""
    made: Whole = np.round(area * floors * LIVED_IN / HOME_AREA).astype(np.int64)
    return made


def split_towers(footprints: Shapes, points: Real, homes: Whole) -> tuple[Real, Whole, Whole, int]:
    """Give a building too large for any grid one point per entrance along its longer side.

    Returns points, households and the building of each, and how many buildings were split.
    """
    parts = np.where(homes > TOWER * TARGET, np.ceil(homes / (TARGET / 2)), 1).astype(np.int64)
    building = np.repeat(np.arange(len(homes)), parts)
    turn = np.arange(len(building)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = homes // parts
    shared = share[building] + (turn < (homes - share * parts)[building])
    made = points[building].copy()
    for b in np.flatnonzero(parts > 1):
        corner = shapely.get_coordinates(shapely.minimum_rotated_rectangle(footprints[b]))[:4]
        sides = np.diff(np.vstack([corner, corner[:1]]), axis=0)[:2]
        along = sides[np.argmax(np.hypot(sides[:, 0], sides[:, 1]))]
        at = (np.arange(parts[b]) + 0.5) / parts[b] - 0.5
        made[building == b] = corner.mean(axis=0) + at[:, None] * along
    return made, shared.astype(np.int64), building, int((parts > 1).sum())


def build_units(
    *,
    streets: Shapes,
    classes: Whole,
    footprints: Shapes,
    homes: Whole,
    communities: Shapes,
    split: bool = False,
) -> Built:
    """Cut the communities into blocks and cells and say who borders on whom.

    `streets` are lines with `classes` 1 to 4; `footprints` polygons with households in `homes`. All polygons are valid.
    """
    points = shapely.get_coordinates(shapely.centroid(footprints))
    towers = 0
    if split:
        points, homes, _, towers = split_towers(footprints, points, homes)
    blocks = cut_blocks(streets, communities)
    block = owner_of(shapely.points(points), blocks.shape)
    blocks = merge_slivers(blocks, np.bincount(block[block >= 0], minlength=len(blocks.shape)))
    block = owner_of(shapely.points(points), blocks.shape)
    inside = block >= 0
    points, homes, block = _distinct(points[inside], homes[inside], block[inside])
    pieces = share_out(blocks.shape, points, block)
    touch = contacts(pieces.shape)
    street = np.zeros(len(touch.i), np.int64)
    across = pieces.block[touch.i] != pieces.block[touch.j]
    street[across] = class_at(shapely.points(touch.x[across], touch.y[across]), streets, classes, ON_STREET)
    unit = merged_pieces(pieces, touch.i, touch.j, touch.length)
    borders = unit_borders(unit, touch.i, touch.j, touch.length, street)
    return _built(
        blocks, pieces, unit, borders, points, homes, (int((~inside).sum()), towers, len(communities))
    )


def _distinct(points: Real, homes: Whole, block: Whole) -> tuple[Real, Whole, Whole]:
    """Buildings on the same spot are one."""
    spot = np.round(points * 20).astype(np.int64)
    keys = np.column_stack([block, spot])
    _, first, place = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return points[first], np.bincount(place.ravel(), homes).astype(np.int64), block[first]


def _built(
    blocks: Blocks,
    pieces: Pieces,
    unit: Whole,
    borders: Borders,
    points: Real,
    homes: Whole,
    told: tuple[int, int, int],
) -> Built:
    n = int(unit.max()) + 1
    first = np.full(n, len(unit), np.int64)
    np.minimum.at(first, unit, np.where(pieces.main, np.arange(len(unit)), len(unit)))
    seed, block = pieces.seed[first], pieces.block[first]
    xy = shapely.get_coordinates(shapely.centroid(pieces.shape[first]))
    xy[seed >= 0] = points[seed[seed >= 0]]
    hh = np.where(seed >= 0, homes[seed], 0) if len(homes) else np.zeros(n, np.int64)
    comm = blocks.community[block]
    around = np.bincount(unit, shapely.length(pieces.shape), minlength=n) - borders.within
    extra = bridges(comm, xy, borders.i, borders.j)
    borders = borders.joined(extra)
    outside, towers, communities = told
    lived_in = np.bincount(comm, hh, minlength=communities)
    arrays = {
        "n": np.array(n),
        "i": borders.i,
        "j": borders.j,
        "L": borders.length,
        "cls": borders.street.astype(np.int8),
        "per": around,
        "area": np.bincount(unit, shapely.area(pieces.shape), minlength=n),
        "xy": xy,
        "hh": hh,
        "block": block,
        "comm": comm,
        "bridges": np.array(len(extra)),
    }
    order = np.argsort(unit, kind="stable")
    groups = np.split(pieces.shape[order], np.flatnonzero(np.diff(unit[order])) + 1)
    shapes = np.array([g[0] if len(g) == 1 else shapely.union_all(g) for g in groups], object)
    return Built(arrays, shapes, outside, len(extra), towers, int((lived_in == 0).sum()))
