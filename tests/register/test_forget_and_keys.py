"""Deleting people reaches backups; keys are changed while everything stays readable."""

from datetime import timedelta

import pytest

from linli.base.crypto import SubjectGone
from linli.base.crypto.fields import blind_lookups
from linli.base.crypto.opened import cipher
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.actions import (
    finish_forgetting,
    forget_people,
    merge,
    rebuild,
    rotate_index_key,
    rotate_wrapping_key,
)
from linli.register.ledger import facts_of
from linli.register.ledger.load import opener
from linli.register.models import Household, Lookup, Person, Subject
from linli.register.queries import card, person_card
from linli.register.queries.keys import forgotten_with_keys, key_status
from linli.register.values import lookup_key
from tests.audited import assert_audited
from tests.register.people import (
    AT,
    DAY,
    DISTRICT,
    NUMBERS,
    committee,
    household,
    office,
    person,
    put,
    set_up,
)

pytestmark = pytest.mark.django_db
HERE = Scope(DISTRICT)
MACHINE = Actor.system("linli keys rotate")


@pytest.fixture
def someone():
    set_up()
    who = person()
    put(who, name="张小丽", id_number=NUMBERS[0], mobile="13900000001", birth_date="1990-01-01")
    return who


def found_by(field, value):
    keys = blind_lookups(cipher().store.keyring, field, lookup_key(field, value))
    rows = Lookup.objects.in_scope(HERE).filter(field=field, blind__in=keys)
    return list(rows.values_list("subject_id", flat=True))


def test_who_is_forgotten_is_gone_from_rows_index_and_card(someone, django_capture_on_commit_callbacks):
    with (
        assert_audited("register.forget_people") as entries,
        django_capture_on_commit_callbacks(execute=True),
    ):
        gone = forget_people(people=[someone.id], why="本人申请，用途已结束", by=office(), at=AT)
    assert (gone.people, gone.subjects) == (1, 1)
    assert not Person.objects.in_scope(HERE).filter(pk=someone.id).exists()
    assert found_by("number", NUMBERS[0]) == []
    with pytest.raises(Refusal):
        person_card(someone.id, on=DAY, scope=HERE)
    with pytest.raises(SubjectGone):
        cipher().store.key(someone.id)
    assert "张" not in str(entries[0].detail)


def test_a_rebuild_does_not_bring_the_forgotten_back(someone, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        forget_people(people=[someone.id], why="用途已结束", by=office(), at=AT)
    rebuild(district=DISTRICT, by=office(), at=AT)
    assert not Person.objects.in_scope(HERE).filter(pk=someone.id).exists()
    facts = facts_of([someone.id])
    assert {opener(facts)(fact) for fact in facts} == {""}


def test_what_was_merged_and_the_empty_household_go_too(someone, django_capture_on_commit_callbacks):
    twin, home = person(), household()
    put(twin, name="张小丽")
    put(home, household_type="1", head=someone.id)
    put(someone.id, household=home.id)
    merge(kept=someone.id, gone=twin.id, weight=12.0, reasons=["name"], by=office(), at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        gone = forget_people(people=[someone.id], why="用途已结束", by=office(), at=AT)
    assert (gone.people, gone.subjects, gone.households) == (1, 2, 1)
    assert not Household.objects.in_scope(HERE).exists()
    assert cipher().store.keys([someone.id, twin.id, home.id]) == {}


def test_a_household_with_others_in_it_stays(someone, django_capture_on_commit_callbacks):
    other, home = person(), household()
    put(other, name="李明")
    put(home, household_type="1", head=someone.id)
    put(someone.id, household=home.id)
    put(other.id, household=home.id)
    with django_capture_on_commit_callbacks(execute=True):
        forget_people(people=[someone.id], why="用途已结束", by=office(), at=AT)
    row = Household.objects.in_scope(HERE).get(pk=home.id)
    assert (row.size, row.head_id) == (1, None)


def test_keys_that_a_crash_left_are_removed_the_next_day(someone, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        forget_people(people=[someone.id], why="用途已结束", by=office(), at=AT)
    assert forgotten_with_keys() == [someone.id]
    with django_capture_on_commit_callbacks(execute=True):
        assert finish_forgetting(by=MACHINE, at=AT + timedelta(days=1)) == 1
    assert forgotten_with_keys() == []


def test_only_the_district_office_or_the_machine_deletes_people(someone):
    with pytest.raises(Refusal) as refused:
        forget_people(people=[someone.id], why="用途已结束", by=committee(), at=AT)
    assert refused.value.code == "register.not_allowed"
    assert Subject.objects.in_scope(HERE).get(pk=someone.id).forgotten_at is None


def test_a_new_wrapping_key_leaves_every_value_readable(someone):
    before = key_status().wrapping[-1][0]
    assert rotate_wrapping_key(by=MACHINE, at=AT) >= 1
    status = key_status()
    assert [number for number, _count in status.wrapping] == [before + 1]
    assert person_card(someone.id, on=DAY, scope=HERE).value("self.name") == "张小丽"
    put(someone.id, name="张晓丽", source="grid")
    assert card(someone.id, on=DAY, scope=HERE).conflicts


def test_a_new_index_key_finds_the_same_people(someone):
    before = key_status().index[-1][0]
    rotate_index_key(by=MACHINE, at=AT)
    assert key_status().index == ((before + 1, 3),)
    for field, value in (("number", NUMBERS[0]), ("name", "张 小丽"), ("phone", "139 0000 0001")):
        assert found_by(field, value) == [someone.id]


def test_people_do_not_change_keys(someone):
    with pytest.raises(Refusal):
        rotate_wrapping_key(by=office(), at=AT)
