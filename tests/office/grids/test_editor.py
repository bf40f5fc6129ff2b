"""The editor's page, data and saving, and the same by table for browsers without scripts."""

import gzip
import json
import re

import numpy as np
import pytest
import shapely
from django.test import Client
from django.urls import reverse

from linli.base.identity.states import Role
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import GridPlan, GroundSheet
from tests.factories import login
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft, new_ground
from tests.grids.test_editing import possible
from tests.grids.test_sheets import tiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db, at):
    return new_ground(at)


@pytest.fixture
def draft(ground, at) -> GridPlan:
    return new_draft(ground, at)


@pytest.fixture
def desk() -> Client:
    """A clerk of the sub-district."""
    client = Client()
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    return client


def at_address(name: str, draft: GridPlan) -> str:
    return reverse(f"grid-editor:{name}", args=[draft.pk])


def send(client: Client, address: str, body: object):
    return client.post(address, json.dumps(body), content_type="application/json")


def edit(draft, pair) -> dict[str, object]:
    return {"version": draft.version, "units": [pair[0]], "labels": [pair[1]]}


def test_the_page_has_map_and_table_and_asks_for_neither_twice(desk, draft, django_assert_num_queries):
    desk.get(at_address("edit", draft))
    with django_assert_num_queries(11):
        page = desk.get(at_address("edit", draft))
    text = page.content.decode()
    assert f"/grids/grounds/{draft.ground_id}/tiles/{{z}}/{{x}}/{{y}}" in text
    assert 'data-editable="yes"' in text
    assert "<script>" not in text
    assert "style=" not in text
    assert f"?place={WEST}&amp;grid=001" in text


def test_a_committee_looks_but_does_not_change(draft):
    client = Client()
    login(client, Role.COMMITTEE, WEST)
    assert 'data-editable="no"' in client.get(at_address("edit", draft)).content.decode()
    assert send(client, at_address("save", draft), edit(draft, (0, 1))).status_code == 403


def test_the_data_come_compressed_where_the_browser_takes_it(desk, draft):
    plain = desk.get(at_address("data", draft))
    packed = desk.get(at_address("data", draft), HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == json.loads(plain.content)
    told = json.loads(plain.content)
    assert told["units"]["label"] == labels_of(draft.pk).tolist()
    assert told["communities"][1] == {"code": EAST, "name": "西门社区"}
    assert min(told["units"]["x"]) >= 0


def test_a_change_is_saved_and_a_colleague_who_comes_later_keeps_theirs(desk, draft):
    begun = labels_of(draft.pk)
    mine, theirs = list(possible(draft, begun))[:2]
    assert send(desk, at_address("save", draft), edit(draft, mine)).json() == {"version": 2}
    late = send(desk, at_address("save", draft), edit(draft, theirs))
    assert (late.status_code, late.json()["newer"]) == (409, True)
    assert "没有覆盖别人的" in late.json()["message"]
    kept = send(desk, at_address("copy", draft), edit(draft, theirs)).json()
    copy = GridPlan.objects.get(name__contains="另存")
    assert kept["address"] == at_address("edit", copy)
    assert np.flatnonzero(labels_of(copy.pk) != begun).tolist() == [theirs[0]]


def test_a_change_that_breaks_a_rule_is_refused_in_words(desk, draft):
    east = int(np.flatnonzero(units_of(draft.ground_id).comm == 1)[0])
    answer = send(desk, at_address("save", draft), edit(draft, (east, 1)))
    assert (answer.status_code, answer.json()["newer"]) == (409, False)
    assert "不能划给别的社区" in answer.json()["message"]
    assert GridPlan.objects.get().version == 1


def test_the_engine_draws_a_split_and_writes_nothing(desk, draft):
    labels = labels_of(draft.pk)
    members = np.flatnonzero(labels == 1).tolist()
    taken = np.unique(labels[labels < 1000]).tolist()
    body = {"units": members, "labels": [1] * len(members), "grids": 2, "taken": taken}
    answer = send(desk, at_address("redraw", draft), body)
    assert len(set(answer.json()["labels"])) == 2
    assert np.array_equal(labels_of(draft.pk), labels)


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[]",
        '{"version": 1}',
        '{"version": "1", "units": [], "labels": []}',
        '{"version": 1, "units": [true], "labels": [1]}',
        '{"version": 1, "units": [-1], "labels": [1]}',
        '{"version": 1, "units": [1, 2], "labels": [1]}',
    ],
)
def test_a_body_that_is_not_ours_is_refused(desk, draft, body):
    answer = desk.post(at_address("save", draft), body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "grids.bad_body")


