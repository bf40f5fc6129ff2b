"""Maps are read once; what cannot be used is refused with file, reason and remedy, and nothing is half loaded."""

import json
from dataclasses import replace

import pytest

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import create_ground, create_plan, load_ground, propose
from linli.grids.generated import Town, map_files
from linli.grids.models import Ground, GroundBuilding, GroundFile, GroundUnit
from linli.grids.queries import plan_figures
from linli.grids.states import MapKind
from tests.factories import actor
from tests.grids.setting import EAST, SUB_DISTRICT, TOWN, WEST, clerk, new_ground


def loaded(at, **changed):
    files = {**map_files(TOWN), **changed}
    by = clerk()
    ground = create_ground(place=SUB_DISTRICT, name="底图", files=files, by=by, at=at)
    return load_ground(ground_id=ground.pk, by=by, at=at)


def edited(kind: MapKind, change) -> tuple[str, bytes]:
    name, content = map_files(TOWN)[kind]
    whole = json.loads(content)
    change(whole)
    return name, json.dumps(whole).encode()


def test_the_same_town_gives_the_same_files():
    assert map_files(TOWN) == map_files(TOWN)
    assert map_files(TOWN) != map_files(replace(TOWN, seed=8))


def test_every_home_of_the_files_is_in_a_unit(ground):
    assert ground.households == sum(GroundBuilding.objects.values_list("households", flat=True))
    assert ground.households == sum(GroundUnit.objects.values_list("households", flat=True))
    assert GroundBuilding.objects.filter(unit=None).count() == 0
    assert set(GroundUnit.objects.values_list("community", flat=True)) == {WEST, EAST}


def test_the_bytes_of_the_files_go_and_their_digests_stay(ground):
    files = GroundFile.objects.order_by("kind")
    assert [file.content for file in files] == [None] * 3
    assert all(len(file.sha256) == 64 for file in files)


def test_a_committee_loads_no_maps(db, at):
    with pytest.raises(NotAllowed):
        create_ground(place=WEST, name="底图", files=map_files(TOWN), by=actor(Role.COMMITTEE, WEST), at=at)


def no_codes(whole):
    for one in whole["features"]:
        one["properties"] = {"name": "哪里都没有"}


def beyond(whole):
    whole["features"][0]["properties"]["code"] = "350803001001"


def twice(whole):
    whole["features"][1]["properties"]["code"] = whole["features"][0]["properties"]["code"]


def in_metres(whole):
    for one in whole["features"]:
        one["geometry"]["coordinates"] = [[[x * 1e5, y * 1e5] for x, y in one["geometry"]["coordinates"][0]]]


def elsewhere(whole):
    for one in whole["features"]:
        one["geometry"]["coordinates"] = [[[x + 3, y] for x, y in one["geometry"]["coordinates"][0]]]


def negative(whole):
    whole["features"][0]["properties"]["households"] = -1


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        (MapKind.COMMUNITIES, no_codes, "no_codes"),
        (MapKind.COMMUNITIES, beyond, "code_elsewhere"),
        (MapKind.COMMUNITIES, twice, "code_twice"),
        (MapKind.BUILDINGS, in_metres, "wrong_crs"),
        (MapKind.BUILDINGS, elsewhere, "elsewhere"),
        (MapKind.BUILDINGS, negative, "negative_homes"),
    ],
)
def test_what_is_wrong_with_a_map_is_said_and_nothing_is_loaded(db, at, kind, change, code):
    with pytest.raises(Refusal) as refused:
        loaded(at, **{kind: edited(kind, change)})
    assert refused.value.code == f"grids.{code}"
    assert f"{kind.value}.geojson" in str(refused.value)
    assert refused.value.remedy
    assert Ground.objects.get().state == "waiting"
    assert not GroundUnit.objects.exists()


def test_a_pbf_that_is_cut_off_is_refused(db, at):
    head = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c" + b"\x10\x75" + b"\x00" * 20
    with pytest.raises(Refusal, match="已损坏或不完整"):
        loaded(at, **{MapKind.STREETS: ("cut.osm.pbf", head)})


def test_a_missing_file_is_named(db, at):
    files = map_files(TOWN)
    del files[MapKind.STREETS]
    with pytest.raises(Refusal, match="街巷"):
        create_ground(place=SUB_DISTRICT, name="x", files=files, by=clerk(), at=at)


def bow(whole):
    ring = whole["features"][0]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]


def test_a_building_that_crosses_itself_is_mended_and_counted(db, at):
    assert loaded(at, **{MapKind.BUILDINGS: edited(MapKind.BUILDINGS, bow)}).told["mended"] == 1


@pytest.mark.parametrize(("homes", "grids"), [(450, 2), (0, 1)])
def test_a_community_of_450_households_makes_two_grids_and_one_of_none_makes_one(db, at, homes, grids):
    buildings = {WEST: [("花园", "", str(k + 1), homes // 18) for k in range(18)]}
    town = Town({WEST: "东门社区"}, columns=2, rows=2, buildings=buildings)
    ground = new_ground(at, town)
    plan = create_plan(ground_id=ground.pk, name="草案", effort="quick", by=clerk(), at=at)
    plan = propose(plan_id=plan.pk, version=0, by=clerk(), at=at)
    assert plan.grid_count == grids
    if homes:
        assert {grid.households for grid in plan_figures(plan).grids} == {225}


def test_a_ground_is_loaded_once(ground, at):
    with pytest.raises(Refusal, match="已经载入"):
        load_ground(ground_id=ground.pk, by=clerk(), at=at)
