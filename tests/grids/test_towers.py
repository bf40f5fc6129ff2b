"""A tower that was split by entrance: its homes are corrected at each entrance, or as a whole and divided again."""

from dataclasses import replace

import pytest
from django.urls import reverse

from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.grids.actions import correct_entrances, correct_homes, create_ground, load_ground
from linli.grids.corrected import units_for
from linli.grids.entrances import entrances_of, shared_out
from linli.grids.generated import map_files
from linli.grids.graphs import units_of
from linli.grids.models import GroundBuilding, HomesCorrection
from linli.grids.queries import plan_figures
from linli.grids.queries.buildings import door_homes, homes_changes
from tests.factories import login
from tests.grids.setting import SUB_DISTRICT, TOWN, clerk, new_draft

pytestmark = pytest.mark.django_db


def tall_draft(at):
    """A draft on a small ground of towers, split by entrance."""
    files = map_files(replace(TOWN, columns=2, rows=2, homes=(250, 460)))
    made = create_ground(place=SUB_DISTRICT, name="高楼", files=files, split_towers=True, by=clerk(), at=at)
    return new_draft(load_ground(ground_id=made.pk, by=clerk(), at=at), at)


@pytest.fixture
def draft(db, at):
    return tall_draft(at)


@pytest.fixture
def ground(draft):
    return draft.ground


@pytest.fixture
def tower(ground):
    return GroundBuilding.objects.filter(ground=ground, households__gt=330).order_by("number").first()


def sent(plan, building, at, **more):
    return {
        "plan_id": plan.pk,
        "building": building.number,
        "reason": "逐户清点",
        "by": clerk(),
        "at": at,
        **more,
    }


def test_every_tower_knows_its_entrances_and_every_other_building_has_one(ground):
    told = [
        (building, entrances_of(ground, building)) for building in ground.groundbuildings.order_by("number")
    ]
    assert {len(doors) for _, doors in told} == {1, 3, 4}
    for building, doors in told:
        assert (len(doors) > 1) == (building.households > 330)
        assert sum(door.on_map for door in doors) == building.households
    units = [door.unit for _, doors in told for door in doors]
    assert len(units) == len(set(units))
    assert set(units) == {unit for unit, homes in enumerate(units_of(ground.pk).hh) if homes}


def test_entrances_are_numbered_along_the_tower(ground, tower):
    lon = dict(ground.groundunits.order_by("number").values_list("number", "lon"))
    along = [lon[door.unit] for door in entrances_of(ground, tower)]
    assert along == sorted(along)


def test_a_new_total_is_divided_among_the_entrances_again(draft, tower, at):
    whole = plan_figures(draft).households
    doors = door_homes(draft, tower.number)
    correct_homes(**sent(draft, tower, at, seen=tower.households, homes=200))
    assert [door.homes for door in door_homes(draft, tower.number)] == shared_out(200, len(doors))
    assert plan_figures(draft).households == whole - tower.households + 200
    assert homes_changes(draft) == {tower.number: 200 - tower.households}
    correct_homes(**sent(draft, tower, at, seen=200, homes=tower.households))
    assert homes_changes(draft) == {tower.number: 0}
    assert units_for(draft).hh.sum() == units_of(draft.ground_id).hh.sum()


def test_each_entrance_is_counted_on_its_own(draft, tower, at):
    doors = door_homes(draft, tower.number)
    now = [door.homes for door in doors]
    moved = [now[0] - 20, now[1] + 20, *now[2:]]
    correct_entrances(**sent(draft, tower, at, seen=now, homes=moved))
    assert [door.homes for door in door_homes(draft, tower.number)] == moved
    assert HomesCorrection.objects.count() == 2
    change = units_for(draft).hh - units_of(draft.ground_id).hh
    assert (change[doors[0].unit], change[doors[1].unit], change.sum()) == (-20, 20, 0)


def test_what_is_no_correction_of_entrances_is_said(draft, tower, at):
    now = [door.homes for door in door_homes(draft, tower.number)]
    for seen, homes, code in (
        (now[:-1], now[:-1], "entrances_differ"),
        ([*now[:-1], 1], now, "newer_figure"),
        (now, now, "same_homes"),
        (now, [*now[:-1], -1], "homes_unlikely"),
        (now, [5001, *now[1:]], "homes_unlikely"),
    ):
        with pytest.raises(Refusal) as refused:
            correct_entrances(**sent(draft, tower, at, seen=seen, homes=homes))
        assert refused.value.code == f"grids.{code}"
    assert not HomesCorrection.objects.exists()


def test_the_page_of_a_tower_has_a_form_for_the_whole_and_one_for_its_entrances(client, draft, tower, at):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    where = reverse("grids:correct-homes", args=[draft.pk, tower.number])
    page = client.get(where).content.decode()
    assert "按总数改" in page
    assert "第 3 个单元门" in page
    now = [door.homes for door in door_homes(draft, tower.number)]
    form = {"by": "entrance", "reason": "逐户清点"}
    form |= {f"seen_{k}": count for k, count in enumerate(now)} | {
        f"door_{k}": count for k, count in enumerate(now)
    }
    wrong = client.post(where, form | {"door_1": ""})
    assert wrong.status_code == 422
    assert "id_each_door_1" in wrong.content.decode()
    assert client.post(where, form | {"door_1": now[1] + 7}).status_code == 303
    told = client.get(where).content.decode()
    assert f"第 2 个单元门 · {now[1]} 户改为 {now[1] + 7} 户" in told
    assert client.post(where, {"homes": 90, "seen": sum(now) + 7, "reason": "拆了"}).status_code == 303
    assert sum(door.homes for door in door_homes(draft, tower.number)) == 90
