"""The entrances of a tower: the units that a building too large for any grid was split into."""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS, Transformer

from linli.core.geometry.lines import Real
from linli.core.gridding.build import TOWER
from linli.core.gridding.units import TARGET
from linli.grids.models import Ground, GroundBuilding, GroundUnit

BESIDE = 0.5
"""Metres that an entrance may lie beside the rectangle around its tower: what changing projections leaves."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A unit that some of a building's homes lie in, and how many the map puts there."""

    unit: int
    on_map: int


def entrances_of(ground: Ground, building: GroundBuilding) -> tuple[Entrance, ...]:
    """The entrances of a building in their order along its longer side; one, its unit, where it was not split.

    A tower's units stand within the rectangle around it. Those outside every community are no units.
    """
    whole = Entrance(building.unit or 0, building.households)
    if not ground.split_towers or building.households <= TOWER * TARGET:
        return (whole,)
    found = _standing(ground, building)
    return found if len(found) > 1 else (whole,)


def _standing(ground: Ground, building: GroundBuilding) -> tuple[Entrance, ...]:
    metres = Transformer.from_crs("EPSG:4326", CRS.from_proj4(ground.projection), always_xy=True)

    def moved(xy: Real) -> Real:
        return np.column_stack(metres.transform(xy[:, 0], xy[:, 1]))

    around = shapely.minimum_rotated_rectangle(
        shapely.transform(shapely.from_wkb(bytes(building.shape)), moved)
    )
    near = GroundUnit.objects.filter(
        ground=ground,
        west__lte=building.east,
        east__gte=building.west,
        south__lte=building.north,
        north__gte=building.south,
        households__gt=0,
    )
    others = GroundBuilding.objects.filter(ground=ground, unit__isnull=False).exclude(pk=building.pk)
    free = near.exclude(number__in=others.filter(unit__in=near.values("number")).values("unit"))
    rows = list(free.order_by("number").values_list("number", "households", "lon", "lat"))
    spots = moved(np.array([row[2:] for row in rows], float).reshape(-1, 2))
    inside = shapely.dwithin(shapely.points(spots), around, BESIDE)
    order = np.argsort(spots @ _along(around))
    return tuple(Entrance(*rows[k][:2]) for k in order.tolist() if inside[k])


def _along(rectangle: shapely.Geometry) -> Real:
    """The direction of the longer side, from west to east."""
    corners = shapely.get_coordinates(rectangle)[:3]
    sides = np.diff(corners, axis=0)
    longer: Real = sides[np.argmax(np.hypot(sides[:, 0], sides[:, 1]))]
    return longer if longer[0] > 0 or (longer[0] == 0 and longer[1] > 0) else -longer


def shared_out(homes: int, entrances: int) -> list[int]:
    """Homes of a tower by entrance, as even as whole numbers allow: the first ones have one more."""
    each, more = divmod(homes, entrances)
    return [each + (place < more) for place in range(entrances)]
