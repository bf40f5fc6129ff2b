"""What phones send is kept once, whole and in order; what cannot be used is kept for a person, and says why."""

import io
import json
from datetime import timedelta

import pytest
from PIL import Image

from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.core.sync import Again, Outcome, Reason, Receipt, Sent, digest_of
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.models import Dwelling, Entry, Person
from linli.register.queries import card
from linli.register.states import Method
from linli.visits.actions import report_lost
from linli.visits.held import fields_of
from linli.visits.models import Clash, CollectedValue, CollectionTask, Envelope, Photo, SetAside, Visit
from tests.audited import assert_audited
from tests.visits.setting import (
    AT,
    CODE,
    DAY,
    GRID,
    INSTALL,
    NEXT_GRID,
    Home,
    Phone,
    acting,
    collect,
    furnish,
    officer_account,
    settle,
)

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("")


@pytest.fixture
def home() -> Home:
    furnish()
    return settle()


@pytest.fixture
def phone(home) -> Phone:
    collect("dwelling.occupancy", "dwelling.smoke_alarm")
    collect("self.employment_status", purpose="employment_services", title_zh="就业状况")
    return Phone.of(officer_account())


def base(subject, element) -> str:
    return fields_of([subject], [element]).version((subject, element))


def office_says(subject, element: str, value: str) -> None:
    draft = EntryDraft("committee", Method.CORRECTED, DAY, "resident_register", why="更正")
    record(entry=draft, facts=[FactDraft(subject, element, value)], by=INSTALL, at=AT)


def test_a_visit_reaches_the_register_with_its_source(home, phone):
    head = home.people[0]
    sent = phone.visit(
        home, (home.dwelling, "dwelling.occupancy", "", "1"), (head, "self.employment_status", "", "3")
    )
    with assert_audited("visits.receive"):
        receipt = phone.hand_in(sent)
    assert receipt.outcome is Outcome.TAKEN
    told = card(head, on=DAY, scope=EVERYWHERE)
    (word,) = [one.word for one in told.values if one.element == "self.employment_status"]
    assert (word.value, word.source, word.method) == ("3", "grid", Method.COLLECTED)
    assert Person.objects.in_scope(EVERYWHERE).get(pk=head).employment_status == "3"
    assert Dwelling.objects.in_scope(EVERYWHERE).get(pk=home.dwelling).occupancy == "1"
    entry = Entry.objects.in_scope(EVERYWHERE).get(pk=word.entry_id)
    assert (entry.purpose, entry.reference) == ("employment_services", f"visits:{sent.id}")


def test_personal_values_are_kept_sealed_only(home, phone):
    phone.hand_in(phone.visit(home, (home.people[0], "self.employment_status", "", "3")))
    row = CollectedValue.objects.get()
    assert (row.value, row.fate) == ("", "write")
    assert len(bytes(row.sealed)) > 16


def test_the_same_entry_again_gets_the_same_receipt_and_writes_nothing(home, phone):
    sent = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    first = phone.hand_in(sent)
    entries = Entry.objects.in_scope(EVERYWHERE).count()
    with assert_audited("visits.receive", times=0):
        assert phone.hand_in(sent) == first
    assert (Envelope.objects.count(), Entry.objects.in_scope(EVERYWHERE).count()) == (1, entries)


def test_the_same_id_with_another_body_is_kept_beside_the_first(home, phone):
    sent = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    phone.hand_in(sent)
    other = Sent(sent.id, sent.seq, digest_of(b"other"), "visit", 1, 0, b"other")
    receipt = phone.hand_in(other)
    assert (receipt.outcome, receipt.reason) == (Outcome.ASIDE, Reason.TWO_BODIES)
    assert bytes(SetAside.objects.get().content) == b"other"
    assert Envelope.objects.filter(entry_id=sent.id).count() == 2


def test_a_gap_waits_and_a_torn_body_is_wanted_again(home, phone):
    first = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    second = phone.visit(home, (home.dwelling, "dwelling.smoke_alarm", "", "yes"))
    torn = Sent(first.id, 1, first.digest, "visit", 1, 0, first.body[:-1])
    assert phone.send(torn, second, oldest=1) == {first.id: Again.CUT, second.id: Again.GAP}
    answers = phone.send(first, second, oldest=1)
    assert [answers[one.id].position for one in (first, second)] == [1, 2]


