"""Which polygons of a mosaic touch, and along how many metres."""

from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.lines import Real, Shapes, Whole

STEP = 12.0  # metres; longer edges are looked at in pieces, for a long edge may face several polygons
ASIDE = 0.05  # metres from an edge to the spot that tells what lies behind it


@dataclass(frozen=True, slots=True)
class Contacts:
    """Pieces of edge: polygon `i` has polygon `j` behind it along `length` metres around the point `x`, `y`; `dx`, `dy`
    lead from there to the end of the piece. Each contact is seen from both sides."""

    i: Whole
    j: Whole
    length: Real
    x: Real
    y: Real
    dx: Real
    dy: Real


def contacts(shapes: Shapes, step: float = STEP) -> Contacts:
    """Walk along every edge of every polygon, `step` metres at a time, and look what lies just behind it.

    Edges of neighbours need not have corners in common, so this holds where lines were cut with rounding.
    """
    owner, start, end = _edges(shapes)
    span = end - start
    length = np.hypot(span[:, 0], span[:, 1])
    count = np.maximum(1, np.ceil(length / step).astype(np.int64))
    edge = np.repeat(np.arange(len(owner)), count)
    place = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    middle = start[edge] + span[edge] * ((place + 0.5) / count[edge])[:, None]
    # Rings run clockwise outside (holes the other way), so the outside is on the left.
    left = np.stack([-span[:, 1], span[:, 0]], axis=1) / np.maximum(length, 1e-12)[:, None]
    spots = middle + left[edge] * ASIDE
    spot, behind = shapely.STRtree(shapes).query(shapely.points(spots), predicate="intersects")
    spot, first = np.unique(spot, return_index=True)
    behind = behind[first]
    i = owner[edge[spot]]
    other = i != behind
    spot, i, behind = spot[other], i[other], behind[other]
    piece = (length / count)[edge[spot]]
    half = (span / count[:, None])[edge[spot]] / 2
    return Contacts(i, behind, piece, middle[spot, 0], middle[spot, 1], half[:, 0], half[:, 1])


def _edges(shapes: Shapes) -> tuple[Whole, Real, Real]:
    """Polygon, start and end of each edge, rings clockwise outside."""
    clockwise = shapely.orient_polygons(shapes, exterior_cw=True)
    rings, polygon = shapely.get_rings(clockwise, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = points[:-1][same], points[1:][same]
    owner = polygon[ring[:-1][same]]
    real = np.hypot(*(end - start).T) > 1e-9
    return owner[real], start[real], end[real]
