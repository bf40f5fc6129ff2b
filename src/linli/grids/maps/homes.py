"""Households of buildings and numbers of communities, as map files tell them or as they are estimated."""

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.core.gridding.build import estimated_homes
from linli.grids.maps.layers import CODE, FLOORS, HOMES, USE, Layer
from linli.grids.maps.words import refuse

# OpenStreetMap's buildings that nobody lives in.
NO_HOMES = {
    *(
        "commercial",
        "retail",
        "office",
        "industrial",
        "warehouse",
        "supermarket",
        "kiosk",
        "school",
        "university",
    ),
    *(
        "college",
        "kindergarten",
        "hospital",
        "church",
        "cathedral",
        "chapel",
        "mosque",
        "temple",
        "synagogue",
    ),
    *(
        "train_station",
        "transportation",
        "garage",
        "garages",
        "parking",
        "carport",
        "shed",
        "hut",
        "roof",
        "stadium",
    ),
    *(
        "sports_hall",
        "sports_centre",
        "public",
        "civic",
        "government",
        "fire_station",
        "hangar",
        "greenhouse",
    ),
    *("service", "construction", "ruins", "toilets", "hotel", "museum", "theatre", "bridge", "ship"),
}
USUAL_FLOORS = 6.0  # a walk-up block, where no building of the file says


def numbers(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """A column as numbers, NaN where it holds none; "5;6" and "5 floors" are no numbers."""
    if values.dtype.kind in "iuf":
        return values.astype(np.float64)
    made = np.full(len(values), np.nan)
    for place, value in enumerate(values):
        try:
            made[place] = float(str(value))
        except ValueError:
            continue
    return made


def homes_of(buildings: Layer) -> tuple[NDArray[np.int64], dict[str, float]]:
    """Households per building: the file's own column, else footprint x floors; and what was assumed."""
    told = buildings.column(HOMES)
    if told is not None:
        read = np.nan_to_num(numbers(told))
        if (read < 0).any():
            raise refuse("negative_homes", buildings.name, count=int((read < 0).sum()))
        return np.round(read).astype(np.int64), {"estimated": 0}
    column = buildings.column(FLOORS)
    floors = np.full(len(buildings.shapes), np.nan) if column is None else numbers(column)
    floors[~((floors > 0) & (floors < 200))] = np.nan
    known = floors[~np.isnan(floors)]
    usual = float(np.median(known)) if known.size else USUAL_FLOORS
    homes = estimated_homes(shapely.area(buildings.shapes), np.where(np.isnan(floors), usual, floors))
    use = buildings.column(USE)
    if use is not None:
        homes[np.isin(use.astype(str), list(NO_HOMES))] = 0
    unknown = int(np.isnan(floors).sum())
    return homes, {"estimated": len(homes), "floors_unknown": unknown, "floors_assumed": usual}


def numbers_of(communities: Layer) -> NDArray[np.int64]:
    """The number of each community: its code where every one has its own whole number, else its place in the file."""
    codes = communities.column(CODE)
    if codes is not None:
        read = numbers(codes)
        whole = np.isfinite(read).all() and (read == np.floor(read)).all() and (np.abs(read) < 2**53).all()
        if whole and len(np.unique(read)) == len(read):
            return read.astype(np.int64)
    return np.arange(len(communities.shapes))
