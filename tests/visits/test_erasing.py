"""What came from the door goes with the value on the record, and with the person it was about."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from linli.base.attachments.store import path_of
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.register.actions import DueFact, erase_values, forget_people, merge
from linli.register.ledger.facts import facts_of
from linli.register.models import Fact, Person
from linli.visits.brought import clear
from linli.visits.models import Clash, CollectedValue, GoneValue, Photo, SetAside
from linli.visits.states import AsideVerdict, ClashVerdict
from tests.visits.setting import AT, INSTALL, Phone, collect, furnish, officer_account, settle
from tests.visits.test_receive import picture

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, None, Role.DISTRICT_OFFICE, Scope("350802"), "区社区办")
NOTHING = "''::bytea" if connection.vendor == "postgresql" else "x''"
CANARY = "13912340000"


@pytest.fixture
def home():
    furnish()
    return settle()


@pytest.fixture
def others(home):
    return settle(room="102")


@pytest.fixture
def phone(home, others):
    collect("self.phone", purpose="contact")
    collect("dwelling.occupancy", "dwelling.smoke_alarm")
    return Phone.of(officer_account())


@pytest.fixture
def brought(phone, home) -> CollectedValue:
    phone.hand_in(phone.visit(home, (home.people[0], "self.phone", version(home), CANARY)))
    return CollectedValue.objects.get(element="self.phone")


def version(home, element="self.phone", subject=None) -> str:
    rows = Fact.objects.in_scope(Scope("")).filter(subject=subject or home.people[0], element=element)
    last = rows.order_by("id").last()
    return str(last.pk) if last else ""


def due_of(subject, element):
    return [
        DueFact(fact.id, subject, "350802", element, "left+6")
        for fact in facts_of([subject])
        if fact.element == element
    ]


def test_the_copy_from_the_door_is_destroyed_with_the_value(brought):
    assert clear(brought) == CANARY
    due = DueFact(brought.fact, brought.subject, brought.district, brought.element, "left+6")
    erase_values(due=[due], by=INSTALL, at=AT)
    brought.refresh_from_db()
    assert (bytes(brought.sealed), clear(brought)) == (b"", "")
    assert GoneValue.objects.get().why == "expired"


def test_a_copy_that_stands_in_the_clear_is_emptied_too(phone, home):
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.smoke_alarm", "", "yes")))
    copy = CollectedValue.objects.get()
    assert (copy.value, copy.sealed) == ("yes", None)
    erase_values(due=due_of(home.dwelling, "dwelling.smoke_alarm"), by=INSTALL, at=AT)
    copy.refresh_from_db()
    assert (copy.value, bytes(copy.sealed)) == ("", b"")


def test_what_waits_for_a_decision_waits_no_more(phone, home):
    phone.hand_in(phone.visit(home, (home.people[0], "self.phone", "", CANARY)))
    clash = Clash.objects.get()
    assert clash.decided_at is None
    erase_values(due=due_of(home.people[0], "self.phone"), by=INSTALL, at=AT)
    clash.refresh_from_db()
    assert (clash.verdict, clash.decided_at, clear(clash.brought)) == (ClashVerdict.HELD, AT, "")
    assert "保存期限" in clash.why


def test_the_copy_goes_although_the_value_stood_with_somebody_who_was_merged_into_them(phone, home, others):
    one, twin = home.people[0], others.people[0]
    erase_values(due=due_of(one, "self.phone"), by=INSTALL, at=AT)
    merge(kept=one, gone=twin, weight=12.0, reasons=["name"], by=OFFICE, at=AT)
    where = Person.objects.in_scope(Scope("")).get(pk=one).household_id
    door = home if where == home.household else others
    phone.hand_in(phone.visit(door, (one, "self.phone", "", CANARY)))
    copy = CollectedValue.objects.get()
    assert (copy.subject, clear(copy)) == (one, CANARY)
    erase_values(due=due_of(twin, "self.phone"), by=INSTALL, at=AT)
    copy.refresh_from_db()
    assert clear(copy) == ""


def test_of_a_deleted_person_the_database_holds_nothing_that_a_phone_brought(
    phone, home, others, django_capture_on_commit_callbacks
):
    person = home.people[0]
    phone.hand_in(phone.visit(home, (person, "self.phone", version(home), CANARY)))
    phone.hand_in(phone.visit(home, (person, "self.phone", "", "13912340001")))  # two values: a clash
    # Whoever sends it means another home: it waits for a decision, sealed to the server's key.
    aside = phone.visit(others, (person, "self.phone", "", "13912340002"))
    phone.hand_in(aside)
    third = settle(room="103")
    kept = phone.visit(others, (third.people[0], "self.phone", "", "13912340003"))
    phone.hand_in(kept)
    sealed = [bytes(one.sealed) for one in CollectedValue.objects.filter(subject=person)]
    sealed.append(aside.body)
    assert len(sealed) == 3
    assert all(one in held_bytes() for one in sealed)
    with django_capture_on_commit_callbacks(execute=True):
        forget_people(people=[person], why="用途已结束", by=OFFICE, at=AT)
    rows = CollectedValue.objects.filter(subject=person)
    assert {(one.value, bytes(one.sealed)) for one in rows} == {("", b"")}
    assert not Clash.objects.filter(decided_at=None).exists()
    asides = {row.envelope.entry_id.hex: row for row in SetAside.objects.select_related("envelope")}
    dropped, stays = asides[aside.id.replace("-", "")], asides[kept.id.replace("-", "")]
    assert (dropped.verdict, dropped.content) == (AsideVerdict.DROPPED, None)
    assert (stays.verdict, bytes(stays.content)) == ("", kept.body)
    assert not any(one in held_bytes() for one in sealed)
    assert {row.why for row in GoneValue.objects.all()} == {"forgotten"}


def held_bytes() -> bytes:
    """All that the database holds: the file's bytes on SQLite, every row's bytes elsewhere."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    held = [one.sealed for one in CollectedValue.objects.all()]
    held += [one.content for one in SetAside.objects.order_by("pk")]
    return b"|".join(bytes(one or b"") for one in held)


