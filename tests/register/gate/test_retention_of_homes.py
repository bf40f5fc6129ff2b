"""A household waits for its own longest rule when its last person has been deleted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.base.crypto.opened import cipher
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.reading.models import DeletionProof
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.register.actions import forget_households, load_sources, record
from linli.register.drafts import FactDraft, new_subject
from linli.register.gate.expiry import erase_due
from linli.register.gate.homes import waiting_homes
from linli.register.gate.retention import delete_due
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.ledger.facts import facts_of
from linli.register.models import Subject
from linli.register.states import SubjectKind
from tests.base.reading.setting import AT, COMMUNITY, GRID, INSTALL, somebody
from tests.catalogue.setting import small_seed
from tests.register.gate.setting import HELD as PEOPLE_HELD
from tests.register.gate.setting import entry, furnished_once, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
ALL = Scope("")
AID, NEEDS, SIZE = "household.living_allowance_amount", "household.needs", "household.household_size"
LONG_AGO = date(2021, 11, 20)  # sixty months and more before the day of the tests
PAST, RECENT = date(2024, 11, 20), date(2024, 12, 1)  # past the twenty-four months of people, and not


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker):
    def fill():
        load_seed(by=INSTALL, at=AT, seed=small_seed(*PEOPLE_HELD, AID, NEEDS, SIZE))
        load_sources(by=INSTALL, at=AT)
        load_supplied_purposes(by=INSTALL, at=AT - timedelta(days=30))

    with furnished_once(django_db_blocker, fill):
        yield


def home_of(*left: date | None, held=(AID, NEEDS, SIZE)):
    """A household whose people left on these days (None: still there)."""
    home = new_subject(SubjectKind.HOUSEHOLD, COMMUNITY)
    people = settle(GRID, count=len(left), without="self.bank_account")
    values = {AID: "560", NEEDS: "想要助行器", SIZE: "2"}
    facts = [FactDraft(home.id, element, values[element]) for element in held]
    for one, day in zip(people, left, strict=True):
        facts.append(FactDraft(one.id, "self.household", object=home.id))
        if day:
            facts.append(FactDraft(one.id, "self.moved_out_date", day.isoformat()))
    record(entry=entry(), subjects=[home], facts=facts, by=INSTALL, at=AT - timedelta(days=8))
    return home.id


def held(home):
    return {fact.element for fact in facts_of([home]) if fact.sealed}


def is_gone(home):
    return Subject.objects.in_scope(ALL).get(pk=home).forgotten_at is not None


def daily(at, capture):
    with capture(execute=True):
        done = delete_due(by=INSTALL, at=at)
        erase_due(by=INSTALL, at=at)
    return done


def test_what_was_paid_to_a_household_outlives_its_people_and_then_goes(django_capture_on_commit_callbacks):
    home = home_of(date(2024, 6, 1), PAST)
    done = daily(AT, django_capture_on_commit_callbacks)
    assert (done.people, done.households, is_gone(home)) == (2, 0, False)
    assert held(home) == {AID}  # what may be kept twelve and twenty-four months is gone
    assert waiting_homes() == {home: PAST}
    assert daily(AT.replace(year=2029, day=19), django_capture_on_commit_callbacks).households == 0
    done = daily(AT.replace(year=2029, day=20), django_capture_on_commit_callbacks)
    assert (done.households, is_gone(home)) == (1, True)
    assert cipher().store.keys([home]) == {}
    proof = DeletionProof.objects.get(held_class="household.empty")
    assert (proof.rule, proof.count) == ("purpose_ended+60", 1)
    assert daily(AT.replace(year=2029, day=21), django_capture_on_commit_callbacks).households == 0


@pytest.mark.parametrize(("left", "things"), [(LONG_AGO, (AID,)), (PAST, (SIZE,)), (PAST, ())])
def test_one_whose_rules_are_over_goes_with_its_last_person(left, things, django_capture_on_commit_callbacks):
    home = home_of(left, held=things)
    assert daily(AT, django_capture_on_commit_callbacks).people == 1
    assert is_gone(home)
    assert waiting_homes() == {}


def test_one_with_somebody_left_does_not_begin_to_wait(django_capture_on_commit_callbacks):
    for other in (None, RECENT):
        home = home_of(PAST, other)
        daily(AT, django_capture_on_commit_callbacks)
        assert held(home) == {AID, NEEDS, SIZE}
    assert waiting_homes() == {}


def test_somebody_who_comes_again_ends_the_waiting(django_capture_on_commit_callbacks):
    home = home_of(PAST)
    daily(AT, django_capture_on_commit_callbacks)
    (new,) = settle(GRID)
    back = [FactDraft(new.id, "self.household", object=home)]
    record(entry=entry(), facts=back, by=INSTALL, at=AT)
    assert waiting_homes() == {}
    assert daily(AT.replace(year=2029, day=20), django_capture_on_commit_callbacks).households == 0
    with pytest.raises(Refusal) as refused:
        forget_households(households=[home], why="保存期限已到", by=INSTALL, at=AT)
    assert refused.value.code == "register.subject_unknown"


def test_people_do_not_delete_households_by_this_way():
    home = home_of(PAST)
    with pytest.raises(Refusal) as refused:
        forget_households(households=[home], why="x", by=somebody(Role.DISTRICT_OFFICE), at=AT)
    assert refused.value.code == "register.not_allowed"


def test_only_of_a_household_it_is_kept_since_when_nobody_is_left():
    (one,) = settle(GRID)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.in_scope(ALL).filter(pk=one.id).update(left_date=PAST)
