"""The lines along which the polygons of a mosaic touch: what is drawn as the border between two of them."""

import numpy as np
import shapely

from linli.core.geometry.lines import Shapes, Whole
from linli.core.geometry.touching import Contacts, contacts

FINE = 4.0  # metres of edge looked at at once; half of it is how far a line may end from where it should
NEAR = 0.05  # metres; ends of pieces that are nearer are one point
STRAIGHT = 0.2  # metres that a drawn line may lie beside the true one


def shared_lines(shapes: Shapes, i: Whole, j: Whole) -> Shapes:
    """One line (in parts where the two touch in several places) per pair `i` < `j`; empty where they do not touch."""
    touch = contacts(shapes, FINE)
    n = len(shapes)
    wanted = i * n + j
    order = np.argsort(wanted)
    pair, start, end = _pieces(touch, n)
    place = np.searchsorted(wanted[order], pair)
    place[place == len(order)] = 0
    known = wanted[order][place] == pair if len(order) else np.zeros(len(pair), bool)
    border = order[place[known]] if len(order) else place[known]
    ends = np.stack([start[known], end[known]], axis=1)
    by_border = np.argsort(border, kind="stable")
    pieces = shapely.linestrings(np.round(ends[by_border] / NEAR) * NEAR)
    made = np.full(len(i), shapely.MultiLineString(), object)
    found = np.unique(border)
    if len(found):
        made[found] = shapely.multilinestrings(pieces, indices=np.searchsorted(found, border[by_border]))
    return np.asarray(shapely.simplify(shapely.line_merge(made), STRAIGHT))


def _pieces(touch: Contacts, n: int) -> tuple[Whole, Shapes, Shapes]:
    """Pair, start and end of each piece of edge, from one side only: a line drawn twice is one too many."""
    low, high = np.minimum(touch.i, touch.j), np.maximum(touch.i, touch.j)
    pair = low * n + high
    first = touch.i == low
    # Where cutting left a hair between two polygons, only one of them sees the other.
    seen = np.isin(pair, pair[first])
    kept = first | ~seen
    middle = np.column_stack([touch.x, touch.y])[kept]
    half = np.column_stack([touch.dx, touch.dy])[kept]
    return pair[kept], middle - half, middle + half
