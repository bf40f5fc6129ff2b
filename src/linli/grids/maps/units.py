"""Units from three map files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.core.geometry.lines import Whole, street_classes
from linli.core.gridding.build import Built, build_units
from linli.grids.maps.homes import homes_of, numbers_of
from linli.grids.maps.layers import KIND, Layer, in_metres, mended, overlap_or_refuse, read_layer

Tell = Callable[[int, str], None]
"""Hears how many of `STEPS` steps are done, and which one begins."""
STEPS = 4


@dataclass(frozen=True, slots=True)
class MapData:
    """What three files hold, in metres of `projection` (proj4 text; "" when no file names its system): the layers,
    the class of each street, the households of each building; `told` is what had to be assumed or mended."""

    streets: Layer
    buildings: Layer
    communities: Layer
    projection: str
    classes: Whole
    homes: Whole
    told: dict[str, Any]


def quiet(step: int, what: str) -> None:
    """Tell nobody."""


def read_maps(streets: Path, buildings: Path, communities: Path, tell: Tell = quiet) -> MapData:
    """Read and check the three files. Refusals name the file and the reason."""
    files = (("streets", streets), ("buildings", buildings), ("communities", communities))
    layers = []
    for step, (what, path) in enumerate(files):
        tell(step, what)
        layers.append(read_layer(path, what))
    moved, projection = in_metres(layers)
    overlap_or_refuse(moved)
    ways, houses, grounds = moved
    houses, bad_houses = mended(houses)
    grounds, bad_grounds = mended(grounds)
    homes, told = homes_of(houses)
    kinds = ways.column(KIND)
    classes = street_classes(kinds.tolist() if kinds is not None else [None] * len(ways.shapes))
    return MapData(
        ways, houses, grounds, projection, classes, homes, {"mended": bad_houses + bad_grounds, **told}
    )


def built_from(data: MapData, *, split: bool) -> Built:
    """Units of what was read; communities are numbered as in the file."""
    inner = data.classes > 0
    return build_units(
        streets=data.streets.shapes[inner],
        classes=data.classes[inner],
        footprints=data.buildings.shapes,
        homes=data.homes,
        communities=data.communities.shapes,
        split=split,
    )


def summary(made: Built, data: MapData) -> dict[str, Any]:
    """What is to be told about the units."""
    arrays = made.arrays
    return {
        "units": int(arrays["n"]),
        "households": int(arrays["hh"].sum()),
        "communities": len(np.unique(arrays["comm"])),
        "outside": made.outside,
        "bridges": made.bridges,
        "towers_split": made.split,
        "without_homes": made.empty,
        **data.told,
    }


def units_from(
    streets: Path, buildings: Path, communities: Path, *, split: bool
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays of a file of units, and what is to be told about them."""
    data = read_maps(streets, buildings, communities)
    made = built_from(data, split=split)
    arrays = dict(made.arrays)
    arrays["comm"] = numbers_of(data.communities)[arrays["comm"]]
    return arrays, summary(made, data)
