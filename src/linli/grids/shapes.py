"""The outline of each grid: the union of its units, without gap or overlap between neighbours."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import shapely

from linli.core.geometry.coverage import seamless
from linli.core.geometry.lines import Real, Shapes
from linli.core.gridding.units import Whole
from linli.grids.models import GroundUnit

SNAP = 1e-8
"""Degrees, about a millimetre: corners are put on this lattice, so that neighbours share their borders exactly."""
SCRAP = 2e-8
"""Degrees, a few millimetres: a face not wider than this (area by perimeter) is a scrap between two borders."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """`labels` in order with the shape of each, in degrees, and a point inside it."""

    labels: Whole
    shapes: Shapes
    points: Real


def unit_shapes(ground_id: UUID) -> Shapes:
    """Shapes of all units in their order, in degrees."""
    rows = GroundUnit.objects.filter(ground_id=ground_id).order_by("number").values_list("shape", flat=True)
    made: Shapes = shapely.from_wkb(np.array([bytes(row) for row in rows], object))
    return made


def outlines(ground_id: UUID, labels: Whole) -> Outlines:
    """Outlines of the grids with these labels per unit."""
    names, place = np.unique(labels, return_inverse=True)
    rough = _joined(unit_shapes(ground_id), place, len(names))
    made = without_slivers(rough)
    inside = shapely.get_coordinates(shapely.point_on_surface(made))
    return Outlines(names, made, inside)


def without_slivers(shapes: Shapes) -> Shapes:
    """The same mosaic with borders that neighbours share corner by corner."""
    return seamless(shapes, SNAP, SCRAP)


def _joined(shapes: Shapes, group: Whole, groups: int) -> Shapes:
    """The union of each group, 0 to `groups` - 1, of shapes that need not fit one another; each has a shape."""
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], np.arange(1, groups))
    parts = np.split(shapes[order], first)
    return np.array([shapely.union_all(part, grid_size=SNAP) for part in parts], object)
