"""The outline of each grid: the union of its units, without gap or overlap between neighbours."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import shapely

from linli.core.geometry.lines import Real, Shapes
from linli.core.gridding.units import Whole
from linli.grids.models import GroundUnit

SNAP = 1e-8
"""Degrees, about a millimetre: corners are put on this lattice, so that neighbours share their borders exactly."""


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
    shapes = unit_shapes(ground_id)
    order = np.argsort(labels, kind="stable")
    names, first = np.unique(labels[order], return_index=True)
    groups = np.split(shapes[order], first[1:])
    made = np.array([shapely.union_all(group, grid_size=SNAP) for group in groups], object)
    inside = shapely.get_coordinates(shapely.point_on_surface(made))
    return Outlines(names, made, inside)
