"""Past figures stand on the boundaries of their day, and are carried over to other grids home by home."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.errors import NotAllowed
from linli.base.identity.states import Role
from linli.grids.actions import adjust, adopt, count_day, create_plan, place_homes
from linli.grids.counting import MEASURES, Shares, give
from linli.grids.models import DayCount
from linli.grids.queries.past import count_days, past_figures
from linli.grids.queries.terms import homes_by_grid
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.states import Method, SubjectKind
from tests.factories import actor
from tests.grids.homes import INSTALL, one_home_in_each_building, settle
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft, new_ground
from tests.grids.test_adopting import adopted, next_plan
from tests.grids.test_next_year import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes(ground, at):
    return one_home_in_each_building(ground, at)


@pytest.fixture
def in_force(ground, homes, at):
    return adopted(new_draft(ground, at), at)


def column(found, side: str, measure: str) -> dict[str, int]:
    place = MEASURES.index(measure)
    return {one.code: getattr(one, side)[place] for one in found.grids if getattr(one, side) is not None}


def counted(at):
    return count_day(place=SUB_DISTRICT, by=clerk(), at=at)


def live_in(home, births, at):
    """A household with a person born on each of these days."""
    household = new_subject(SubjectKind.HOUSEHOLD, WEST)
    people = [new_subject(SubjectKind.PERSON, WEST) for _ in births]
    facts = [FactDraft(household.id, "household.dwelling", object=home)]
    for one, birth in zip(people, births, strict=True):
        facts += [
            FactDraft(one.id, "self.household", object=household.id),
            FactDraft(one.id, "self.dwelling", object=home),
        ]
        facts += [FactDraft(one.id, "self.birth_date", birth)] if birth else []
    entry = EntryDraft("police", Method.ROSTER, at.date(), "resident_register")
    record(entry=entry, facts=facts, subjects=[household, *people], by=INSTALL, at=at)


def test_what_is_counted_is_what_the_record_holds(in_force, homes, at):
    assert counted(at) == 2
    day = at.date()
    found = past_figures(in_force, SUB_DISTRICT, day)
    assert column(found, "before", "homes") == homes_by_grid(SUB_DISTRICT, day)
    assert column(found, "after", "homes") == column(found, "before", "homes")
    assert found.counted == (day, day)
    assert found.total[0] == sum(map(len, homes.values()))


def test_people_are_told_by_age_on_the_day(in_force, homes, at):
    year, day = at.year, at.date()
    births = [
        f"{year - 18}-{day:%m-%d}",
        f"{year - 5}-01-01",
        f"{year - 60}-{day:%m-%d}",
        f"{year - 40}-02-03",
        "",
    ]
    live_in(homes[WEST][0], births, at)
    counted(at)
    total = dict(zip(MEASURES, past_figures(in_force, WEST, day).total, strict=True))
    assert total["people"] == 5
    assert total["households"] == 1
    ages = [total[name] for name in ("under_18", "from_18_to_59", "from_60", "age_unknown")]
    assert ages == [1, 2, 1, 1]


def test_a_past_figure_reproduces_whatever_is_recorded_and_adopted_later(in_force, homes, at):
    counted(at)
    before = past_figures(in_force, SUB_DISTRICT, at.date())
    after = adopted(next_plan(in_force, at), at, days=7)
    settle(WEST, [("新楼", "9")], at)
    found = past_figures(after, SUB_DISTRICT, at.date() + timedelta(days=3))
    assert column(found, "before", "homes") == column(before, "before", "homes")
    assert found.counted == (at.date(), at.date())
    later = past_figures(after, SUB_DISTRICT, after.valid_from)
    assert column(later, "before", "homes") == column(found, "after", "homes")


def test_a_figure_is_carried_over_home_by_home(in_force, homes, at):
    counted(at)
    after = adopted(next_plan(in_force, at), at, days=7)
    found = past_figures(after, SUB_DISTRICT, at.date())
    assert column(found, "after", "homes") == homes_by_grid(SUB_DISTRICT, after.valid_from)
    assert sorted(one.difference(0) for one in found.grids if one.difference(0)) == [-1, 1]
    assert sum(one.difference(0) for one in found.grids) == 0


def test_a_draft_is_numbered_as_it_would_be_adopted(in_force, homes, at):
    counted(at)
    draft = next_plan(in_force, at)
    drawn = past_figures(draft, SUB_DISTRICT, at.date())
    after = adopted(draft, at, days=7)
    assert past_figures(after, SUB_DISTRICT, at.date()).grids == drawn.grids


def test_last_years_figures_stand_on_the_grids_of_another_ground(db, at):
    ground = new_ground(at, town(new_estate=False))
    one_home_in_each_building(ground, at)
    first = new_draft(ground, at)
    first = adopt(plan_id=first.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    counted(at)
    grown = new_ground(at, town(new_estate=True))
    for community in (WEST, EAST):
        place_homes(ground_id=grown.pk, community=community, by=clerk(), at=at)
    plan = create_plan(ground_id=grown.pk, name="调整", by=clerk(), at=at)
    plan = adjust(plan_id=plan.pk, version=0, by=clerk(), at=at)
    plan = adopted(plan, at, days=9)
    found = past_figures(plan, SUB_DISTRICT, at.date())
    now = {code: homes for code, homes in homes_by_grid(SUB_DISTRICT, plan.valid_from).items() if homes}
    assert {code: homes for code, homes in column(found, "after", "homes").items() if homes} == now
    assert found.split == 0


def test_nothing_counted_is_no_figure(in_force, at):
    assert past_figures(in_force, SUB_DISTRICT, at.date()) is None
    assert count_days(SUB_DISTRICT) == ()


def test_a_day_is_counted_once_and_the_next_one_again(in_force, at):
    assert (counted(at), counted(at)) == (2, 0)
    tomorrow = at + timedelta(days=1)
    assert counted(tomorrow) == 2
    assert count_days(SUB_DISTRICT) == (tomorrow.date(), at.date())


def test_a_committee_does_not_count(in_force, at):
    with pytest.raises(NotAllowed):
        count_day(place=WEST, by=actor(Role.COMMITTEE, WEST), at=at)


def test_the_database_keeps_a_count_as_it_was_counted(in_force, at):
    counted(at)
    for statement in ("UPDATE grids_daycount SET homes = 0", "DELETE FROM grids_daycount"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            connection.cursor().execute(statement)
    row = DayCount.objects.first()
    fields = [field for field in DayCount._meta.fields if field.name != "id"]
    again = DayCount(**{field.attname: getattr(row, field.attname) for field in fields})
    with pytest.raises(IntegrityError), transaction.atomic():
        DayCount.objects.bulk_create([again])


def test_homes_of_one_building_in_two_grids_are_shared_in_whole_numbers():
    rows = np.array([[4, 3, 3, 7, 1, 5, 1, 0], [9, 2, 2, 5, 0, 5, 0, 0], [11, 1, 1, 1, 0, 0, 1, 0]])
    shares = Shares(np.array([4, 4, 9]), np.array([101, 102, 102]), np.array([1, 2, 2]))
    given = give(rows, shares)
    assert given.codes.tolist() == [0, 101, 102]
    assert given.values.sum(axis=0).tolist() == rows[:, 1:].sum(axis=0).tolist()
    assert given.values[:, 0].tolist() == [1, 1, 4]
    assert given.split == 3