def test_two_values_for_one_field_go_to_a_person_with_both(home, phone):
    seen = base(home.dwelling, "dwelling.occupancy")
    office_says(home.dwelling, "dwelling.occupancy", "2")
    receipt = phone.hand_in(
        phone.visit(
            home,
            (home.dwelling, "dwelling.occupancy", seen, "1"),
            (home.dwelling, "dwelling.smoke_alarm", "", "yes"),
        )
    )
    assert receipt.outcome is Outcome.CLASH
    clash = Clash.objects.select_related("brought").get()
    assert (clash.brought.value, clash.decided_at) == ("1", None)
    held = card(home.dwelling, on=DAY, scope=EVERYWHERE)
    assert held.value("dwelling.occupancy") == "2"
    assert held.value("dwelling.smoke_alarm") == "yes"
    assert str(clash.held_fact) == base(home.dwelling, "dwelling.occupancy")


def test_the_same_value_from_two_sides_is_no_conflict(home, phone):
    office_says(home.dwelling, "dwelling.occupancy", "1")
    receipt = phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    assert (receipt.outcome, Clash.objects.count()) == (Outcome.TAKEN, 0)


def test_correcting_oneself_offline_is_no_conflict(home, phone):
    first = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    second = phone.visit(home, (home.dwelling, "dwelling.occupancy", f"entry:{first.id}", "2"))
    answers = phone.send(first, second)
    assert {one.outcome for one in answers.values()} == {Outcome.TAKEN}
    assert card(home.dwelling, on=DAY, scope=EVERYWHERE).value("dwelling.occupancy") == "2"


def test_two_phones_of_one_post_merge_by_field(home, phone):
    other = Phone.of(phone_account())
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    apart = other.hand_in(other.visit(home, (home.dwelling, "dwelling.smoke_alarm", "", "no")))
    same = other.hand_in(other.visit(home, (home.dwelling, "dwelling.occupancy", "", "2")))
    assert (apart.outcome, same.outcome) == (Outcome.TAKEN, Outcome.CLASH)


def phone_account():
    from linli.base.identity.models import Account

    return Account.objects.get(username="officer")


def test_tasks_close_when_everything_they_ask_has_an_answer(home, phone):
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    assert set(CollectionTask.objects.in_scope(EVERYWHERE).values_list("state", flat=True)) == {"open"}
    phone.hand_in(
        phone.visit(
            home,
            (home.dwelling, "dwelling.occupancy", base(home.dwelling, "dwelling.occupancy"), "1"),
            (home.dwelling, "dwelling.smoke_alarm", "", "no"),
        )
    )
    states = CollectionTask.objects.in_scope(EVERYWHERE).order_by("id").values_list("state", flat=True)
    assert list(states) == ["done", "open"]


def test_nobody_at_home_leaves_the_tasks_open_and_a_refusal_ends_them(home, phone):
    phone.hand_in(phone.visit(home, outcome="nobody"))
    assert set(CollectionTask.objects.in_scope(EVERYWHERE).values_list("state", flat=True)) == {"open"}
    phone.hand_in(phone.visit(home, outcome="refused"))
    assert set(CollectionTask.objects.in_scope(EVERYWHERE).values_list("state", flat=True)) == {"refused"}
    assert Visit.objects.in_scope(EVERYWHERE).count() == 2


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda told: told.update(household=str(uuid7())), Reason.OTHER_GRID),
        (lambda told: told["values"][0].update(subject=str(uuid7())), Reason.OTHER_GRID),
        (lambda told: told["values"][0].update(element="dwelling.gas_alarm"), Reason.EXPIRED),
        (lambda told: told["values"][0].update(value="no such code"), Reason.BAD_VALUE),
        (lambda told: told["values"].append(dict(told["values"][0])), Reason.UNREADABLE),
        (lambda told: told.update(outcome="flew"), Reason.UNREADABLE),
        (lambda told: told.update(values="none"), Reason.UNREADABLE),
    ],
)
def test_what_cannot_be_used_is_set_aside_whole_with_its_reason(home, phone, spoil, reason):
    value = {"subject": str(home.dwelling), "element": "dwelling.occupancy", "base": "", "value": "1"}
    told = {"household": str(home.household), "outcome": "done", "seconds": 5, "values": [value]}
    spoil(told)
    sent = phone.make("visit", json.dumps(told).encode())
    receipt = phone.hand_in(sent)
    assert (receipt.outcome, receipt.reason) == (Outcome.ASIDE, reason)
    assert bytes(SetAside.objects.get().content) == sent.body
    assert (CollectedValue.objects.count(), Visit.objects.in_scope(EVERYWHERE).count()) == (0, 0)
    assert card(home.dwelling, on=DAY, scope=EVERYWHERE).value("dwelling.occupancy") == ""


