"""Units from streets, buildings and borders."""

import numpy as np
import pytest
import shapely

from linli.core.gridding import Units
from linli.core.gridding.areas import areas_of
from linli.core.gridding.build import Built, build_units, estimated_homes, split_towers

pytestmark = pytest.mark.one_database
GROUND = (shapely.box(0, 0, 400, 200), shapely.box(400, 0, 800, 200))
STREETS = ([(200, 0), (200, 200)], [(0, 100), (800, 100)])


def house(x: float, y: float, size: float = 16.0) -> shapely.Geometry:
    return shapely.box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def built(
    houses: list[shapely.Geometry],
    homes: list[int],
    ground: tuple[shapely.Geometry, ...] = GROUND,
    **options: bool,
) -> Built:
    return build_units(
        streets=np.array([shapely.linestrings(points) for points in STREETS], object),
        classes=np.array([1, 4]),
        footprints=np.array(houses, object),
        homes=np.array(homes),
        communities=np.array(ground, object),
        **options,
    )


@pytest.fixture(scope="module")
def town() -> Built:
    draw = np.random.default_rng(3)
    spots = draw.uniform((5, 5), (795, 195), (150, 2))
    return built([house(x, y) for x, y in spots], [20] * 150)


def test_every_home_and_every_square_metre_is_in_a_unit(town: Built) -> None:
    assert town.arrays["hh"].sum() == 150 * 20
    assert town.arrays["area"].sum() == pytest.approx(800 * 200)
    assert shapely.area(shapely.union_all(town.shapes)) == pytest.approx(800 * 200)
    assert town.outside == 0


def test_what_is_built_can_be_divided_and_each_community_is_one_part(town: Built) -> None:
    units = Units.of(town.arrays)
    assert len(list(areas_of(units))) == units.communities == 2


def test_borders_know_the_street_on_them(town: Built) -> None:
    a = town.arrays
    inside = a["block"][a["i"]] == a["block"][a["j"]]
    assert (a["cls"][inside] == 0).all()
    across = (a["comm"][a["i"]] == a["comm"][a["j"]]) & ~inside
    assert set(a["cls"][across].tolist()) == {1, 4}


def test_perimeters_and_borders_agree(town: Built) -> None:
    a = town.arrays
    length = np.bincount(a["i"], a["L"], minlength=len(a["hh"])) + np.bincount(
        a["j"], a["L"], minlength=len(a["hh"])
    )
    assert (length <= a["per"] + 13).all()
    assert a["per"].sum() - length.sum() == pytest.approx(2 * (800 + 200), rel=0.05)


def test_a_building_on_the_border_belongs_to_one_community() -> None:
    found = built([house(400, 50), house(100, 50)], [30, 40])
    assert found.arrays["hh"].sum() == 70


def test_buildings_outside_every_community_are_counted_and_left_out() -> None:
    found = built([house(100, 50), house(2000, 50)], [30, 40])
    assert (found.outside, found.arrays["hh"].sum()) == (1, 30)


def test_two_buildings_on_one_spot_are_one() -> None:
    found = built([house(100, 50), house(100, 50)], [30, 40])
    assert sorted(found.arrays["hh"].tolist())[-1] == 70


def test_an_island_is_bridged_as_by_a_lane() -> None:
    ground = (shapely.MultiPolygon([shapely.box(0, 0, 300, 200), shapely.box(500, 0, 800, 200)]),)
    found = built([house(100, 50), house(700, 50)], [30, 40], ground)
    assert found.bridges == 1
    assert len(list(areas_of(Units.of(found.arrays)))) == 1


def test_a_town_without_buildings_has_empty_units() -> None:
    found = built([], [])
    assert (found.arrays["hh"] == 0).all()
    assert found.empty == 2


def test_a_tower_is_split_by_entrance_along_its_longer_side() -> None:
    tower = shapely.box(50, 40, 130, 55)
    points, homes, building, split = split_towers(
        np.array([tower, house(300, 50)], object),
        np.array([[90.0, 47.5], [300.0, 50.0]]),
        np.array([400, 40]),
    )
    assert homes.tolist() == [134, 133, 133, 40]
    assert (split, building.tolist()) == (1, [0, 0, 0, 1])
    assert np.ptp(points[:3, 0]) > 50
    assert np.ptp(points[:3, 1]) < 1e-6
    assert built([tower], [400], split=True).split == 1


def test_homes_are_estimated_from_footprint_and_floors() -> None:
    assert estimated_homes(np.array([600.0, 90.0]), np.array([6.0, 1.0])).tolist() == [30, 1]
