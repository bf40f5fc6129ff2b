"""A mosaic of polygons: made seamless once, then joined and coarsened so that neighbours keep one border in common."""

from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.lines import Shapes, Whole


def seamless(shapes: Shapes, step: float, scrap: float) -> Shapes:
    """The same mosaic with borders that neighbours share corner by corner; no shape is lost, some may be empty.

    Corners are put on a lattice of `step`. Where a corner of one shape lay on the edge of another, this leaves scraps
    between them that belong to both or to none: a face that is nowhere wider than `scrap` (area by length of its
    border) goes to the shape beside it. What is wider is a hole of the mosaic and stays one.
    """
    lines = shapely.get_parts(shapely.union_all(shapely.boundary(shapes), grid_size=step))
    faces = shapely.get_parts(shapely.polygonize(lines))
    owner = holding(shapes, shapely.point_on_surface(faces))
    lost = (owner < 0) & (shapely.area(faces) < scrap * shapely.length(faces))
    if lost.any():
        owner[lost] = shapely.STRtree(shapes).nearest(faces[lost])
    kept = owner >= 0
    return joined(faces[kept], owner[kept], len(shapes))


def holding(shapes: Shapes, points: Shapes) -> Whole:
    """The shape that holds each point; of several, the first; -1 for none."""
    found = np.full(len(points), -1, np.int64)
    if len(points):
        point, shape = shapely.STRtree(shapes).query(points, predicate="intersects")
        order = np.lexsort((shape, point))[::-1]
        found[point[order]] = shape[order]
    return found


def joined(shapes: Shapes, group: Whole, groups: int) -> Shapes:
    """The union of each group, 0 to `groups` - 1, of a seamless mosaic. Borders inside fall away."""
    there = ~shapely.is_empty(shapes)
    shapes, group = shapes[there], group[there]
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], np.arange(1, groups))
    return np.array([_one(part) for part in np.split(shapes[order], first)], object)


def _one(shapes: Shapes) -> shapely.Geometry:
    if len(shapes) > 1:
        return shapely.coverage_union_all(shapes)
    return shapes[0] if len(shapes) else shapely.Polygon()


def coarser(shapes: Shapes, tolerance: float) -> Shapes:
    """A seamless mosaic with fewer corners: a border that moves does so for both sides, so no gap opens. `tolerance`
    is the side of a square as large as what may be cut off or added at a corner."""
    made: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return made


@dataclass(frozen=True, slots=True)
class Borders:
    """Lines of a mosaic, each drawn once: all that shape `low` has in common with shape `high`, in order; `low` is -1
    where nothing lies on the other side."""

    lines: Shapes
    low: Whole
    high: Whole


def borders(shapes: Shapes) -> Borders:
    """The borders of a seamless mosaic."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[:-1] == ring[1:]
    pieces, owner = np.hstack([points[:-1], points[1:]])[inside], shape[part[ring[:-1][inside]]]
    # One way round, so that the piece of the neighbour is the same.
    turned = (pieces[:, 0] > pieces[:, 2]) | ((pieces[:, 0] == pieces[:, 2]) & (pieces[:, 1] > pieces[:, 3]))
    pieces[turned] = pieces[turned][:, [2, 3, 0, 1]]
    # By hand, since np.unique of rows takes ten times as long.
    order = np.lexsort(pieces.T)
    pieces, owner = pieces[order], owner[order]
    new = np.ones(len(pieces), bool)
    new[1:] = (pieces[1:] != pieces[:-1]).any(axis=1)
    once, place = pieces[new], np.cumsum(new) - 1
    low, high = np.full(len(once), len(shapes)), np.full(len(once), -1)
    np.minimum.at(low, place, owner)
    np.maximum.at(high, place, owner)
    low[low == high] = -1
    pair, first, border = np.unique(low * len(shapes) + high, return_index=True, return_inverse=True)
    order = np.argsort(border, kind="stable")
    lines = shapely.linestrings(once[order].reshape(-1, 2, 2))
    made = shapely.multilinestrings(lines, indices=border[order]) if len(pair) else np.array([], object)
    return Borders(np.asarray(shapely.line_merge(made)), low[first], high[first])
