"""Units from three map files."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.cli.grids_homes import homes_of, numbers_of
from linli.cli.grids_maps import KIND, in_metres, mended, overlap_or_refuse, read_layer
from linli.core.geometry.lines import street_classes
from linli.core.gridding.build import build_units


def units_from(
    streets: Path, buildings: Path, communities: Path, *, split: bool
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays of a file of units, and what is to be told about them."""
    layers = [
        read_layer(streets, "streets"),
        read_layer(buildings, "buildings"),
        read_layer(communities, "communities"),
    ]
    ways, houses, grounds = in_metres(layers)
    overlap_or_refuse([ways, houses, grounds])
    houses, bad_houses = mended(houses)
    grounds, bad_grounds = mended(grounds)
    homes, told = homes_of(houses)
    kinds = ways.column(KIND)
    classes = street_classes(kinds.tolist() if kinds is not None else [None] * len(ways.shapes))
    made = build_units(
        streets=ways.shapes[classes > 0],
        classes=classes[classes > 0],
        footprints=houses.shapes,
        homes=homes,
        communities=grounds.shapes,
        split=split,
    )
    arrays = dict(made.arrays)
    arrays["comm"] = numbers_of(grounds)[arrays["comm"]]
    summary = {
        "units": int(arrays["n"]),
        "households": int(arrays["hh"].sum()),
        "communities": len(np.unique(arrays["comm"])),
        "outside": made.outside,
        "bridges": made.bridges,
        "towers_split": made.split,
        "without_homes": made.empty,
        "mended": bad_houses + bad_grounds,
        **told,
    }
    return arrays, summary
