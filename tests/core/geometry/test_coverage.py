"""A mosaic without seams: joined and coarsened it stays one, and each border is drawn once."""

import numpy as np
import pyogrio
import pytest
import shapely

from linli.core.geometry.coverage import borders, coarser, holding, joined, seamless
from linli.core.geometry.sheets import pixel, tile_of
from linli.core.geometry.tiles import EDGE, POLYGON, Layer

pytestmark = pytest.mark.one_database


def squares(columns: int, rows: int, side: float = 100.0) -> np.ndarray:
    x, y = (axis.ravel() * side for axis in np.meshgrid(np.arange(columns), np.arange(rows)))
    return shapely.box(x, y, x + side, y + side)


def test_a_gap_between_neighbours_is_closed_and_a_yard_stays_a_hole():
    low = shapely.box(0, 0, 100, 50)
    bent = shapely.Polygon([(0, 50), (50, 50.4), (100, 50), (100, 100), (0, 100)])
    yard = shapely.Polygon(
        [(0, 100), (100, 100), (100, 160), (0, 160)], [[(40, 120), (60, 120), (60, 140), (40, 140)]]
    )
    made = seamless(np.array([low, bent, yard], object), 0.01, 1.0)
    assert shapely.coverage_is_valid(made)
    assert shapely.area(made).sum() == pytest.approx(100 * 160 - 20 * 20)


def test_a_shape_whose_place_another_holds_is_left_empty_and_joins_with_any():
    twice = shapely.box(0, 0, 10, 10)
    made = seamless(np.array([twice, twice, shapely.box(10, 0, 20, 10)], object), 0.01, 1.0)
    assert shapely.is_empty(made).tolist() == [False, True, False]
    assert shapely.area(joined(made, np.array([0, 0, 0]), 1)).tolist() == [200.0]


def test_points_are_held_by_the_first_shape_or_none():
    found = holding(squares(2, 1), shapely.points([[50, 50], [100, 50], [300, 50]]))
    assert found.tolist() == [0, 0, -1]


def test_joined_borders_inside_fall_away():
    made = joined(squares(4, 1), np.array([0, 0, 1, 1]), 2)
    assert shapely.get_num_coordinates(shapely.normalize(made)).tolist() == [7, 7]
    assert shapely.area(made).tolist() == [20_000.0, 20_000.0]


def test_coarser_shapes_leave_no_gap():
    wavy = [(x, 50 + (x % 20) / 4) for x in range(0, 101, 10)]
    low = shapely.Polygon([(0, 0), (100, 0), *reversed(wavy)])
    high = shapely.Polygon([*wavy, (100, 100), (0, 100)])
    made = coarser(np.array([low, high], object), 20.0)
    assert shapely.get_num_coordinates(made).sum() < shapely.get_num_coordinates([low, high]).sum()
    assert shapely.coverage_is_valid(made)
    assert shapely.area(made).sum() == pytest.approx(10_000)


def test_each_border_is_drawn_once_and_tells_what_lies_on_both_sides():
    found = borders(squares(2, 2))
    sides = dict(zip(zip(found.low.tolist(), found.high.tolist(), strict=True), found.lines, strict=True))
    assert set(sides) == {(0, 1), (0, 2), (1, 3), (2, 3), (-1, 0), (-1, 1), (-1, 2), (-1, 3)}
    assert shapely.length(sides[0, 1]) == 100
    assert shapely.length(sides[-1, 3]) == 200
    assert shapely.length(found.lines).sum() == 4 * 100 + 8 * 100


def test_a_city_of_forty_thousand_units_is_a_few_thousand_shapes_of_few_corners_at_zoom_11(tmp_path):
    """Far away a tile has a shape for each grid, not for each unit, and no more corners than can be seen."""
    side = 60.0
    jagged = np.random.default_rng(1).uniform(-5, 5, (201, 201, 2))
    corner = np.stack(np.meshgrid(np.arange(201.0), np.arange(201.0)), axis=-1) * side + jagged
    ring = np.stack([corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]], axis=2)
    tile = (11, 1689, 876)
    west, north = tile[1] * 2 * EDGE / 2**11 - EDGE, EDGE - tile[2] * 2 * EDGE / 2**11
    units = shapely.polygons(ring.reshape(-1, 4, 2) + np.array([west + 2000, north - 14_500]))
    column, row = np.meshgrid(np.arange(200), np.arange(200))
    label = (row // 4 * 50 + column // 4).ravel()
    grids = joined(units, label, 2500)
    content = tile_of([Layer("grids", POLYGON, coarser(grids, 1.5 * pixel(11)), np.arange(2500), {})], *tile)
    file = tmp_path / "tile.pbf"
    file.write_bytes(content)
    _, _, shapes, _ = pyogrio.raw.read(f"MVT:{file}", layer="grids")
    assert len(units) == 40_000
    assert len(shapes) == 2500
    assert shapely.get_num_coordinates(shapely.from_wkb(shapes)).sum() / 2500 < 8
    assert len(content) < 100_000
