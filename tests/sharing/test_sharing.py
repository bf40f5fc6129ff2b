"""Departments' systems: no agreement, no answer; answers are signed, dated, logged and shown to the resident."""

import hashlib
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, transaction

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.base.reading.actions import end_purpose
from linli.base.reading.queries import readings_of
from linli.base.reading.states import Act
from linli.sharing.actions import (
    answer_request,
    ask_agreement,
    decide_agreement,
    end_agreement,
    end_key,
    register_key,
)
from linli.sharing.documents import fingerprint, public_bytes, verify, verify_pair, write_public_key
from linli.sharing.keys import platform_key
from linli.sharing.models import AgreementDecision, Exchange
from linli.sharing.queries import agreements
from linli.sharing.states import Stage, Verdict
from tests.audited import assert_audited
from tests.base.reading.setting import AT, DAY, INSTALL, OTHER_DISTRICT, somebody
from tests.sharing.setting import KEY, NUMBERS, agreed, department, draft, health, numbered, request, with_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def answered(document: bytes, at=AT) -> dict:
    return json.loads(answer_request(document=document, by=INSTALL, at=at))["body"]


def refused(document: bytes, code: str, at=AT) -> None:
    with pytest.raises(Refusal) as told:
        answer_request(document=document, by=INSTALL, at=at)
    assert told.value.code == code
    assert Exchange.objects.count() == 0


# -- agreements ---------------------------------------------------------------------------------------------------
def test_an_agreement_is_asked_for_by_the_user_and_granted_by_the_district_office():
    by, office = health(), somebody(Role.DISTRICT_OFFICE)
    with assert_audited("sharing.ask_agreement"):
        row = ask_agreement(draft=draft(), by=by, at=AT)
    assert agreements(office, DAY)[0].stage == Stage.ASKED
    with assert_audited("sharing.decide_agreement"):
        decide_agreement(agreement_id=row.pk, verdict=Verdict.GRANTED, by=office, at=AT)
    (line,) = agreements(office, DAY)
    assert (line.stage, line.provider, line.receiver) == (Stage.IN_FORCE, "police", "health")
    assert agreements(office, DAY + timedelta(days=300))[0].stage == Stage.EXPIRED


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"provider": "health"}, "sharing.no_provider"),
        ({"provider": "nobody"}, "sharing.no_provider"),
        ({"elements": ("self.bank_account",)}, "sharing.not_the_owner"),
        ({"elements": ()}, "sharing.elements"),
        ({"elements": ("self.nickname",)}, "sharing.elements"),
        ({"purpose": "aid"}, "sharing.purpose"),
        ({"purpose": "curiosity"}, "sharing.purpose"),
        ({"valid_to": DAY}, "sharing.dates"),
        ({"valid_to": DAY + timedelta(days=2000)}, "sharing.dates"),
        ({"place": OTHER_DISTRICT}, "sharing.place"),
        ({"basis": " "}, "sharing.grounds"),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_an_agreement_says_what_of_whom_for_what_and_until_when(changed, code):
    with pytest.raises(Refusal) as told:
        ask_agreement(draft=draft(**changed), by=health(), at=AT)
    assert told.value.code == code


def test_only_a_department_with_a_code_asks():
    with pytest.raises(NotAllowed):
        ask_agreement(draft=draft(), by=somebody(Role.COMMITTEE, "350802001001"), at=AT)
    with pytest.raises(NotAllowed) as told:
        ask_agreement(draft=draft(), by=somebody(Role.DEPARTMENT), at=AT)
    assert told.value.code == "sharing.no_department"


def test_nobody_decides_on_their_own_agreement_not_even_in_the_database():
    by = health()
    row = ask_agreement(draft=draft(), by=by, at=AT)
    with pytest.raises(NotAllowed):
        decide_agreement(agreement_id=row.pk, verdict=Verdict.GRANTED, by=by, at=AT)
    other = somebody(Role.DISTRICT_OFFICE)
    for asked_by in (by.account_id, other.account_id):
        with pytest.raises(DatabaseError), transaction.atomic():
            AgreementDecision.objects.create(
                agreement=row,
                asked_by=asked_by,
                verdict=Verdict.GRANTED,
                decided_at=AT,
                account_id=by.account_id,
                label="x",
            )


def test_a_number_is_used_once_and_another_district_does_not_see_it():
    by = health()
    row = ask_agreement(draft=draft(), by=by, at=AT)
    with pytest.raises(Refusal) as told:
        ask_agreement(draft=draft(), by=by, at=AT)
    assert told.value.code == "sharing.number_taken"
    with pytest.raises(NotFound):
        decide_agreement(
            agreement_id=row.pk, verdict=Verdict.GRANTED, by=somebody(Role.DISTRICT_OFFICE, "350803"), at=AT
        )


# -- answers ------------------------------------------------------------------------------------------------------
def test_a_signed_request_under_an_agreement_is_answered_and_logged():
    one, other = numbered(2)
    by = health()
    agreed(by)
    with_key(by)
    document = request(NUMBERS[0], "110101199003079999")
    with assert_audited("sharing.answer"):
        answer = answer_request(document=document, by=INSTALL, at=AT)
    body = json.loads(answer)["body"]
    assert body["people"] == [
        {"id_number": NUMBERS[0], "found": True, "values": {"self.name": one.name, "self.sex": "2"}},
        {"id_number": "110101199003079999", "found": False},
    ]
    (line,) = readings_of([one.id], DAY).lines
    assert (line.act, line.reason) == (Act.SHARED, "核对随访名单")
    assert readings_of([other.id], DAY).total == 0