@pytest.mark.parametrize("change", [f"sealed = {NOTHING}", "sealed = NULL", "value = 'x', sealed = NULL"])
def test_the_database_keeps_what_is_not_on_the_list(brought, change):
    with refused():
        execute(f"UPDATE visits_collectedvalue SET {change}")
    brought.refresh_from_db()
    assert clear(brought) == CANARY


@pytest.mark.parametrize(
    "change", ["sealed = NULL", f"sealed = {NOTHING}, element = 'x'", f"sealed = {NOTHING}, value = 'x'"]
)
def test_what_is_on_the_list_may_be_emptied_and_nothing_else(brought, change):
    GoneValue.objects.create(
        value_id=brought.pk, district="350802", element="self.phone", why="expired", gone_at=AT
    )
    with refused():
        execute(f"UPDATE visits_collectedvalue SET {change}")
    execute(f"UPDATE visits_collectedvalue SET sealed = {NOTHING}")
    with refused():
        execute("DELETE FROM visits_gonevalue")


def test_the_list_says_why(brought):
    with pytest.raises(DatabaseError), transaction.atomic():
        GoneValue.objects.create(value_id=brought.pk, district="350802", element="x", why="", gone_at=AT)


def refused():
    return pytest.raises(DatabaseError, match="never changed")


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_photos_of_a_home_go_with_its_household_and_not_with_one_of_its_people(
    phone, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    home = settle(room="203", births=("1960-05-01", "1962-06-02"))
    visit = phone.visit(home, outcome="nobody")
    photo = phone.make("photo", json.dumps({"for": visit.id}).encode() + b"\n" + picture())
    phone.send(visit, photo)
    kept = Photo.objects.select_related("attachment").get().attachment
    assert path_of(kept.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_people(people=list(home.people[:1]), why="本人要求", by=OFFICE, at=AT)
    assert path_of(kept.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_people(people=list(home.people[1:]), why="都已搬走", by=OFFICE, at=AT)
    assert not path_of(kept.sha256).exists()
    kept.refresh_from_db()
    assert kept.erased_at == AT