def test_without_scripts_units_are_ticked_and_given_a_number(desk, draft):
    unit, to = next(possible(draft, labels_of(draft.pk)))
    grid = int(labels_of(draft.pk)[unit])
    place, community = (WEST, 0) if grid < 1000 else (EAST, 1)
    page = desk.get(
        at_address("edit", draft), {"place": place, "grid": f"{grid % 1000:03d}"}
    ).content.decode()
    ticks = [int(value) for value in re.findall(r'name="units" value="(\d+)"', page)]
    assert sorted(ticks) == np.flatnonzero(labels_of(draft.pk) == grid).tolist()
    body = {
        "version": 1,
        "community": community,
        "place": place,
        "grid": f"{grid % 1000:03d}",
        "units": [unit],
    }
    refused = desk.post(at_address("move", draft), {**body, "target": ""}, follow=True)
    assert "没有改：请勾选单元" in refused.content.decode()
    done = desk.post(at_address("move", draft), {**body, "target": to % 1000}, follow=True)
    assert "已保存为新版本" in done.content.decode()
    assert labels_of(draft.pk)[unit] == to
    assert done.redirect_chain[0][0].endswith(f"?place={place}&grid={grid % 1000:03d}#units")


def tile(ground, z: int, x: int, y: int) -> str:
    return reverse("grid-editor:tile", args=[ground.pk, z, x, y])


def test_tiles_are_kept_by_the_browser_until_the_map_is_drawn_again(desk, ground, at):
    from linli.grids.actions.sheets import draw_sheets
    from tests.grids.test_sheets import tiles

    place = tiles(ground, 13)[0]
    first = desk.get(tile(ground, *place))
    assert (first.status_code, first["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")
    assert "private" in first["Cache-Control"]
    assert desk.get(tile(ground, *place), HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    draw_sheets(ground_id=ground.pk, by=clerk(), at=at)
    assert desk.get(tile(ground, *place), HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert desk.get(tile(ground, 13, 0, 0)).status_code == 204
    assert desk.get(tile(ground, 3, 9, 0)).status_code == 404


def test_another_district_sees_neither_plan_nor_tile(draft):
    client = Client()
    login(client, Role.SUB_DISTRICT, "350803001")
    assert client.get(at_address("edit", draft)).status_code == 404
    assert client.get(at_address("data", draft)).status_code == 404
    assert client.get(tile(draft.ground, 13, 6700, 3500)).status_code == 404


def test_a_ground_whose_map_is_not_drawn_says_so(desk, draft):
    GroundSheet.objects.all().delete()
    assert "底图还没有画好" in desk.get(at_address("edit", draft)).content.decode()


def test_homes_are_counted_per_building(desk, ground, django_assert_num_queries):
    address = reverse("grid-editor:homes", args=[ground.pk])
    desk.get(address)
    for query in ({}, {"community": WEST, "least": "40"}):
        with django_assert_num_queries(7):
            page = desk.get(address, query)
    shown = page.context["page"].object_list
    assert {building.community for building in shown} == {WEST}
    homes = [building.households for building in shown]
    assert homes == sorted(homes, reverse=True)
    assert min(homes) >= 40
    assert "没有这样的楼栋" in desk.get(address, {"least": "9999"}).content.decode()
    assert desk.get(address, {"least": "x", "page": "99"}).status_code == 200


def test_outlines_of_the_page_come_as_geojson_in_degrees(desk, draft):
    told = {"units": [0, 1], "labels": [int(label) for label in labels_of(draft.pk)[:2]], "zoom": 14}
    said = send(desk, at_address("outlines", draft), told).json()
    assert {one["id"] for one in said["features"]} == set(told["labels"])
    west, south, east, north = shapely.total_bounds(
        [shapely.from_geojson(json.dumps(one["geometry"])) for one in said["features"]]
    )
    ground = draft.ground
    assert ground.west - 1e-4 < west < east < ground.east + 1e-4
    assert ground.south - 1e-4 < south < north < ground.north + 1e-4


@pytest.mark.parametrize(
    "body",
    [
        {"units": [0, 0], "labels": [1, 1], "zoom": 14},
        {"units": [], "labels": [], "zoom": 14},
        {"units": [0], "labels": [1]},
    ],
)
def test_outlines_of_nothing_are_refused(desk, draft, body):
    assert send(desk, at_address("outlines", draft), body).status_code == 400


def grids_tile(client, draft, name="draft", **headers):
    return client.get(
        reverse("grid-editor:grids", args=[draft.pk, name, *tiles(draft.ground, 12)[0]]), **headers
    )


def test_tiles_of_grids_are_fetched_once_a_version_and_by_those_who_may_see_the_plan(desk, draft):
    first = grids_tile(desk, draft)
    assert (first.status_code, first["Content-Type"]) == (200, "application/vnd.mapbox-vector-tile")
    assert grids_tile(desk, draft, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert grids_tile(desk, draft, "other").status_code == 404
    stranger = Client()
    login(stranger, Role.SUB_DISTRICT, "350803001")
    assert grids_tile(stranger, draft).status_code == 404
