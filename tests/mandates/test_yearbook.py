"""The yearly register: who took how much time against the budget, violations by department, the five too-manys."""

from datetime import date
from decimal import Decimal

import pytest

from linli.mandates import actions, queries
from linli.mandates.actions import Terms
from linli.mandates.states import BurdenKind, Ground, UnitKinds
from tests.territory.lists import BEFORE, put_in_force

from .making import AT, DISTRICT, DONGMEN, application, committee, department, office

pytestmark = pytest.mark.django_db


def admitted(**changes):
    by = department()
    made = actions.draft(district=DISTRICT, application=application(**changes), by=by, at=AT)
    sent, _grounds = actions.submit(mandate_id=made.pk, by=by, at=AT)
    terms = Terms(money_agreed=Decimal(5_000))
    return actions.approve(
        mandate_id=sent.pk, version=sent.version, terms=terms, why="可", by=office(), at=AT
    )


def refused(ground: Ground, department_name: str = "某局", **changes) -> None:
    said = {"what": "三天内报台账", "on_date": date(2026, 3, 1)} | changes
    actions.record_refusal(
        code=DONGMEN, department=department_name, ground=ground, by=committee(), at=AT, **said
    )


def test_a_year_says_who_asked_how_much_and_who_broke_the_rules():
    admitted()
    refused(Ground.NO_NUMBER)
    refused(Ground.NO_NUMBER, was_done=True)
    refused(Ground.SHORT_NOTICE)
    refused(Ground.EXPIRED, on_date=date(2025, 12, 31))
    book = queries.year_book(DISTRICT, 2026, today=date(2026, 6, 1))
    asking, breaking = sorted(book.departments, key=lambda one: -one.mandates)
    assert (asking.mandates, asking.minutes, asking.refused) == (1, 960, 0)
    assert breaking.department == "某局"
    assert breaking.violations == ((Ground.NO_NUMBER, 2), (Ground.SHORT_NOTICE, 1))
    assert breaking.done_all_the_same == 1
    assert (book.budget, asking.over) == (None, None)


def test_the_five_too_manys_are_those_of_the_last_day():
    for kind, since in ((BurdenKind.PLAQUE, date(2020, 1, 1)), (BurdenKind.PLAQUE, date(2027, 1, 1))):
        actions.keep_burden_item(
            code=DONGMEN,
            kind=kind,
            title=f"牌子{since.year}",
            department="某局",
            times_per_year=1,
            since_date=since,
            by=committee(),
            at=AT,
        )
    book = queries.year_book(DISTRICT, 2026, today=date(2028, 1, 1))
    assert book.on == date(2026, 12, 31)
    assert [(one.kind, one.items) for one in book.too_many if one.items] == [(BurdenKind.PLAQUE, 1)]
    assert len(book.too_many) == 5


def test_a_budget_that_the_district_set_is_held_against_each_community(monkeypatch):
    admitted()
    monkeypatch.setattr("linli.mandates.rules.burden_budget", lambda place, day: Decimal(300))
    monkeypatch.setattr(
        "linli.mandates.queries.yearbook.territory.communities", lambda place, day: [object()] * 2
    )
    (one,) = queries.year_book(DISTRICT, 2026, today=date(2026, 6, 1)).departments
    assert (one.per_community, one.over) == (480, 180)


@pytest.mark.parametrize("number", [1, 3])
def test_a_year_takes_the_same_queries_whatever_its_length(number, django_assert_num_queries):
    for place in range(number):
        admitted(title=f"表{place}", fields=(f"字段{place}",))
        refused(Ground.NO_NUMBER, f"局{place}")
    queries.year_book(DISTRICT, 2026, today=date(2026, 6, 1))
    with django_assert_num_queries(5):
        queries.year_book(DISTRICT, 2026, today=date(2026, 6, 1))


def test_what_each_community_is_asked_counts_for_as_many_as_were_admitted():
    put_in_force(BEFORE, date(2000, 1, 1))
    made = admitted(unit_kind=UnitKinds.COMMUNITY, unit_count=None, minutes_per_unit=Decimal(30))
    assert made.unit_count == 2
    (told,) = queries.year_book(DISTRICT, 2026, today=date(2026, 6, 1)).departments
    assert (told.minutes, told.unknown) == (2 * 30 * 4, 0)
