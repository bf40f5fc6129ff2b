"""A ground as the map reads it: shapes of one layer, packed by squares, so that a tile reads a few rows and no more."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

from linli.core.geometry.lines import Shapes, Whole
from linli.core.geometry.tiles import EDGE, Layer, encode_tile, tile_bounds, with_margin

Box = tuple[float, float, float, float]
NEAR = 14


class Kind(NamedTuple):
    """Tiles of zoom `first` to `last` show it as `layer`; it is stored by the tiles of zoom `square`."""

    layer: str
    first: int
    last: int
    square: int


# Far away streets and borders of communities are drawn from coarser lines in larger squares; units, the borders between
# them and buildings from where one can be told from the next: a unit is 10 to 25 pixels wide at `NEAR`.
KINDS = {
    "far_streets": Kind("streets", 0, 10, 8),
    "far_places": Kind("communities", 0, 10, 8),
    "mid_streets": Kind("streets", 11, 12, 11),
    "mid_places": Kind("communities", 11, 12, 11),
    "streets": Kind("streets", 13, 24, 13),
    "places": Kind("communities", 13, 24, 13),
    "units": Kind("units", NEAR, 24, 13),
    "borders": Kind("borders", NEAR, 24, 13),
    "buildings": Kind("buildings", NEAR, 24, 13),
}
LARGE_STREETS = {8: 4, 9: 3, 10: 2, 11: 2, 12: 2, 13: 1}  # zoom -> least class of street; all from 14 on


@dataclass(frozen=True, slots=True)
class Sheet:
    """One square of a kind: `box` holds all of its shapes, in Web Mercator metres; `packed` is what is stored."""

    kind: str
    box: Box
    count: int
    packed: bytes


def sheets_of(kind: str, layer: Layer) -> Iterator[Sheet]:
    """The layer by squares; a shape lies in the square of its middle."""
    drawn = np.flatnonzero(~shapely.is_empty(layer.shapes))
    boxes = shapely.bounds(layer.shapes[drawn])
    zoom = KINDS[kind].square
    side = 2 * EDGE / 2**zoom
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    square = np.floor((middle + EDGE) / side).astype(np.int64)
    _, group = np.unique(square[:, 0] * 2**zoom + square[:, 1], return_inverse=True)
    order = np.argsort(group, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        if len(members):
            west, south = boxes[members, :2].min(axis=0).tolist()
            east, north = boxes[members, 2:].max(axis=0).tolist()
            part = _part(layer, drawn[members])
            yield Sheet(kind, (west, south, east, north), len(members), pack(part))


def _part(layer: Layer, members: Whole) -> Layer:
    columns = {name: np.asarray(column)[members] for name, column in layer.columns.items()}
    return Layer(layer.name, layer.kind, layer.shapes[members], layer.ids[members], columns)


def pack(layer: Layer) -> bytes:
    """A layer as bytes: arrays of numbers and words, no objects."""
    wkb = shapely.to_wkb(layer.shapes)
    arrays = {f"column_{name}": np.asarray(column) for name, column in layer.columns.items()}
    file = io.BytesIO()
    np.savez_compressed(
        file,
        allow_pickle=False,
        kind=np.array(layer.kind),
        ids=layer.ids,
        sizes=np.array([len(one) for one in wkb], np.int32),
        shapes=np.frombuffer(b"".join(wkb), np.uint8),
        **arrays,
    )
    return file.getvalue()


def unpack(kind: str, packed: bytes) -> Layer:
    """The layer again, under the name that tiles give it."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    data, ends = arrays["shapes"].tobytes(), np.cumsum(arrays["sizes"]).tolist()
    starts = [0, *ends[:-1]]
    wkb = np.array([data[start:end] for start, end in zip(starts, ends, strict=True)], object)
    columns = {
        key.removeprefix("column_"): value for key, value in arrays.items() if key.startswith("column_")
    }
    return Layer(KINDS[kind].layer, int(arrays["kind"]), shapely.from_wkb(wkb), arrays["ids"], columns)


def kinds_at(zoom: int) -> tuple[str, ...]:
    """The kinds of sheet that a tile of this zoom is cut from."""
    return tuple(kind for kind, told in KINDS.items() if told.first <= zoom <= told.last)


def pixel(zoom: int) -> float:
    """Web Mercator metres across a pixel of the map, whose tiles are drawn 512 pixels wide."""
    return 2 * EDGE / (1 << zoom) / 512


def box_of(z: int, x: int, y: int) -> Box:
    """Where a tile reads from; raises `ValueError` where there is no tile."""
    return with_margin(tile_bounds(z, x, y))


def tile_of(layers: Sequence[Layer], z: int, x: int, y: int) -> bytes:
    """The tile from layers that may reach far beyond it; those of one name become one."""
    bounds = tile_bounds(z, x, y)
    return encode_tile([_inside(layer, z, with_margin(bounds)) for layer in _joined(layers)], bounds)


def _joined(layers: Sequence[Layer]) -> list[Layer]:
    """Squares of the same layer as one: a tile names each layer once."""
    made = []
    for name in dict.fromkeys(layer.name for layer in layers):
        parts = [layer for layer in layers if layer.name == name]
        columns = {
            key: np.concatenate([np.asarray(part.columns[key]) for part in parts]) for key in parts[0].columns
        }
        shapes: Shapes = np.concatenate([part.shapes for part in parts])
        made.append(Layer(name, parts[0].kind, shapes, np.concatenate([part.ids for part in parts]), columns))
    return made


def _inside(layer: Layer, zoom: int, box: Box) -> Layer:
    """The part of a layer that a tile shows."""
    west, south, east, north = shapely.bounds(layer.shapes).T
    wanted = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
    if layer.name == "streets":
        wanted &= np.asarray(layer.columns["cls"]) >= LARGE_STREETS.get(zoom, 4 if zoom < 8 else 0)
    return _part(layer, np.flatnonzero(wanted))
