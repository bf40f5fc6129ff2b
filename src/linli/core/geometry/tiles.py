"""Map tiles: shapes cut to a tile and written as Mapbox Vector Tiles (version 2.1 of the format).

Whole layers go through numpy at once: a tile of thousands of buildings is made while somebody waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.core.geometry.lines import Real, Shapes, Whole
from linli.core.geometry.varints import field, varint, varints, zigzag

Column = Sequence[int] | Sequence[str] | NDArray[np.generic]

EXTENT = 4096  # steps along the side of a tile
MARGIN = 64  # steps kept beyond it, so that a line drawn along the side is not cut in half
EDGE = 20_037_508.342789244  # metres from the middle of the Web Mercator map to its side
POINT, LINE, POLYGON = 1, 2, 3
MOVE, GO, CLOSE = 1, 2, 7
SHAPELY = {POINT: 0, LINE: 1, POLYGON: 3}  # its numbers of the same kinds
FEWEST = {POINT: 1, LINE: 2, POLYGON: 3}  # points of a part
WORDS = {POINT: 1, LINE: 2, POLYGON: 3}  # commands of a part


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes of one kind in Web Mercator metres; `ids` not negative; `columns` whole numbers or words per shape."""

    name: str
    kind: int
    shapes: Shapes
    ids: Whole
    columns: Mapping[str, Column]


