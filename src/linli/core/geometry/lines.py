"""Streets as lines, and the class of the street that a point lies on."""

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
Whole = NDArray[np.int64]
Real = NDArray[np.float64]

# OpenStreetMap's kinds of street by class; anything else that is named a street is a lane (1).
CLASSES = {"motorway": 4, "trunk": 4, "primary": 4, "secondary": 3, "tertiary": 2}
# Ways that divide no block: inside yards, on foot only, or not there yet.
NO_STREETS = {
    *("footway", "path", "steps", "cycleway", "bridleway", "corridor", "platform", "elevator", "trail"),
    *("construction", "proposed", "service", "track", "raceway", "busway", "rest_area", "services"),
}


def street_classes(kinds: Iterable[str | None]) -> Whole:
    """Class 1 to 4 of each kind of street (`highway` in OpenStreetMap), 0 for ways that divide no block."""
    made = []
    for kind in kinds:
        name = (kind or "residential").removesuffix("_link")
        made.append(0 if name in NO_STREETS else CLASSES.get(name, 1))
    return np.array(made, np.int64)


def class_at(points: Shapes, streets: Shapes, classes: Whole, within: float) -> Whole:
    """The largest class of a street within `within` metres of each point; 0 where there is none."""
    found = np.zeros(len(points), np.int64)
    if len(streets) and len(points):
        point, street = shapely.STRtree(streets).query(points, predicate="dwithin", distance=within)
        np.maximum.at(found, point, classes[street])
    return found
