"""A ground as the map reads it: shapes of one layer, packed by squares, so that a tile reads a few rows and no more."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from linli.core.geometry.lines import Shapes, Whole
from linli.core.geometry.tiles import EDGE, Layer, encode_tile, tile_bounds, with_margin

SQUARE = 13  # zoom whose tiles are the squares: 4.2 km at 30 degrees north
Box = tuple[float, float, float, float]
# Layer -> zoom from which it is drawn: below 11 streets and the borders of communities only, buildings from where
# one can be told from the next.
FROM_ZOOM = {"streets": 0, "communities": 0, "units": 11, "borders": 13, "buildings": 14}
LARGE_STREETS = {8: 4, 9: 3, 10: 2}  # zoom -> least class of street; lanes from 11 on


@dataclass(frozen=True, slots=True)
class Sheet:
    """One square of one layer: `box` holds all of its shapes, in Web Mercator metres; `packed` is what is stored."""

    layer: str
    box: Box
    count: int
    packed: bytes


def sheets_of(layer: Layer) -> Iterator[Sheet]:
    """The layer by squares; a shape lies in the square of its middle."""
    drawn = np.flatnonzero(~shapely.is_empty(layer.shapes))
    boxes = shapely.bounds(layer.shapes[drawn])
    side = 2 * EDGE / 2**SQUARE
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    square = np.floor((middle + EDGE) / side).astype(np.int64)
    _, group = np.unique(square[:, 0] * 2**SQUARE + square[:, 1], return_inverse=True)
    order = np.argsort(group, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        if len(members):
            west, south = boxes[members, :2].min(axis=0).tolist()
            east, north = boxes[members, 2:].max(axis=0).tolist()
            part = _part(layer, drawn[members])
            yield Sheet(layer.name, (west, south, east, north), len(members), pack(part))


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


def unpack(name: str, packed: bytes) -> Layer:
    """The layer again."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    data, ends = arrays["shapes"].tobytes(), np.cumsum(arrays["sizes"]).tolist()
    starts = [0, *ends[:-1]]
    wkb = np.array([data[start:end] for start, end in zip(starts, ends, strict=True)], object)
    columns = {
        key.removeprefix("column_"): value for key, value in arrays.items() if key.startswith("column_")
    }
    return Layer(name, int(arrays["kind"]), shapely.from_wkb(wkb), arrays["ids"], columns)


def layers_at(zoom: int) -> tuple[str, ...]:
    """What is drawn at a zoom."""
    return tuple(name for name, least in FROM_ZOOM.items() if zoom >= least)


def box_of(z: int, x: int, y: int) -> Box:
    """Where a tile reads from; raises `ValueError` where there is no tile."""
    return with_margin(tile_bounds(z, x, y))


def tile_of(layers: Sequence[Layer], z: int, x: int, y: int) -> bytes:
    """The tile from layers that may reach far beyond it."""
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
