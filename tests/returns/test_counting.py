"""Who is counted: those who lived there on the last day, whatever happened since; by rule, approval and record."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from linli.base.identity.actor import Actor
from linli.base.reading.actions import ask_standing, decide_approval
from linli.base.reading.models import Reading, ReadingSubject
from linli.base.reading.states import Act, Guarded, Verdict
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue, vocabulary
from linli.core.figures import Figure, read
from linli.mandates.models import Mandate
from linli.mandates.purposes import purpose_code
from linli.register.actions.life import births_and_deaths, moves
from linli.register.drafts import FactDraft, new_subject
from linli.register.gate.answering import Request
from linli.register.gate.asking import RequestTerms
from linli.register.gate.counting import Counted, count_figures, reads_of
from linli.register.gate.routes import reads, route
from linli.register.states import SubjectKind

from .making import AT, DAY, HERE, INSTALL, NEXT_DOOR, Hands, admitted, family, put

pytestmark = pytest.mark.django_db
MONTH = (date(2026, 11, 1), date(2026, 11, 30))
LATER = datetime(2026, 12, 6, 2, tzinfo=AT.tzinfo)
ALL, MEN, HOMES = "人员", "人员，性别为1", "家庭户"


def counted(
    who: Hands, *rules: str, at: datetime = LATER, code: str = HERE, by: Actor | None = None
) -> list[Counted]:
    """November as counted on a day of December."""
    asked = [read(one, vocabulary(DAY)) for one in rules]
    return list(count_figures(asked, code, MONTH, request_for(who, asked, at, by)))


def request_for(who: Hands, asked: list[Figure], at: datetime, by: Actor | None = None) -> Request:
    mandate = Mandate.objects.first() or admitted(who)
    held = catalogue(DAY)
    ways = [route(root, element) for root, code in reads_of(asked) if (element := held.element(code))]
    terms = RequestTerms(
        purpose_code(mandate),
        reads(one for one in ways if one),
        (HERE, NEXT_DOOR),
        DAY - timedelta(30),
        date(2027, 2, 1),
    )
    on = min(MONTH[1], at.date())
    return Request(terms, "填报《统计》", by or who.committee, at, Act.COUNTED, on)


def told(found: list[Counted]) -> list[Any]:
    return [one.value for one in found]


def member(household: UUID, name: str, born: date, sex: str = "1", place: str = HERE) -> UUID:
    one = new_subject(SubjectKind.PERSON, place, "001")
    facts = [
        FactDraft(one.id, "self.name", name),
        FactDraft(one.id, "self.sex", sex),
        FactDraft(one.id, "self.birth_date", born.isoformat()),
        FactDraft(one.id, "self.household", object=household),
    ]
    put(facts, (one,), at=LATER, as_of=max(born, DAY))
    return one.id


def test_who_died_after_the_last_day_was_alive_on_it(who: Hands) -> None:
    home = family()
    births_and_deaths.death(
        person=home.husband, died=date(2026, 12, 2), new_head=home.wife, by=INSTALL, at=LATER
    )
    assert told(counted(who, ALL, MEN, "人员，死亡日期在本期内", HOMES)) == [2, 1, 0, 1]


def test_who_died_within_the_period_is_a_death_and_no_resident(who: Hands) -> None:
    home = family()
    births_and_deaths.death(
        person=home.husband, died=date(2026, 11, 25), new_head=home.wife, by=INSTALL, at=LATER
    )
    found = counted(who, ALL, "人员，死亡日期在本期内", HOMES)
    assert told(found) == [1, 1, 1]
    assert found[1].rows == (home.husband,)


def test_who_was_born_after_the_last_day_is_not_yet_there(who: Hands) -> None:
    home = family()
    member(home.household, "林小宝", date(2026, 12, 3))
    assert told(counted(who, ALL, "人员，出生日期在本期内")) == [2, 0]


def test_a_child_born_and_buried_within_the_period_is_a_birth_and_a_death(who: Hands) -> None:
    home = family()
    child = member(home.household, "林小宝", date(2026, 11, 3))
    births_and_deaths.death(person=child, died=date(2026, 11, 26), by=INSTALL, at=LATER)
    assert told(counted(who, ALL, "人员，出生日期在本期内", "人员，死亡日期在本期内")) == [2, 1, 1]


def test_who_moved_out_after_the_last_day_still_lived_there_on_it(who: Hands) -> None:
    home = family()
    moves.move_out(people=[home.husband, home.wife], left=date(2026, 12, 1), to="厦门", by=INSTALL, at=LATER)
    assert told(counted(who, ALL, HOMES, "人员，迁出日期在本期内")) == [2, 1, 0]


def test_who_moved_out_within_the_period_has_left(who: Hands) -> None:
    home = family()
    moves.move_out(people=[home.wife], left=date(2026, 11, 26), to="厦门", by=INSTALL, at=LATER)
    found = counted(who, ALL, "人员，迁出日期在本期内")
    assert told(found) == [1, 1]
    assert found[1].rows == (home.wife,)


def test_who_came_from_next_door_since_is_still_counted_next_door(who: Hands) -> None:
    here, there = family(), family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    moves.move_in(people=[there.wife], came=date(2026, 12, 2), household=here.household, by=INSTALL, at=LATER)
    assert told(counted(who, ALL, HOMES)) == [2, 1]
    assert told(counted(who, ALL, HOMES, code=NEXT_DOOR, by=who.neighbour)) == [2, 1]
    # Counted as of a day after the move they stand where they live now.
    today = datetime(2026, 11, 24, 2, tzinfo=AT.tzinfo)
    assert told(counted(who, ALL, at=today)) == [3]


def test_a_household_that_moved_next_door_since_is_counted_where_it_was(who: Hands) -> None:
    here, there = family(), family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    moves.move_within(
        household=here.household, dwelling=there.dwelling, moved=date(2026, 12, 3), by=INSTALL, at=LATER
    )
    assert told(counted(who, ALL)) == [2]
    assert told(counted(who, ALL, code=NEXT_DOOR, by=who.neighbour)) == [2]


def test_the_ledger_is_read_of_those_alone_whom_a_figure_may_count(who: Hands) -> None:
    home = family()
    put([FactDraft(one, "self.employment_status", "1") for one in (home.husband, home.wife)])
    (found,) = counted(who, "人员，性别为2，就业状况为1")
    assert found.rows == (home.wife,)
    logged = Reading.objects.latest("at")
    assert (logged.act, logged.elements) == (Act.COUNTED, ["self.employment_status"])
    seen = ReadingSubject.objects.in_scope(Scope("")).filter(reading=logged)
    assert set(seen.values_list("subject", flat=True)) == {home.wife}


def test_what_nobody_recorded_is_said_beside_the_number(who: Hands) -> None:
    home = family()
    put([FactDraft(home.wife, "self.employment_status", "1")])
    (found,) = counted(who, "人员，就业状况为1")
    assert (found.value, found.unknown, found.unjudged) == (1, 1, 0)


def test_a_sensitive_rule_counts_with_an_approval_only(who: Hands) -> None:
    home = family()
    put([FactDraft(home.husband, "self.bank_account", "6222000000000000")])
    (without,) = counted(who, "人员，银行账号有值")
    assert (without.unjudged, without.rows) == (2, ())
    asked = ask_standing(
        purpose=purpose_code(Mandate.objects.get()),
        classes=[Guarded.SENSITIVE],
        reason="统计需要核对",
        valid_to=date(2027, 1, 20),
        by=who.committee,
        at=AT,
    )
    decide_approval(approval_id=asked.pk, verdict=Verdict.GRANTED, by=who.street, at=AT)
    (found,) = counted(who, "人员，银行账号有值")
    assert (found.value, found.unjudged, found.rows) == (1, 0, (home.husband,))


def test_figures_are_those_of_counting_people_one_by_one(who: Hands) -> None:
    dice = Random(7)
    born: dict[UUID, tuple[str, date, str]] = {}
    for number in range(12):
        home = family(f"林大{number}", f"王小{number}", phone=f"138001300{number:02d}")
        born |= {home.husband: ("1", date(1950, 3, 2), ""), home.wife: ("2", date(1950, 3, 2), "")}
        for child in range(dice.randrange(4)):
            day, sex, work = DAY - timedelta(dice.randrange(1, 20_000)), dice.choice("12"), dice.choice("129")
            one = member(home.household, f"林{number}{child}", day, sex)
            put([FactDraft(one, "self.employment_status", work)])
            born[one] = (sex, day, work)
    rules = {
        "人员，年龄不小于18，性别为2": lambda sex, day, work: (
            sex == "2" and (day.year, day.month, day.day) <= (2008, 11, 30)
        ),
        "人员，就业状况属于1、2": lambda sex, day, work: work in ("1", "2"),
        "人员，性别为1，就业状况不为9": lambda sex, day, work: sex == "1" and work in ("1", "2"),
        "人员，出生日期在本期内": lambda sex, day, work: MONTH[0] <= day <= MONTH[1],
    }
    for found, holds in zip(counted(who, *rules), rules.values(), strict=True):
        truth = {one for one, told in born.items() if holds(*told)}
        assert set(found.rows) == truth
        assert found.value == len(truth)


def test_no_row_is_in_two_communities_and_everybody_in_one(who: Hands) -> None:
    family()
    family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    here, there = counted(who, ALL)[0], counted(who, ALL, code=NEXT_DOOR, by=who.neighbour)[0]
    assert set(here.rows).isdisjoint(there.rows)
    assert len(here.rows) + len(there.rows) == 4
