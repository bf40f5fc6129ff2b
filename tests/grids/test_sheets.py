"""The map of a ground: tiles hold what lies in them, and no more at a glance than can be told apart."""

import numpy as np
import pyogrio
import pytest
from django.db.models import Sum

from linli.base.errors import NotAllowed
from linli.base.identity.states import Role
from linli.core.geometry.tiles import EDGE
from linli.grids.actions.sheets import draw_sheets
from linli.grids.graphs import units_of
from linli.grids.models import GroundSheet, GroundStreet
from linli.grids.queries.sheets import _reaching, ground_tile, is_drawn, sheets_mark
from tests.factories import actor
from tests.grids.setting import clerk


def tiles(ground, zoom):
    """Numbers of the tiles that the ground touches."""
    side = 2 * EDGE / 2**zoom
    x = np.radians([ground.west, ground.east]) * 6378137
    y = np.log(np.tan(np.pi / 4 + np.radians([ground.south, ground.north]) / 2)) * 6378137
    columns = range(int((x[0] + EDGE) // side), int((x[1] + EDGE) // side) + 1)
    rows = range(int((EDGE - y[1]) // side), int((EDGE - y[0]) // side) + 1)
    return [(zoom, column, row) for column in columns for row in rows]


def layers(tmp_path, content):
    """Layer -> numbers of its features."""
    file = tmp_path / "tile.pbf"
    file.write_bytes(content)
    made = {}
    for name, _kind in pyogrio.list_layers(f"MVT:{file}"):
        meta, _, _, columns = pyogrio.raw.read(f"MVT:{file}", layer=name)
        made[name] = set(columns[list(meta["fields"]).index("mvt_id")].tolist())
    return made


def all_layers(tmp_path, ground, zoom):
    made: dict[str, set[int]] = {}
    for tile in tiles(ground, zoom):
        content = ground_tile(ground.pk, *tile)
        for name, numbers in (layers(tmp_path, content) if content else {}).items():
            made.setdefault(name, set()).update(numbers)
    return made


def test_a_loaded_ground_has_its_map(ground):
    assert is_drawn(ground)
    graph = units_of(ground.pk)
    sheets = GroundSheet.objects.filter(ground=ground).values("layer").annotate(all=Sum("shapes"))
    drawn = dict(sheets.order_by("layer").values_list("layer", "all"))
    large = GroundStreet.objects.filter(ground=ground, street_class__gte=2).count()
    assert drawn == {
        "borders": len(graph.i),
        "buildings": ground.building_count,
        "places": 3,  # the border between the two, and the rest of each
        "mid_places": 3,
        "far_places": 3,
        "streets": ground.street_count,
        "mid_streets": large,
        "far_streets": large,
        "units": ground.unit_count,
    }


def test_near_by_every_unit_border_and_building_is_there(tmp_path, ground):
    found = all_layers(tmp_path, ground, 15)
    assert found["units"] == set(range(ground.unit_count))
    assert found["borders"] == set(range(len(units_of(ground.pk).i)))
    assert found["buildings"] == set(range(ground.building_count))


@pytest.mark.parametrize(
    ("zoom", "there"),
    [
        (10, {"streets", "communities"}),
        (11, {"streets", "communities"}),
        (13, {"streets", "communities"}),
        (14, {"streets", "communities", "units", "borders", "buildings"}),
    ],
)
def test_from_far_away_only_streets_and_communities_are_drawn(tmp_path, ground, zoom, there):
    assert set(all_layers(tmp_path, ground, zoom)) == there


def test_a_tile_reads_a_few_sheets_and_its_neighbour_none_of_them_again(ground, django_assert_num_queries):
    tile = tiles(ground, 14)[0]
    reaching = len(_reaching(ground.pk, *tile))
    with django_assert_num_queries(1 + reaching):
        first = ground_tile(ground.pk, *tile)
    with django_assert_num_queries(1):
        assert ground_tile(ground.pk, *tile) == first


def test_elsewhere_there_is_nothing_and_outside_the_map_no_tile(ground):
    assert ground_tile(ground.pk, 14, 0, 0) == b""
    with pytest.raises(ValueError):
        ground_tile(ground.pk, 2, 4, 0)


def test_sheets_drawn_again_are_known_as_new(ground, at):
    before, count = sheets_mark(ground.pk), GroundSheet.objects.filter(ground=ground).count()
    draw_sheets(ground_id=ground.pk, by=clerk(), at=at)
    assert sheets_mark(ground.pk) != before
    assert GroundSheet.objects.filter(ground=ground).count() == count
    with pytest.raises(NotAllowed):
        draw_sheets(ground_id=ground.pk, by=actor(Role.AUDITOR, "350802"), at=at)
