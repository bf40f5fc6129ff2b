"""Blocks and cells: the ground of a community, without gap or overlap."""

import numpy as np
import pytest
import shapely

from linli.core.geometry.blocks import cut_blocks, merge_slivers, owner_of
from linli.core.geometry.cells import share_out
from linli.core.geometry.lines import class_at, street_classes
from linli.core.geometry.touching import contacts

pytestmark = pytest.mark.one_database
SQUARE = shapely.box(0, 0, 200, 100)


def shapes(*made: shapely.Geometry) -> np.ndarray:
    return np.array(made, object)


def line(*points: tuple[float, float]) -> shapely.Geometry:
    return shapely.linestrings(points)


def test_a_street_across_a_community_cuts_it_in_two_blocks() -> None:
    blocks = cut_blocks(shapes(line((100, -20), (100, 120))), shapes(SQUARE))
    assert sorted(shapely.area(blocks.shape).tolist()) == [10000.0, 10000.0]
    assert blocks.community.tolist() == [0, 0]


def test_a_street_that_ends_nowhere_cuts_nothing() -> None:
    assert len(cut_blocks(shapes(line((50, -20), (50, 60))), shapes(SQUARE)).shape) == 1


def test_a_village_without_streets_is_one_block() -> None:
    assert len(cut_blocks(shapes(), shapes(SQUARE)).shape) == 1


def test_the_border_between_two_communities_cuts_a_block_too() -> None:
    both = shapes(shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100))
    assert cut_blocks(shapes(line((0, 50), (200, 50))), both).community.tolist().count(0) == 2


def test_where_communities_overlap_the_smaller_one_counts() -> None:
    polygons = shapes(SQUARE, shapely.box(0, 0, 50, 50))
    assert owner_of(shapely.points([[10, 10], [150, 50], [500, 500]]), polygons).tolist() == [1, 0, -1]


def test_the_strip_between_two_lanes_joins_a_neighbour_unless_somebody_lives_on_it() -> None:
    lanes = shapes(line((98, -1), (98, 101)), line((102, -1), (102, 101)))
    blocks = cut_blocks(lanes, shapes(SQUARE))
    strip = int(np.argmin(shapely.area(blocks.shape)))
    empty = np.array([1, 1, 1])
    empty[strip] = 0
    merged = merge_slivers(blocks, empty)
    assert len(merged.shape) == 2
    assert shapely.area(merged.shape).sum() == pytest.approx(20000)
    assert len(merge_slivers(blocks, np.array([1, 1, 1])).shape) == 3


def test_cells_cover_their_blocks_without_gap_or_overlap() -> None:
    draw = np.random.default_rng(1)
    blocks = cut_blocks(shapes(line((100, -20), (100, 120)), line((-5, 40), (205, 70))), shapes(SQUARE)).shape
    points = draw.uniform((0, 0), (200, 100), (60, 2))
    cells = share_out(blocks, points, owner_of(shapely.points(points), blocks))
    assert shapely.area(cells.shape).sum() == pytest.approx(20000)
    assert shapely.area(shapely.union_all(cells.shape)) == pytest.approx(20000)
    assert sorted(cells.seed[cells.main].tolist()) == list(range(60))
    held = shapely.intersects(cells.shape[cells.main], shapely.points(points[cells.seed[cells.main]]))
    assert held.all()


def test_a_block_without_a_building_is_one_cell() -> None:
    cells = share_out(shapes(SQUARE), np.zeros((0, 2)), np.zeros(0, int))
    assert cells.seed.tolist() == [-1]


def test_a_bent_block_cuts_a_cell_in_pieces_and_one_is_the_main_one() -> None:
    horseshoe = SQUARE.difference(shapely.box(40, 20, 160, 100))
    cells = share_out(shapes(horseshoe), np.array([[20.0, 90.0], [180.0, 90.0]]), np.array([0, 0]))
    assert cells.main.sum() == 2
    assert shapely.area(cells.shape).sum() == pytest.approx(shapely.area(horseshoe))


def test_contacts_are_the_same_seen_from_both_sides() -> None:
    left, right, below = shapely.box(0, 0, 50, 40), shapely.box(50, 10, 90, 80), shapely.box(0, -30, 90, 0)
    found = contacts(shapes(left, right, below))
    metres = {}
    for i, j, length in zip(found.i.tolist(), found.j.tolist(), found.length.tolist(), strict=True):
        metres[i, j] = metres.get((i, j), 0.0) + length
    assert metres[0, 2] == pytest.approx(50)
    assert metres[2, 0] == pytest.approx(50, abs=12)
    assert metres[0, 1] == pytest.approx(metres[1, 0], abs=12)


def test_streets_are_classed_and_footways_are_none() -> None:
    kinds = ["primary_link", "motorway", "secondary", "tertiary", "living_street", "footway", None, "service"]
    assert street_classes(kinds).tolist() == [4, 4, 3, 2, 1, 0, 1, 0]


def test_the_largest_street_at_a_point_counts() -> None:
    streets = shapes(line((0, 0), (10, 0)), line((0, 1), (10, 1)))
    points = shapely.points([[5, 0.5], [5, 30]])
    assert class_at(points, streets, np.array([1, 3]), 1.0).tolist() == [3, 0]
