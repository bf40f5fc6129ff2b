"""The endpoint that phones talk to: known by a token, whole or not at all, the same answer to the same question."""

import json

import pytest
from django.test import Client

from linli.base.identity.states import Role
from linli.core.sync import digest_of, pack
from linli.visits.actions import report_lost
from linli.visits.models import Device, Envelope
from tests.factories import login
from tests.visits.setting import (
    AT,
    CODE,
    GRID,
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


@pytest.fixture
def home() -> Home:
    furnish()
    made = settle()
    collect("dwelling.occupancy", days=3650)
    return made


@pytest.fixture
def phone(home) -> Phone:
    return Phone.of(officer_account())


def contact(phone: Phone, *entries, raw: bytes | None = None, **head):
    body = (
        pack({"v": 1, "oldest": entries[0].seq if entries else None, **head}, entries) if raw is None else raw
    )
    return Client().post(
        "/field/sync",
        body,
        content_type="application/octet-stream",
        headers={"Authorization": f"Device {phone.device_id}.{phone.token}"},
    )


def test_a_phone_is_taken_into_use_by_its_officer_and_brings_a_visit(client, home):
    client.force_login(officer_account())
    told = client.get("/field/enrol").json()
    assert (told["place"], told["others"]) == (GRID, [])
    made = client.post("/field/enrol", json.dumps({"name": "旧手机"}), content_type="application/json").json()
    phone = Phone(made["device"], made["token"])
    answer = contact(phone, phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))).json()
    (receipt,) = answer["answers"].values()
    assert (receipt["outcome"], receipt["position"], answer["wipe"]) == ("taken", 1, False)
    assert answer["content"]["order"] == []
    assert client.get("/field/enrol").json()["others"] == ["旧手机"]


def test_the_answer_to_the_same_contact_is_the_same(phone, home):
    sent = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    assert contact(phone, sent).json()["answers"] == contact(phone, sent).json()["answers"]
    assert Envelope.objects.count() == 1


def test_a_third_phone_is_refused_in_words(client, home):
    account = officer_account()
    client.force_login(account)
    for _number in range(2):
        Phone.of(account)
    answer = client.post("/field/enrol", json.dumps({"name": "x"}), content_type="application/json")
    assert answer.status_code == 409
    assert "挂失" in answer.json()["message"]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.DEPARTMENT, Role.SYSTEM_ADMIN])
def test_others_have_no_phone(client, role):
    login(client, role, CODE)
    assert client.get("/field/enrol").status_code == 403


@pytest.mark.parametrize(
    "given", ["", "Device x.y", "Basic abc", "Device 01890000-0000-7000-8000-000000000000.secret"]
)
def test_without_the_token_nothing_is_told(home, given):
    answer = Client().post(
        "/field/sync", pack({}, []), content_type="application/octet-stream", headers={"Authorization": given}
    )
    assert (answer.status_code, answer.json()["error"]) == (401, "visits.device_not_accepted")


def test_a_lost_phone_is_told_to_forget_and_given_nothing(phone, home):
    by = acting(phone_account())
    report_lost(device_id=phone.device_id, why="丢了", by=by, at=AT)
    answer = contact(phone, phone.visit(home, outcome="nobody")).json()
    assert (answer["wipe"], "content" in answer) == (True, False)
    assert [one["reason"] for one in answer["answers"].values()] == ["device_lost"]
    contact(phone, wiped=True)
    assert Device.objects.get().wiped_at is not None


def phone_account():
    from linli.base.identity.models import Account

    return Account.objects.get(username="officer")


def test_what_an_earlier_phone_had_queued_is_taken_from_the_new_one(phone, home):
    left = phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1"))
    fresh = Phone.of(phone_account())
    answer = contact(fresh, left, **{"from": str(phone.device_id)}).json()
    assert [one["outcome"] for one in answer["answers"].values()] == ["taken"]
    assert str(Envelope.objects.get().device_id) == str(phone.device_id)


def test_another_officers_phone_is_not_spoken_for(phone, home):
    other = Phone.of(officer_account(NEXT_GRID, "neighbour"))
    answer = contact(other, phone.visit(home, outcome="nobody"), **{"from": str(phone.device_id)})
    assert answer.status_code == 401


@pytest.mark.one_database
@pytest.mark.slow
def test_an_upload_cut_at_any_byte_loses_nothing_and_doubles_nothing(phone, home):
    """The real endpoint, given every beginning of one contact with two entries, and then the whole of it."""
    entries = [phone.visit(home, outcome="nobody"), phone.visit(home, outcome="refused")]
    whole = pack({"v": 1, "oldest": 1}, entries)
    ends = len(whole) - len(entries[1].body)
    for end in range(len(whole)):
        answer = contact(phone, raw=whole[:end])
        if answer.status_code == 400:
            assert answer.json()["error"] == "field.cut"
            continue
        assert set(answer.json()["answers"]) == ({entries[0].id} if end >= ends else set())
        assert answer.json()["missing"] >= 1
    answer = contact(phone, raw=whole).json()
    assert [one["position"] for one in answer["answers"].values()] == [1, 2]
    assert {(row.digest, row.position) for row in Envelope.objects.all()} == {
        (digest_of(entries[0].body), 1),
        (digest_of(entries[1].body), 2),
    }


def test_somebody_elses_bytes_are_refused_in_words(phone):
    answer = contact(phone, raw=b"GET / HTTP/1.1" * 10)
    assert (answer.status_code, answer.json()["error"]) == (400, "field.not_ours")


def test_an_upload_beyond_all_bounds_is_refused(phone, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = contact(phone, raw=b"LLS1" + b"x" * 2000)
    assert (answer.status_code, answer.json()["error"]) == (400, "field.too_long")


@pytest.mark.parametrize("have", [None, "x", {"a": None}, [1], {str(n): "e" for n in range(6000)}])
def test_a_phone_that_says_nonsense_about_what_it_has_gets_everything(phone, home, have):
    assert list(contact(phone, have=have, cursor=7).json()["content"]["homes"]) == [str(home.household)]
