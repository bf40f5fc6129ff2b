"""A value whose own rule is over is destroyed by itself: its owner stays, its fact is a shell, a proof says so."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.reading.actions import end_purpose
from linli.base.reading.models import DeletionProof
from linli.base.scope import Scope
from linli.register.actions import DueFact, erase_values, rebuild, record
from linli.register.drafts import FactDraft
from linli.register.gate.expiry import erase_due
from linli.register.gate.why import Standing, why
from linli.register.hooks import values_erased
from linli.register.ledger import facts_of
from linli.register.ledger.sql import among
from linli.register.models import Erasure, Fact, Lookup, Person
from linli.register.queries import card
from tests.audited import assert_audited
from tests.base.reading.setting import AT, COMMUNITY, DAY, GRID, INSTALL, somebody
from tests.register.gate.setting import REASON, entry, settle
from tests.register.gate.test_retention import moved_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
ALL = Scope("")
OVER = {"self.phone": "left+6", "self.interpreter_need": "left+6"}


def sealed(one, element):
    return [bytes(fact.sealed) for fact in facts_of([one.id]) if fact.element == element]


def say(one, element, value="", **more):
    done = record(
        entry=entry(),
        facts=[FactDraft(one.id, element, value, **more)],
        by=INSTALL,
        at=AT - timedelta(days=5),
    )
    return done.entry_id


def test_a_phone_number_is_destroyed_six_months_after_its_owner_left():
    kept, over = moved_out(date(2026, 6, 1))[0], moved_out(date(2026, 5, 24))[0]
    before = sealed(over, "self.phone")[0]
    with assert_audited("register.erase_values") as entries:
        erase_due(by=INSTALL, at=AT)
    assert {row.element: row.rule for row in Erasure.objects.all()} == OVER
    assert sealed(kept, "self.phone")[0]
    assert sealed(over, "self.phone") == [b""]
    assert sealed(over, "self.name")[0]
    row = Person.objects.in_scope(ALL).get(pk=over.id)
    assert (row.phone_mask, bool(row.name_mask)) == ("", True)
    assert not Lookup.objects.in_scope(ALL).filter(subject=over.id, field="phone").exists()
    assert Lookup.objects.in_scope(ALL).filter(subject=over.id, field="name").exists()
    assert card(over.id, on=DAY, scope=ALL).value("self.phone") == ""
    assert entries[0].detail == {"values": 2, "rules": {"left+6": 2}}
    if connection.vendor == "sqlite":
        assert before not in connection.connection.serialize()


def test_what_was_erased_is_proved_and_not_erased_again():
    (over,) = moved_out(date(2026, 5, 24))
    erase_due(by=INSTALL, at=AT)
    proof = DeletionProof.objects.get(held_class="value.self.phone")
    erased = Erasure.objects.get(element="self.phone")
    assert (proof.held_class, proof.rule, proof.count) == ("value.self.phone", "left+6", 1)
    assert proof.digest == hashlib.sha256(str(erased.fact_id).encode()).hexdigest()
    assert (erased.element, erased.rule) == ("self.phone", "left+6")
    assert erase_due(by=INSTALL, at=AT) == 0
    assert Fact.objects.in_scope(ALL).get(pk=erased.fact_id).subject_id == over.id


def test_a_rebuild_brings_nothing_back_and_the_page_says_what_became_of_it():
    (over,) = moved_out(date(2026, 5, 24))
    erase_due(by=INSTALL, at=AT)
    rebuild(district="350802", by=INSTALL, at=AT)
    assert Person.objects.in_scope(ALL).get(pk=over.id).phone_mask == ""
    by = somebody(Role.COMMITTEE, COMMUNITY)
    where = next(iter(_where(over)))
    rows = why(where, "self.phone", purpose="contact", reason=REASON, by=by, at=AT, today=DAY).rows
    assert [(row.standing, row.text) for row in rows] == [(Standing.ERASED, "")]


def _where(one):
    from linli.register.gate.places import whereabouts

    return whereabouts([one.id]).values()


def test_who_has_left_is_served_no_more_so_rules_of_a_purpose_count_from_then():
    (over,) = moved_out(date(2025, 11, 24))
    (still,) = settle(GRID)
    erase_due(by=INSTALL, at=AT)
    assert sealed(over, "self.mental_care_followed") == [b""]
    assert sealed(still, "self.mental_care_followed")[0]


def test_a_value_that_ended_is_destroyed_with_what_it_was_put_in_place_of():
    (one,) = settle(GRID)
    (first,) = [fact for fact in facts_of([one.id]) if fact.element == "self.mental_care_followed"]
    say(one, "self.mental_care_followed", "yes", corrects=first.id, valid_from=date(2024, 1, 1),
        valid_to=date(2025, 11, 20), )  # fmt: skip
    erase_due(by=INSTALL, at=AT)
    assert sealed(one, "self.mental_care_followed") == [b"", b""]
    assert sealed(one, "self.phone")[0]


def test_other_rooms_hear_whether_another_value_of_the_element_still_stands():
    (one,) = settle(GRID)
    told = []

    def hear(gone, **kwargs):
        told.append(gone)

    values_erased.connect(hear)
    try:
        say(one, "self.phone", "13900139000")
        for fact in [each for each in facts_of([one.id]) if each.element == "self.phone"]:
            due = DueFact(fact.id, one.id, "350802", "self.phone", "left+6")
            erase_values(due=[due], by=INSTALL, at=AT)
    finally:
        values_erased.disconnect(hear)
    assert told == [frozenset(), frozenset({(one.id, "self.phone")})]


def test_a_value_that_ended_a_month_ago_stays():
    (one,) = settle(GRID)
    (first,) = [fact for fact in facts_of([one.id]) if fact.element == "self.mental_care_followed"]
    say(one, "self.mental_care_followed", "yes", corrects=first.id, valid_from=date(2024, 1, 1),
        valid_to=DAY - timedelta(days=30))  # fmt: skip
    assert erase_due(by=INSTALL, at=AT) == 0


def test_when_every_purpose_of_an_element_has_ended_its_values_go_after_the_months_of_the_rule():
    (one,) = settle(GRID)
    end_purpose(code="health_services", why="项目结束", by=somebody(Role.DISTRICT_OFFICE), at=AT, day=DAY)
    later = AT + timedelta(days=366)
    assert erase_due(by=INSTALL, at=AT) == 0
    erase_due(by=INSTALL, at=later)
    assert sealed(one, "self.mental_care_followed") == [b""]
    assert sealed(one, "self.name")[0]


def test_people_do_not_pick_values_to_destroy():
    (one,) = settle(GRID)
    fact = facts_of([one.id])[0]
    due = DueFact(fact.id, one.id, "350802", fact.element, "left+6")
    with pytest.raises(Refusal) as refused:
        erase_values(due=[due], by=somebody(Role.DISTRICT_OFFICE), at=AT)
    assert refused.value.code == "register.not_allowed"


@pytest.mark.parametrize(
    "change", ["sealed = NULL", "sealed = {empty}", "element = 'self.sex'", "sealed = {other}"]
)
def test_the_database_lets_nothing_be_emptied_that_is_not_on_the_list(change):
    (one,) = settle(GRID)
    fact = next(fact for fact in facts_of([one.id]) if fact.element == "self.phone")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        _change(fact.id, change)


@pytest.mark.parametrize(
    "change", ["sealed = NULL", "sealed = {empty}, element = 'self.sex'", "sealed = {other}"]
)
def test_what_is_on_the_list_may_be_emptied_and_nothing_else(change):
    (one,) = settle(GRID)
    fact = next(fact for fact in facts_of([one.id]) if fact.element == "self.phone")
    Erasure.objects.create(
        fact_id=fact.id, district="350802", element=fact.element, rule="left+6", erased_at=AT
    )
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        _change(fact.id, change)
    _change(fact.id, "sealed = {empty}")


def _change(fact, change):
    binary = "'\\x{}'::bytea" if connection.vendor == "postgresql" else "x'{}'"
    change = change.format(empty=binary.format(""), other=binary.format("00"))
    where, params = among("id", [fact])
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE register_fact SET {change} WHERE {where}", params)