def test_both_sides_verify_request_and_answer_offline():
    numbered(1)
    by = health()
    agreed(by)
    with_key(by)
    document = request()
    answer = answer_request(document=document, by=INSTALL, at=AT)
    ours = public_bytes(platform_key())
    keys = {fingerprint(ours): ours, fingerprint(public_bytes(KEY)): public_bytes(KEY)}
    asked, told = verify(document, keys), verify(answer, keys)
    verify_pair(asked, told)
    assert told.body["made_at"] == AT.isoformat()
    row = Exchange.objects.get()
    assert row.answer_digest == hashlib.sha256(answer).hexdigest()
    entry = AuditEntry.objects.get(verb="sharing.answer")
    assert entry.detail["answer_sha256"] == row.answer_digest
    assert NUMBERS[0] not in str(entry.detail)


def test_without_an_agreement_nothing_is_answered():
    numbered(1)
    by = health()
    with_key(by)
    refused(request(), "reading.no_agreement")
    row = ask_agreement(draft=draft(), by=by, at=AT)
    refused(request(), "reading.no_agreement")  # asked for is not granted
    decide_agreement(
        agreement_id=row.pk,
        verdict=Verdict.REFUSED,
        why="依据不足",
        by=somebody(Role.DISTRICT_OFFICE),
        at=AT,
    )
    refused(request(), "reading.no_agreement")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"elements": ["self.name", "self.birth_date"]}, "reading.no_agreement"),
        ({"purpose": "contact"}, "reading.no_agreement"),
        ({"agreement": "另一份"}, "reading.no_agreement"),
        ({"reason": "核"}, "reading.no_reason"),
        ({"from": "police"}, "sharing.faulty"),
        ({"made_at": "2026-11-24"}, "sharing.faulty"),
        ({"made_at": (AT - timedelta(minutes=6)).isoformat()}, "sharing.stale"),
        ({"made_at": (AT + timedelta(minutes=6)).isoformat()}, "sharing.stale"),
        ({"people": []}, "sharing.too_many"),
        ({"people": [{"id_number": str(one)} for one in range(101)]}, "sharing.too_many"),
        ({"people": "all"}, "sharing.faulty"),
        ({"id": "1"}, "sharing.faulty"),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_a_request_beyond_its_agreement_is_refused(changed, code):
    numbered(1)
    by = health()
    agreed(by)
    with_key(by)
    refused(request(**changed), code)


def test_an_agreement_that_is_over_answers_nothing():
    numbered(1)
    by = health()
    row = agreed(by, valid_to=DAY + timedelta(days=2))
    with_key(by)
    later = AT + timedelta(days=2)
    refused(request(made_at=later.isoformat()), "reading.agreement_ended", at=later)
    end_agreement(agreement_id=row.pk, why="项目结束", by=somebody(Role.DISTRICT_OFFICE), at=AT)
    refused(request(), "reading.no_agreement")


def test_an_ended_purpose_ends_the_agreements_answers_too():
    numbered(1)
    by = health()
    agreed(by)
    with_key(by)
    end_purpose(code="resident_register", why="终止", day=DAY, by=somebody(Role.DISTRICT_OFFICE), at=AT)
    refused(request(), "reading.purpose_ended")


def test_another_department_does_not_use_this_ones_agreement():
    numbered(1)
    agreed(health())
    key = Ed25519PrivateKey.generate()
    with_key(department("justice", "区司法局"), key)
    refused(request(key=key, **{"from": "justice"}), "reading.no_agreement")


def test_an_unsigned_or_strangers_request_is_refused():
    numbered(1)
    by = health()
    agreed(by)
    refused(request(), "sharing.not_signed")  # the key has not been registered
    key = with_key(by)
    refused(request(key=Ed25519PrivateKey.generate()), "sharing.not_signed")
    document = json.loads(request())
    document["body"]["people"].append({"id_number": NUMBERS[1]})
    refused(json.dumps(document).encode(), "sharing.not_signed")
    end_key(key_id=key.pk, why="更换", by=INSTALL, at=AT)
    refused(request(), "sharing.not_signed")


def test_a_request_is_answered_once():
    numbered(1)
    by = health()
    agreed(by)
    with_key(by)
    document = request()
    answered(document)
    with pytest.raises(Refusal) as told:
        answer_request(document=document, by=INSTALL, at=AT)
    assert told.value.code == "sharing.answered"
    assert Exchange.objects.count() == 1


def test_a_system_whose_officer_has_left_reads_nothing():
    numbered(1)
    by = health()
    agreed(by)
    with_key(by)
    Holding.objects.filter(post_id=by.post_id).update(ended_at=AT - timedelta(minutes=1))
    refused(request(), "reading.not_in_duty")


def test_a_key_is_registered_by_the_security_administrator_once():
    by = health()
    line = write_public_key(public_bytes(KEY))
    with pytest.raises(NotAllowed):
        register_key(line=line, post_id=by.post_id, by=by, at=AT)
    with pytest.raises(Refusal) as told:
        register_key(line="ed25519 AAAA", post_id=by.post_id, by=INSTALL, at=AT)
    assert told.value.code == "sharing.no_key"
    with_key(by)
    with pytest.raises(Refusal) as told:
        with_key(by)
    assert told.value.code == "sharing.key_known"