def tile_bounds(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in Web Mercator metres; raises `ValueError` where there is none."""
    if not 0 <= z <= 24 or not (0 <= x < 2**z and 0 <= y < 2**z):
        raise ValueError(f"no tile {z}/{x}/{y}")
    side = 2 * EDGE / 2**z
    west, north = x * side - EDGE, EDGE - y * side
    return west, north - side, west + side, north


def with_margin(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box that shapes are read from for a tile."""
    west, south, east, north = bounds
    more = (east - west) * MARGIN / EXTENT
    return west - more, south - more, east + more, north + more


def encode_tile(layers: Sequence[Layer], bounds: tuple[float, float, float, float]) -> bytes:
    """The tile of these layers; shapes outside its bounds are left out, empty layers too."""
    return b"".join(field(3, made) for layer in layers if (made := _layer(layer, bounds)))


def _layer(layer: Layer, bounds: tuple[float, float, float, float]) -> bytes:
    shapes = shapely.clip_by_rect(layer.shapes, *with_margin(bounds))
    west, _, east, north = bounds
    scale = EXTENT / (east - west)
    if layer.kind == POLYGON:
        # Seen with y downwards the outer ring has to turn the other way.
        shapes = shapely.orient_polygons(shapes, exterior_cw=True)
    commands, owner, count = _commands(shapes, layer.kind, (west, north, scale))
    if not len(owner):
        return b""
    packed = varints(commands)
    ends = np.cumsum(packed.sizes)[np.cumsum(count) - 1]
    starts = np.concatenate([[0], ends[:-1]])
    tags, keys, values = _tags(layer.columns, owner)
    kind = field(3, layer.kind)
    features = [
        field(2, field(1, int(layer.ids[shape])) + field(2, tag) + kind + field(4, packed.data[start:end]))
        for shape, tag, start, end in zip(owner, tags, starts.tolist(), ends.tolist(), strict=True)
    ]
    head = field(1, layer.name.encode())
    tail = field(5, EXTENT) + field(15, 2)
    return b"".join([head, *features, *keys, *values, tail])


def _commands(shapes: Shapes, kind: int, frame: tuple[float, float, float]) -> tuple[Whole, Whole, Whole]:
    """The commands of all shapes in a row, the shape of each feature, and how many numbers each feature has."""
    points, part, owner, outer = _parts(shapes, kind, frame)
    points, part = _thinned(points, part)
    size = np.bincount(part, minlength=len(owner))
    good = size >= FEWEST[kind]
    if kind == POLYGON:
        good &= _area(points, part, len(owner)) != 0
        good &= _outer_is(good, outer)
    kept = good[part]
    points, part = points[kept], (np.cumsum(good) - 1)[part[kept]]
    owner, size = owner[good], size[good]
    length = 2 * size + WORDS[kind]
    start = np.cumsum(length) - length
    made = np.empty(int(length.sum()), np.int64)
    place = np.arange(len(part)) - (np.cumsum(size) - size)[part]
    at = (
        start[part] + 1 + 2 * place + (place > 0)
    )  # the word that turns moving into drawing stands after the first
    features, first, feature = np.unique(owner, return_index=True, return_inverse=True)
    step = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
    # The pen starts at the corner of the tile in each feature and goes on from part to part within one.
    begins = np.zeros(len(part), bool)
    begins[(np.cumsum(size) - size)[first]] = True
    step[begins] = points[begins]
    made[at], made[at + 1] = zigzag(step[:, 0]), zigzag(step[:, 1])
    made[start] = (1 << 3) | MOVE
    if kind != POINT:
        made[start + 3] = ((size - 1) << 3) | GO
    if kind == POLYGON:
        made[start + length - 1] = (1 << 3) | CLOSE
    return made, features, np.bincount(feature, length, minlength=len(features)).astype(np.int64)


def _parts(
    shapes: Shapes, kind: int, frame: tuple[float, float, float]
) -> tuple[Whole, Whole, Whole, NDArray[np.bool_]]:
    """Points on the tile's grid without a ring's last, the part of each, per part its shape and whether it is outer."""
    single, shape = shapely.get_parts(shapes, return_index=True)
    wanted = shapely.get_type_id(single) == SHAPELY[kind]
    wanted &= ~shapely.is_empty(single)
    single, shape = single[wanted], shape[wanted]
    outer = np.ones(len(single), bool)
    if kind == POLYGON:
        single, polygon = shapely.get_rings(single, return_index=True)
        outer = np.diff(polygon, prepend=-1) != 0
        shape = shape[polygon]
    points, part = shapely.get_coordinates(single, return_index=True)
    if kind == POLYGON:
        last = np.diff(part, append=-1) != 0
        points, part = points[~last], part[~last]
    west, north, scale = frame
    grid = np.column_stack([(points[:, 0] - west) * scale, (north - points[:, 1]) * scale])
    return np.round(grid).astype(np.int64), part, shape, outer


def _thinned(points: Whole, part: Whole) -> tuple[Whole, Whole]:
    """Without points that fall on the one before."""
    new = np.ones(len(part), bool)
    new[1:] = (points[1:] != points[:-1]).any(axis=1) | (part[1:] != part[:-1])
    return points[new], part[new]


def _area(points: Whole, part: Whole, parts: int) -> Real:
    """Twice the signed area of each ring."""
    if not len(part):
        return np.zeros(parts)
    following = np.roll(points, -1, axis=0)
    last = np.diff(part, append=-1) != 0
    first = np.flatnonzero(np.diff(part, prepend=-1) != 0)
    following[last] = points[first]
    cross = points[:, 0] * following[:, 1] - following[:, 0] * points[:, 1]
    return np.bincount(part, cross, minlength=parts).astype(np.float64)


def _outer_is(good: NDArray[np.bool_], outer: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the outer ring of each ring's polygon stays."""
    polygon = np.cumsum(outer) - 1
    made: NDArray[np.bool_] = good[np.flatnonzero(outer)][polygon]
    return made


def _tags(columns: Mapping[str, Column], owner: Whole) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Per feature its tags; the layer's keys; its values, each once."""
    keys = [field(3, name.encode()) for name in columns]
    values: dict[int | str, int] = {}  # an empty word is no word: the feature goes without
    tags: list[bytes] = [b""] * len(owner)
    for key, column in enumerate(columns.values()):
        head = varint(key)
        listed = column.tolist() if isinstance(column, np.ndarray) else column
        for place, shape in enumerate(owner.tolist()):
            if listed[shape] != "":
                tags[place] += head + varint(values.setdefault(listed[shape], len(values)))
    return tags, keys, [field(4, _value(value)) for value in values]


def _value(value: int | str) -> bytes:
    if isinstance(value, str):
        return field(1, value.encode())
    return field(6, 2 * value if value >= 0 else -2 * value - 1)
