"""Map tiles, read back with GDAL: an independent reader of the same format."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from linli.core.geometry.shared import shared_lines
from linli.core.geometry.tiles import LINE, POINT, POLYGON, Layer, encode_tile, tile_bounds, with_margin
from linli.core.geometry.varints import varint, varints, zigzag

pytestmark = pytest.mark.one_database
BOUNDS = tile_bounds(13, 6800, 3300)
WEST, SOUTH, EAST, NORTH = BOUNDS
SIDE = EAST - WEST


def at(x: float, y: float) -> tuple[float, float]:
    """A place in the tile, 0 to 1 eastwards and northwards."""
    return WEST + x * SIDE, SOUTH + y * SIDE


def shapes(*made: shapely.Geometry) -> np.ndarray:
    return np.array(made, object)


def box(left: float, low: float, right: float, high: float) -> shapely.Geometry:
    return shapely.box(*at(left, low), *at(right, high))


def read(tmp_path: Path, layer: Layer) -> list[tuple[int, dict[str, object], shapely.Geometry]]:
    """Number, columns and shape of each feature, in steps of the tile with y upwards."""
    file = tmp_path / "tile.pbf"
    file.write_bytes(encode_tile([layer], BOUNDS))
    meta, _, shape, columns = pyogrio.raw.read(f"MVT:{file}", layer=layer.name)
    rows = [dict(zip(meta["fields"], row, strict=True)) for row in zip(*columns, strict=True)]
    return [
        (int(row.pop("mvt_id")), row, one) for row, one in zip(rows, shapely.from_wkb(shape), strict=True)
    ]


def test_numbers_are_packed_seven_bits_a_byte() -> None:
    numbers = np.array([0, 1, 127, 128, 300, 16384, 2**33])
    assert varints(numbers).data == b"".join(varint(n) for n in numbers.tolist())
    assert varints(numbers).sizes.tolist() == [1, 1, 1, 2, 2, 3, 5]
    assert zigzag(np.array([0, -1, 1, -2, 2147483647])).tolist() == [0, 1, 2, 3, 4294967294]


def test_polygons_come_back_with_their_holes_parts_and_columns(tmp_path: Path) -> None:
    yard = shapely.difference(box(0.1, 0.1, 0.5, 0.5), box(0.2, 0.2, 0.3, 0.3))
    twins = shapely.union_all([box(0.6, 0.6, 0.7, 0.7), box(0.8, 0.8, 0.9, 0.9)])
    layer = Layer(
        "units",
        POLYGON,
        shapes(yard, twins),
        np.array([5, 70_000]),
        {"homes": np.array([12, 300]), "name": ["东门", "东门"]},
    )
    first, second = read(tmp_path, layer)
    assert first[:2] == (5, {"homes": 12, "name": "东门"})
    assert second[:2] == (70_000, {"homes": 300, "name": "东门"})
    assert first[2].area == pytest.approx((0.4**2 - 0.1**2) * 4096**2, rel=0.005)
    assert second[2].area == pytest.approx(2 * 0.1**2 * 4096**2, rel=0.005)
    assert (first[2].is_valid, len(shapely.get_parts(second[2]))) == (True, 2)


def test_a_shape_smaller_than_a_step_is_left_out_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    dot = shapely.box(*at(0.5, 0.5), WEST + 0.5 * SIDE + 0.01, SOUTH + 0.5 * SIDE + 0.01)
    found = read(
        tmp_path, Layer("units", POLYGON, shapes(dot, box(0.1, 0.1, 0.2, 0.2)), np.array([1, 2]), {})
    )
    assert [number for number, _, _ in found] == [2]


def test_lines_in_parts_and_points_come_back_where_they_were(tmp_path: Path) -> None:
    lines = shapely.multilinestrings([[at(0, 0), at(0.5, 1)], [at(1, 0), at(0.5, 0)]])
    (line,) = read(tmp_path, Layer("streets", LINE, shapes(lines), np.array([1]), {}))
    assert shapely.get_coordinates(line[2]).tolist() == [[0, 0], [2048, 4096], [4096, 0], [2048, 0]]
    (mark,) = read(
        tmp_path, Layer("marks", POINT, shapes(shapely.points(at(0.25, 0.5))), np.array([0]), {"n": [-3]})
    )
    assert (mark[1], shapely.get_coordinates(mark[2]).tolist()) == ({"n": -3}, [[1024, 2048]])


def test_what_reaches_over_the_side_is_cut_a_little_beyond_it(tmp_path: Path) -> None:
    (found,) = read(tmp_path, Layer("units", POLYGON, shapes(box(0.5, 0.5, 3, 3)), np.array([1]), {}))
    assert found[2].bounds[2] <= 4096 + 64
    wide = with_margin(BOUNDS)
    assert wide[0] < WEST
    assert wide[3] > NORTH


def test_a_layer_without_shapes_in_the_tile_is_not_written() -> None:
    far = Layer("units", POLYGON, shapes(box(7, 7, 8, 8)), np.array([1]), {})
    none = Layer("streets", LINE, shapes(), np.array([], int), {})
    assert encode_tile([far, none], BOUNDS) == b""


@pytest.mark.parametrize("tile", [(25, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_there_is_no_tile_outside_the_map(tile: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        tile_bounds(*tile)


def test_the_line_between_two_neighbours_is_drawn_once_and_whole() -> None:
    left, right = shapely.box(0, 0, 100, 50), shapely.box(100, 0, 200, 50)
    apart = shapely.box(500, 0, 600, 50)
    lines = shared_lines(shapes(left, right, apart), np.array([0, 0]), np.array([1, 2]))
    assert shapely.equals(lines[0], shapely.linestrings([[100, 0], [100, 50]]))
    assert shapely.get_num_coordinates(lines[0]) == 2
    assert shapely.is_empty(lines[1])


def test_neighbours_without_common_corners_share_their_line_too() -> None:
    long, low, high = (
        shapely.box(0, 0, 100, 90),
        shapely.box(100, -20, 150, 30),
        shapely.box(100, 30, 150, 120),
    )
    lines = shared_lines(shapes(long, low, high), np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert shapely.length(lines).tolist() == pytest.approx([30, 60, 50], abs=2)


def test_nothing_to_draw_between_no_shapes() -> None:
    assert len(shared_lines(shapes(), np.array([], int), np.array([], int))) == 0