def test_a_household_of_another_grid_is_for_its_own_officer(home, phone):
    elsewhere = settle(NEXT_GRID, "9", "901")
    collect("dwelling.occupancy", place=NEXT_GRID)
    receipt = phone.hand_in(phone.visit(elsewhere, (elsewhere.dwelling, "dwelling.occupancy", "", "1")))
    assert receipt.reason is Reason.OTHER_GRID


def test_a_task_that_ended_while_the_phone_was_offline_still_counts_on_its_day(home, phone):
    late = AT + timedelta(days=11)
    in_time = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"), age=2 * 86400)
    too_late = phone.visit(home, (home.dwelling, "dwelling.smoke_alarm", "", "no"), age=60)
    answers = phone.send(in_time, too_late, at=late)
    assert answers[in_time.id].outcome is Outcome.TAKEN
    assert answers[too_late.id].reason is Reason.EXPIRED


def test_a_clock_ten_years_off_gives_the_day_of_arrival(home, phone):
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"), age=10 * 365 * 86400))
    assert Envelope.objects.get().made_at is None
    assert Visit.objects.in_scope(EVERYWHERE).get().day == DAY


def test_an_entry_sealed_for_another_phone_does_not_open(home, phone):
    thief = Phone.of(officer_account(NEXT_GRID, "neighbour"))
    sent = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    receipt = thief.hand_in(sent)
    assert receipt.reason is Reason.UNREADABLE


def test_a_lost_phone_still_hands_in_what_it_has_for_somebody_to_look_at(home, phone):
    sent = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    report_lost(device_id=phone.device_id, why="在公交车上丢了", by=acting(phone_account()), at=AT)
    assert phone.hand_in(sent).reason is Reason.DEVICE_LOST
    assert card(home.dwelling, on=DAY, scope=EVERYWHERE).value("dwelling.occupancy") == ""


def picture(colour: str = "red", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", **more)
    return out.getvalue()


def test_a_photo_is_drawn_anew_and_belongs_to_its_entry(home, phone):
    exif = Image.Exif()
    exif[0x010F] = "Maker with a position"
    visit = phone.visit(home, outcome="nobody")
    photo = phone.make("photo", json.dumps({"for": visit.id}).encode() + b"\n" + picture(exif=exif))
    answers = phone.send(visit, photo)
    assert answers[photo.id].outcome is Outcome.TAKEN
    kept = Photo.objects.select_related("attachment").get()
    assert str(kept.for_entry) == visit.id
    from linli.base.attachments.store import path_of

    assert b"Maker" not in path_of(kept.attachment.sha256).read_bytes()


@pytest.mark.parametrize("content", [b"no photo", b"\xff\xd8\xff\xe0 half a jpeg", b"%PDF-1.7\n"])
def test_a_photo_that_is_no_photo_is_set_aside(home, phone, content):
    sent = phone.make("photo", json.dumps({"for": str(uuid7())}).encode() + b"\n" + content)
    assert phone.hand_in(sent).reason is Reason.BAD_PHOTO


def test_a_report_from_the_street(home, phone):
    told = {"kind": "fire", "spot": "3栋楼道", "text": "电动车堵住通道"}
    assert phone.hand_in(phone.make("report", json.dumps(told).encode())).outcome is Outcome.TAKEN


def test_a_form_nobody_knows_is_kept(home, phone):
    assert phone.hand_in(phone.make("poem", b"{}")).reason is Reason.FORM_UNKNOWN


def test_order_and_receipts_are_the_databases_own(home, phone):
    receipts = [phone.hand_in(phone.visit(home, outcome="nobody")) for _ in range(3)]
    assert [one.position for one in receipts] == [1, 2, 3]
    assert all(isinstance(one, Receipt) for one in receipts)
    assert set(Envelope.objects.values_list("place", flat=True)) == {GRID}
    assert CODE in GRID
