"""Every list page of the grids takes the same number of queries with one row and with three."""

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse

from linli.base.identity.states import Role
from linli.grids.actions import (
    adjust,
    adopt,
    comment,
    consult,
    correct_homes,
    count_day,
    create_plan,
    draw_dedicated,
    place_homes,
)
from linli.grids.arrays import pack_labels
from linli.grids.generated import Town
from linli.grids.graphs import labels_of
from linli.grids.models import GroundBuilding, PlanLabels
from linli.grids.states import GridKind
from tests.factories import login
from tests.grids.homes import furnish, settle
from tests.grids.setting import SUB_DISTRICT, WEST, clerk, new_draft, new_ground

pytestmark = pytest.mark.django_db


class Place:
    """A community with so many grids (300 households each), a plan in force and a draft after it."""

    def __init__(self, grids: int, at) -> None:
        buildings = [("花园", "", str(number + 1), 50) for number in range(6 * grids)]
        town = Town({WEST: "东门社区"}, columns=grids, rows=1, buildings={WEST: buildings})
        self.ground = new_ground(at, town)
        plan = new_draft(self.ground, at)
        self.in_force = adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
        draft = create_plan(ground_id=self.ground.pk, name="二", follows=plan, by=clerk(), at=at)
        self.draft = adjust(plan_id=draft.pk, version=0, by=clerk(), at=at)
        assert self.in_force.grid_count == grids


@pytest.fixture
def staff(client):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    return client


def counts(client, django_assert_num_queries, queries: int, where: str) -> str:
    """The page a second time, when what is kept in memory is there."""
    client.get(where)
    with django_assert_num_queries(queries):
        answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("grids", [1, 3])
def test_grids_of_a_plan(staff, at, grids, django_assert_num_queries):
    place = Place(grids, at)
    page = counts(staff, django_assert_num_queries, 9, reverse("grids:plan", args=[place.draft.pk]))
    assert page.count('<strong class="code">') == grids


@pytest.mark.parametrize("grids", [1, 3])
def test_comments_on_a_plan(staff, at, grids, django_assert_num_queries):
    place = Place(3, at)
    consult(plan_id=place.draft.pk, until=at.date() + timedelta(days=9), by=clerk(), at=at)
    for number in range(grids):
        comment(plan_id=place.draft.pk, text=f"意见{number}", community=WEST, by=clerk(), at=at)
    page = counts(staff, django_assert_num_queries, 8, reverse("grids:plan", args=[place.draft.pk]))
    assert page.count("意见") > grids


@pytest.mark.parametrize("grids", [1, 3])
def test_officers(staff, at, grids, django_assert_num_queries):
    Place(grids, at)
    page = counts(staff, django_assert_num_queries, 11, reverse("grids:officers"))
    assert page.count(f'class="code" href="/grids/officers/{WEST}') == grids


@pytest.mark.parametrize("moves", [1, 3])
def test_a_comparison(staff, at, moves, django_assert_num_queries):
    place = Place(4, at)
    labels = labels_of(place.draft.pk)
    numbers = sorted(set(labels.tolist()))
    gone = np.isin(labels, numbers[1 : 1 + moves])
    PlanLabels.objects.filter(pk=place.draft.pk).update(
        content=pack_labels(np.where(gone, numbers[0], labels))
    )
    page = counts(staff, django_assert_num_queries, 12, reverse("grids:compare", args=[place.draft.pk]))
    assert page.count('<th scope="row" class="code">') >= moves


@pytest.mark.parametrize("grids", [1, 3])
def test_figures_of_a_day(staff, at, grids, django_assert_num_queries):
    place = Place(grids, at)
    furnish(at)
    settle(WEST, [("花园", str(number + 1)) for number in range(6 * grids)], at)
    place_homes(ground_id=place.ground.pk, community=WEST, by=clerk(), at=at)
    count_day(place=SUB_DISTRICT, by=clerk(), at=at)
    page = counts(staff, django_assert_num_queries, 9, reverse("grids:figures", args=[place.draft.pk]))
    assert page.count('<strong class="code">') == grids


@pytest.mark.parametrize("rows", [1, 3])
def test_dedicated_grids(staff, at, rows, django_assert_num_queries):
    place = Place(4, at)
    plan = place.draft
    for number in range(rows):
        label = sorted(set(labels_of(plan.pk).tolist()))[0]
        units = np.flatnonzero(labels_of(plan.pk) == label).tolist()
        draw_dedicated(
            plan_id=plan.pk, version=plan.version, units=units, kind=GridKind.MARKET, name=f"市场{number}",
            by=clerk(), at=at,
        )  # fmt: skip
        plan.refresh_from_db()
    where = reverse("grids:dedicated", args=[plan.pk]) + "?q=nothing-like-it"
    page = counts(staff, django_assert_num_queries, 10, where)
    assert page.count("并入旁边的网格") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_buildings_to_choose_and_to_correct(staff, at, rows, django_assert_num_queries):
    place = Place(3, at)
    for number in range(rows):
        building = GroundBuilding.objects.get(ground=place.ground, number=number)
        correct_homes(
            plan_id=place.draft.pk, building=number, seen=building.households, homes=7, reason="清点",
            by=clerk(), at=at,
        )  # fmt: skip
    where = reverse("grids:buildings", args=[place.draft.pk]) + "?only=corrected"
    assert counts(staff, django_assert_num_queries, 9, where).count("已更正）") == rows
    where = reverse("grids:dedicated", args=[place.draft.pk])
    assert counts(staff, django_assert_num_queries, 11, where).count('type="checkbox"') == 18


@pytest.mark.parametrize("grids", [1, 3])
def test_homes_of_buildings(staff, at, grids, django_assert_num_queries):
    place = Place(grids, at)
    page = counts(staff, django_assert_num_queries, 7, reverse("grid-editor:homes", args=[place.ground.pk]))
    assert page.count('<th scope="row">') == 6 * grids


@pytest.mark.parametrize("rows", [1, 3])
def test_a_ground_with_homes_that_are_not_on_the_map(staff, at, rows, django_assert_num_queries):
    place = Place(1, at)
    furnish(at)
    settle(WEST, [("无此小区", str(number)) for number in range(rows)], at)
    page = counts(staff, django_assert_num_queries, 12, reverse("grids:ground", args=[place.ground.pk]))
    assert page.count('name="unit"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_grounds(staff, at, rows, django_assert_num_queries):
    for _number in range(rows):
        new_ground(at)
    page = counts(staff, django_assert_num_queries, 6, reverse("grids:index"))
    assert page.count('href="/grids/grounds/') == rows + 1
