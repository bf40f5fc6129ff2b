"""Open tasks by grid: on the boundaries of a day, and home by home on those of a draft."""

from datetime import timedelta

import pytest
from django.urls import reverse

from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.grids.actions import count_day
from linli.grids.queries.past import carried_figures, past_figures
from linli.office.grids.exporting import columns, rows
from linli.register.models import Household
from linli.visits.models import Collection, CollectionTask
from linli.visits.queries.open_work import MINUTES_A_VISIT, open_by_unit
from linli.visits.states import TaskState
from tests.factories import login
from tests.grids.homes import one_home_in_each_building
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft, new_ground
from tests.grids.test_adopting import adopted, next_plan
from tests.grids.test_past import live_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(db, at):
    """Every home of the western community has a household with two open tasks."""
    ground = new_ground(at)
    homes = one_home_in_each_building(ground, at)
    plan = adopted(new_draft(ground, at), at)
    for home in homes[WEST]:
        live_in(home, [None], at)
    households = Household.objects.in_scope(Scope(WEST)).order_by("id").values_list("id", flat=True)
    for name in ("消防", "统计"):
        ask(name, list(households), at)
    return plan


def ask(name, households, at, place=WEST):
    collection = Collection.objects.create(
        district=place[:6], place=place, department="housing", title_zh=name, title_en=name,
        purpose="grid_services", elements=["dwelling.smoke_alarm"], opens_date=at.date(),
        closes_date=at.date() + timedelta(days=9), created_at=at,
    )  # fmt: skip
    CollectionTask.objects.bulk_create(
        CollectionTask(
            district=place[:6], place=f"{place}G001", collection=collection, household=one, changed_at=at
        )
        for one in households
    )


def opened(plan, at, place=SUB_DISTRICT):
    return carried_figures(plan, place, at.date(), open_by_unit(place, at.date()))


def test_each_task_goes_with_its_home_and_the_sums_stay(in_force, at):
    count_day(place=SUB_DISTRICT, by=clerk(), at=at)
    draft = next_plan(in_force, at)
    found, homes = opened(draft, at), past_figures(draft, WEST, at.date())
    assert found.total == (2 * homes.total[0], homes.total[0], MINUTES_A_VISIT * homes.total[0])
    sides = {one.code: (one.before and one.before[0], one.after and one.after[0]) for one in homes.grids}
    told = {one.code: (one.before and one.before[1], one.after and one.after[1]) for one in found.grids}
    assert told == sides
    assert sum(one.difference(0) != 0 for one in found.grids) == 2
    assert sum(one.difference(0) for one in found.grids) == 0


def test_what_is_done_is_not_open_and_a_household_without_a_place_is_in_no_grid(in_force, at):
    tasks = CollectionTask.objects.in_scope(Scope(WEST)).order_by("id")
    before = opened(in_force, at).total
    tasks.filter(pk=tasks.first().pk).update(state=TaskState.DONE)
    ask("漏登", [uuid7()], at)
    found = opened(in_force, at)
    assert found.total == (before[0] - 1 + 1, before[1] + 1, before[2] + MINUTES_A_VISIT)
    assert found.grids[0].code == ""
    assert found.grids[0].after == (1, 1, MINUTES_A_VISIT)


def test_the_page_shows_them_beside_what_was_counted(client, in_force, at):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    where = reverse("grids:figures", args=[next_plan(in_force, at).pk])
    page = client.get(where, {"measure": "open_tasks", "day": at.date().isoformat()}).content.decode()
    assert "2 个网格的数字会变" in page
    assert "任务按此刻未办的算" in page
    assert "+2" in page
    early = client.get(where, {"measure": "minutes", "day": "2020-01-01"}).content.decode()
    assert "现在没有未办的入户任务" in early


def test_a_committee_sees_what_is_open_in_its_own_community(client, in_force, at):
    ask("别处", [uuid7()], at, place=EAST)
    login(client, Role.COMMITTEE, WEST)
    where = reverse("grids:figures", args=[in_force.pk])
    page = client.get(where, {"measure": "open_tasks", "day": at.date().isoformat()}).content.decode()
    assert WEST in page
    assert EAST not in page


@pytest.mark.parametrize("each", [1, 3])
def test_the_page_asks_for_as_much_however_much_is_open(
    client, in_force, at, each, django_assert_num_queries
):
    login(client, Role.SUB_DISTRICT, SUB_DISTRICT)
    for number in range(each):
        ask(f"又一件{number}", [uuid7()], at)
    where = reverse("grids:figures", args=[in_force.pk])
    client.get(where, {"measure": "visits"})
    with django_assert_num_queries(9):
        client.get(where, {"measure": "visits", "day": at.date().isoformat()})


def test_the_workbook_has_them_in_columns_of_their_own(in_force, at):
    count_day(place=SUB_DISTRICT, by=clerk(), at=at)
    found, work = past_figures(in_force, SUB_DISTRICT, at.date()), opened(in_force, at)
    lines = list(rows(found, work))
    assert {len(line) for line in lines} == {len(columns())}
    place = [column.title for column in columns()].index("未办任务 · 方案边界")
    assert sum(line[place] or 0 for line in lines) == work.total[0]
    assert all(len(line) == len(columns()) for line in rows(found, None))
