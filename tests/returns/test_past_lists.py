"""A list of last month names who lived there on its last day, whatever has happened since."""

from datetime import date, datetime

import pytest

from linli.base.reading.states import Act
from linli.core import scopes
from linli.register.actions.life import births_and_deaths, moves
from linli.register.gate.answering import Request
from linli.register.gate.selecting import select
from linli.returns.plan import plan_of

from .making import AT, DAY, HERE, INSTALL, NEXT_DOOR, Hands, admitted, family
from .test_counting import member

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 12, 6, 2, tzinfo=AT.tzinfo)
PEOPLE, HOMES = scopes.Scope(scopes.Unit.PERSON), scopes.Scope(scopes.Unit.HOUSEHOLD)


def listed(who: Hands, scope: scopes.Scope = PEOPLE, on: date = date(2026, 11, 30)) -> set[object]:
    plan = plan_of(admitted(who, title=f"登记表{on}{scope.unit}"), DAY)
    request = Request(plan.terms, "填报《登记表》", who.committee, LATER, Act.LISTED, on)
    return set(select(scope, HERE, request).rows)


def test_who_moved_out_or_died_since_is_on_the_list_of_last_month(who: Hands) -> None:
    first, second = family(), family("陈大海", "李小花", phone="13800130002")
    moves.move_out(people=[first.wife], left=date(2026, 12, 1), to="厦门", by=INSTALL, at=LATER)
    births_and_deaths.death(
        person=second.husband, died=date(2026, 12, 2), new_head=second.wife, by=INSTALL, at=LATER
    )
    assert listed(who) == {first.husband, first.wife, second.husband, second.wife}
    assert listed(who, on=date(2026, 12, 6)) == {first.husband, second.wife}


def test_who_was_born_or_came_since_is_not(who: Hands) -> None:
    home, next_door = family(), family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    child = member(home.household, "林小宝", date(2026, 12, 3))
    moves.move_in(
        people=[next_door.wife], came=date(2026, 12, 2), household=home.household, by=INSTALL, at=LATER
    )
    assert listed(who) == {home.husband, home.wife}
    assert listed(who, on=date(2026, 12, 6)) == {home.husband, home.wife, child, next_door.wife}


def test_a_household_that_left_since_is_on_the_list_of_last_month(who: Hands) -> None:
    home, other = family(), family("陈大海", "李小花", phone="13800130002")
    moves.move_out(people=[home.husband, home.wife], left=date(2026, 12, 1), to="厦门", by=INSTALL, at=LATER)
    assert listed(who, HOMES) == {home.household, other.household}
    assert listed(who, HOMES, on=date(2026, 12, 6)) == {other.household}


def test_ages_are_those_of_the_day(who: Hands) -> None:
    home = family()
    born = date(2008, 12, 2)  # eighteen on 2 December
    grown = member(home.household, "林小明", born)
    adults = scopes.Scope(
        scopes.Unit.PERSON, (scopes.Condition("self.age", scopes.Operator.AT_LEAST, (18,)),)
    )
    assert grown not in listed(who, adults)
    assert grown in listed(who, adults, on=date(2026, 12, 6))
