"""Values of households, dwellings, organisations and things go by their own rule, those in the clear too."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from linli.base.identity.states import Role
from linli.base.reading.actions import end_purpose
from linli.base.reading.models import DeletionProof
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.register.actions import load_sources, record
from linli.register.drafts import FactDraft, new_subject
from linli.register.gate.expiry import erase_due
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.ledger.facts import facts_of
from linli.register.models import Erasure, Fact, Organisation
from linli.register.states import SubjectKind
from tests.base.reading.setting import AT, COMMUNITY, DAY, INSTALL, somebody
from tests.catalogue.setting import small_seed
from tests.register.gate.setting import HELD as PEOPLE_HELD
from tests.register.gate.setting import entry, furnished_once, settle
from tests.register.gate.test_expiry import _change as change
from tests.register.gate.test_retention import moved_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
K = SubjectKind
ALL = Scope("")
LONG_AGO = date(2018, 1, 1)
HELD = (
    *PEOPLE_HELD,
    "household.needs",
    "household.household_size",
    "dwelling.rent",
    "dwelling.room_number",
    "thing.vehicle_plate",
    "thing.facility_code",
    "org.org_name",
    "org.operating_state",
    "org.contact.phone",
    "org.door_plate",
)


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker):
    def fill():
        load_seed(by=INSTALL, at=AT, seed=small_seed(*HELD))
        load_sources(by=INSTALL, at=AT)
        load_supplied_purposes(by=INSTALL, at=AT - timedelta(days=30))

    with furnished_once(django_db_blocker, fill):
        yield


def on_record(kind, *told):
    """A subject with (element, value, valid_from, valid_to)."""
    one = new_subject(kind, COMMUNITY)
    facts = [
        FactDraft(one.id, element, value, valid_from=start, valid_to=end)
        for element, value, start, end in told
    ]
    record(entry=entry(), subjects=[one], facts=facts, by=INSTALL, at=AT - timedelta(days=5))
    return one.id


def held(subject):
    return {fact.element for fact in facts_of([subject]) if fact.sealed or fact.value}


@pytest.mark.parametrize(
    ("kind", "element", "value", "stays"),
    [
        (K.HOUSEHOLD, "household.needs", "想要助行器", "household.household_size"),
        (K.DWELLING, "dwelling.rent", "1200", "dwelling.room_number"),
        (K.THING, "thing.vehicle_plate", "闽F12345", "thing.facility_code"),
        (K.ORGANISATION, "org.contact.phone", "13800138000", "org.org_name"),
    ],
)
def test_a_value_that_ended_goes_after_the_months_of_its_rule(kind, element, value, stays):
    gone = on_record(kind, (element, value, LONG_AGO, date(2024, 6, 1)), (stays, "3", LONG_AGO, None))
    recent = on_record(kind, (element, value, LONG_AGO, DAY - timedelta(days=20)))
    assert erase_due(by=INSTALL, at=AT) == 1
    assert held(gone) == {stays}
    assert held(recent) == {element}
    assert Erasure.objects.get().element == element
    assert DeletionProof.objects.get().held_class == f"value.{element}"


def test_when_the_purpose_has_ended_the_plates_of_parked_cars_go():
    car = on_record(K.THING, ("thing.vehicle_plate", "闽F12345", LONG_AGO, None))
    end_purpose(code="housing_services", why="停车场撤销", by=somebody(Role.DISTRICT_OFFICE), at=AT, day=DAY)
    assert erase_due(by=INSTALL, at=AT + timedelta(days=80)) == 0
    assert erase_due(by=INSTALL, at=AT + timedelta(days=100)) == 1
    assert held(car) == set()


def organisation(state, since):
    return on_record(
        K.ORGANISATION,
        ("org.org_name", "东门粮油店", LONG_AGO, None),
        ("org.door_plate", "解放路20号", LONG_AGO, None),
        ("org.operating_state", state, since, None),
    )


def test_what_was_recorded_of_an_organisation_goes_sixty_months_after_it_was_struck_off():
    over = organisation("注销", date(2021, 11, 24))
    kept = [
        organisation("注销", date(2021, 11, 25)),
        organisation("吊销", LONG_AGO),
        organisation("开业", LONG_AGO),
    ]
    assert erase_due(by=INSTALL, at=AT) == 1
    assert held(over) == {"org.door_plate", "org.operating_state"}
    assert all("org.org_name" in held(one) for one in kept)
    assert Organisation.objects.in_scope(ALL).get(pk=over).name == ""
    (shell,) = [fact for fact in facts_of([over]) if fact.element == "org.org_name"]
    assert (shell.value, bytes(shell.sealed), shell.is_erased) == ("", b"", True)
    assert Erasure.objects.get().rule == "dissolved+60"
    assert erase_due(by=INSTALL, at=AT) == 0


def test_a_former_name_stays_as_long_as_the_organisation():
    one = on_record(K.ORGANISATION, ("org.org_name", "旧名", LONG_AGO, date(2019, 1, 1)))
    assert erase_due(by=INSTALL, at=AT) == 0
    assert held(one) == {"org.org_name"}


def test_a_value_that_is_over_for_two_reasons_is_erased_once():
    (one,) = moved_out(date(2025, 10, 1))
    (first,) = [fact for fact in facts_of([one.id]) if fact.element == "self.mental_care_followed"]
    said = FactDraft(
        one.id,
        "self.mental_care_followed",
        "yes",
        corrects=first.id,
        valid_from=LONG_AGO,
        valid_to=date(2020, 1, 1),
    )
    record(entry=entry(), facts=[said], by=INSTALL, at=AT - timedelta(days=5))
    assert erase_due(by=INSTALL, at=AT) == 4
    assert "self.mental_care_followed" not in held(one.id)


PLAIN = "value = '', sealed = {empty}"
UNLAWFUL = (
    "value = ''",
    "value = '别的'",
    "sealed = {empty}",
    "value = '', sealed = {other}",
    PLAIN + ", element = 'org.door_plate'",
    PLAIN + ", valid_to = '2026-01-01'",
    PLAIN + ", district = '350803'",
)


def plain_fact():
    one = organisation("开业", LONG_AGO)
    return next(fact for fact in facts_of([one]) if fact.element == "org.org_name")


def list_it(fact):
    Erasure.objects.create(
        fact_id=fact.id, district="350802", element=fact.element, rule="dissolved+60", erased_at=AT
    )


@pytest.mark.parametrize("what", [PLAIN, *UNLAWFUL])
def test_a_plain_value_that_is_not_on_the_list_is_never_changed(what):
    fact = plain_fact()
    with pytest.raises(DatabaseError), transaction.atomic():
        change(fact.id, what)


@pytest.mark.parametrize("what", UNLAWFUL)
def test_a_plain_value_on_the_list_may_be_emptied_and_nothing_else(what):
    fact = plain_fact()
    list_it(fact)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(fact.id, what)
    change(fact.id, PLAIN)
    assert not Fact.objects.in_scope(ALL).exclude(value="").filter(pk=fact.id).exists()


def test_a_link_on_the_list_stays_what_it_is():
    (one,) = settle(COMMUNITY)
    home = new_subject(K.DWELLING, COMMUNITY)
    link = FactDraft(one.id, "self.dwelling", object=home.id)
    record(entry=entry(), subjects=[home], facts=[link], by=INSTALL, at=AT - timedelta(days=5))
    (fact,) = [each for each in facts_of([one.id]) if each.element == "self.dwelling"]
    list_it(fact)
    for what in (PLAIN, PLAIN + ", object_id = NULL"):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(fact.id, what)
