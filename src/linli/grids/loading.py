"""From what map files hold to the rows of a ground."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.core.geometry.coverage import holding
from linli.core.geometry.lines import Real, Shapes
from linli.core.gridding.build import Built
from linli.grids.maps.homes import numbers
from linli.grids.maps.layers import (
    BUILDING,
    CODE,
    ESTATE,
    FLOORS,
    HOUSE_NUMBER,
    NAME,
    ROAD,
    Layer,
)
from linli.grids.maps.units import MapData
from linli.grids.maps.words import refuse

Row = tuple[Any, ...]
SHAPE = ("shape", "west", "south", "east", "north")
UNIT = ("number", *SHAPE, "community", "block", "households", "lon", "lat")
BUILDINGS = ("number", *SHAPE, "unit", "community", "estate", "road", "building", "floors", "households")
STREET = ("number", *SHAPE, "name", "street_class")


@dataclass(frozen=True, slots=True)
class Communities:
    """Code and name of each community polygon, in the order of the file."""

    codes: tuple[str, ...]
    names: tuple[str, ...]


def communities_of(layer: Layer, place: str, known: Mapping[str, str]) -> Communities:
    """Codes from the file's column of codes, else from the names of communities (`known`: code -> name)."""
    codes, names = texts(layer, CODE, 12), texts(layer, NAME, 80)
    by_name = {name: code for code, name in known.items()}
    made: list[str] = []
    for row, (code, name) in enumerate(zip(codes, names, strict=True), 1):
        found = code.removesuffix(".0") if code else by_name.get(name, "")
        if not (len(found) == 12 and found.isascii() and found.isdigit()):
            raise refuse("no_codes", layer.name, row=row, name=name)
        if not found.startswith(place):
            raise refuse("code_elsewhere", layer.name, division=found, place=place)
        if found in made:
            raise refuse("code_twice", layer.name, division=found)
        made.append(found)
    called = tuple(name or known.get(code, code) for code, name in zip(made, names, strict=True))
    return Communities(tuple(made), called)


def texts(layer: Layer, columns: tuple[str, ...], most: int) -> list[str]:
    """A column as texts, "" where the file has none."""
    found = layer.column(columns)
    if found is None:
        return [""] * len(layer.shapes)
    return [_text(value)[:most] for value in found]


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and value != value):  # NaN is no text
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()


class Ground:
    """Turns metres of one projection into degrees, and shapes into rows."""

    def __init__(self, projection: str) -> None:
        from pyproj import CRS, Transformer

        self._back = Transformer.from_crs(CRS.from_proj4(projection), "EPSG:4326", always_xy=True)

    def degrees(self, xy: Real) -> Real:
        """Points as longitude and latitude."""
        return np.column_stack(self._back.transform(xy[:, 0], xy[:, 1]))

    def shapes(self, shapes: Shapes) -> Shapes:
        """Shapes in degrees."""
        made: Shapes = shapely.transform(shapes, self.degrees)
        return made

    def columns(self, shapes: Shapes) -> list[list[Any]]:
        """WKB, west, south, east, north of shapes in metres."""
        moved = self.shapes(shapes) if len(shapes) else shapes
        return [shapely.to_wkb(moved).tolist(), *shapely.bounds(moved).reshape(-1, 4).T.tolist()]


def unit_rows(ground: Ground, made: Built, codes: Sequence[str]) -> Iterator[Row]:
    """Rows of units, in the columns `UNIT`."""
    arrays = made.arrays
    places = [codes[c] for c in arrays["comm"].tolist()]
    lon, lat = ground.degrees(np.asarray(arrays["xy"], np.float64)).T.tolist()
    columns = [places, arrays["block"].tolist(), arrays["hh"].tolist(), lon, lat]
    return _rows(ground.columns(made.shapes), columns)


def building_rows(ground: Ground, data: MapData, made: Built, codes: Sequence[str]) -> Iterator[Row]:
    """Rows of buildings, in the columns `BUILDINGS`. A building lies in the unit that holds its centre."""
    layer = data.buildings
    unit = holding(made.shapes, shapely.centroid(layer.shapes))
    comm = made.arrays["comm"].tolist()
    places = [codes[comm[u]] if u >= 0 else "" for u in unit.tolist()]
    roads = [
        f"{road}{number}"[:120]
        for road, number in zip(texts(layer, ROAD, 120), texts(layer, HOUSE_NUMBER, 20), strict=True)
    ]
    told = layer.column(FLOORS)
    floors: list[float | None] = [None] * len(unit)
    if told is not None:
        floors = [value if value == value else None for value in numbers(told).tolist()]  # NaN
    columns = [
        [u if u >= 0 else None for u in unit.tolist()],
        places,
        texts(layer, ESTATE, 80),
        roads,
        texts(layer, BUILDING, 40),
        floors,
        data.homes.tolist(),
    ]
    return _rows(ground.columns(layer.shapes), columns)


def street_rows(ground: Ground, data: MapData) -> Iterator[Row]:
    """Rows of streets, in the columns `STREET`."""
    layer = data.streets
    return _rows(ground.columns(layer.shapes), [texts(layer, NAME, 120), data.classes.tolist()])


def _rows(shape: list[list[Any]], more: list[list[Any]]) -> Iterator[Row]:
    return ((number, *values) for number, values in enumerate(zip(*shape, *more, strict=True)))


def graph_arrays(made: Built, codes: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The arrays of the file of units, with communities under their codes."""
    arrays: dict[str, NDArray[Any]] = dict(made.arrays)
    numbers_of = np.array([int(code) for code in codes], np.int64)
    arrays["comm"] = numbers_of[arrays["comm"]]
    return arrays
