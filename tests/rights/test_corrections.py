from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.crypto.opened import cipher
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.register.hooks import values_erased
from linli.register.models import Entry, Source, Subject
from linli.rights import queries
from linli.rights.actions import (
    answer_correction,
    ask_correction,
    hand_out_code,
    redeem_code,
    withdraw_correction,
)
from linli.rights.models import Correction
from linli.rights.states import CorrectionState, Proof
from tests.audited import assert_audited
from tests.factories import actor

pytestmark = pytest.mark.django_db
DONGMEN, DONGBAO = "350802001001", "350802001003"
WISH, GROUNDS = "应为大学本科", "毕业证书上写的是本科"


def resident(at, place=DONGMEN) -> tuple:
    subject = on_record(place)
    code = hand_out_code(
        subject_id=subject,
        division_code=place,
        birth_date=None,
        proof=Proof.IDENTITY_CARD,
        by=actor(Role.COMMITTEE, place),
        at=at,
    ).code
    account = redeem_code(code=code, by=Actor.nobody(), at=at)
    return subject, Actor(account.pk, None, Role.RESIDENT, Scope(place), "社区居民 · 本人")


def on_record(place) -> UUID:
    """A subject with a key, without any facts: what residents write needs no more."""
    subject = uuid7()
    source = Source.objects.get_or_create(
        code="committee", defaults={"name_zh": "居委会", "name_en": "committee"}
    )[0]
    entry = Entry.objects.create(
        district=place[:6], source=source, method="collected", as_of=date(2026, 11, 1),
        recorded_at=datetime(2026, 11, 1, tzinfo=UTC), purpose="resident_register",
    )  # fmt: skip
    Subject.objects.create(id=subject, kind="person", district=place[:6], division_code=place, made_by=entry)
    cipher().store.make([subject])
    return subject


def officer(place=DONGMEN) -> Actor:
    return Actor(uuid4(), uuid4(), Role.COMMITTEE, Scope(place), "居委会 · 专职委员")


def ask(subject, by, at, **changed):
    given = {"element": "self.education", "wish": WISH, "grounds": GROUNDS, **changed}
    return ask_correction(subject_id=subject, by=by, at=at, **given)


def refused(call) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_a_request_has_fifteen_days_and_reaches_the_community(at):
    subject, by = resident(at)
    with assert_audited("rights.ask_correction") as written:
        row = ask(subject, by, at)
    assert row.due_date == at.date() + timedelta(days=15)
    assert WISH not in str(written[0].detail)
    assert [one.pk for one in queries.corrections_to_answer(officer())] == [row.pk]
    assert list(queries.corrections_to_answer(officer(DONGBAO))) == []
    assert queries.words_of(row.pk, Scope(DONGMEN)) == queries.CorrectionWords(WISH, GROUNDS)


def test_what_the_resident_wrote_is_sealed_and_gone_with_the_person(at):
    subject, by = resident(at)
    row = ask(subject, by, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wish_sealed, grounds_sealed FROM rights_correction")
        stored = b"".join(bytes(part) for part in cursor.fetchone())
    assert WISH.encode() not in stored
    cipher().forget([subject])
    assert queries.words_of(row.pk, Scope(DONGMEN)) == queries.CorrectionWords("", "")
    with pytest.raises(NotFound):
        ask(subject, by, at, element="self.name")


def test_the_same_value_is_asked_for_once_at_a_time(at):
    subject, by = resident(at)
    first = ask(subject, by, at)
    assert refused(lambda: ask(subject, by, at)) == "rights.asked_already"
    withdraw_correction(correction_id=first.pk, by=by, at=at)
    assert ask(subject, by, at)


def test_no_refusal_without_a_reason(at):
    subject, by = resident(at)
    row = ask(subject, by, at)

    def answer(verdict, words, by=None):
        return answer_correction(
            correction_id=row.pk, verdict=verdict, answer=words, entry_id=None, by=by or officer(), at=at
        )

    assert refused(lambda: answer(CorrectionState.REFUSED, "  ")) == "rights.no_reason"
    with pytest.raises(NotFound):
        answer(CorrectionState.REFUSED, "不属实", by=officer(DONGBAO))
    with pytest.raises(NotAllowed):
        answer(CorrectionState.REFUSED, "不属实", by=actor(Role.AUDITOR, DONGMEN))
    answer(CorrectionState.REFUSED, "证书与登记一致")
    assert refused(lambda: answer(CorrectionState.ACCEPTED, "")) == "rights.decided"
    (line,) = queries.corrections_of(by.account_id)
    assert (line.state, line.answer) == (CorrectionState.REFUSED, "证书与登记一致")


def test_nobody_withdraws_somebody_elses_request(at):
    subject, by = resident(at)
    row = ask(subject, by, at)
    _other, stranger = resident(at)
    with pytest.raises(NotFound):
        withdraw_correction(correction_id=row.pk, by=stranger, at=at)


def test_nobody_without_a_record_asks(at):
    with pytest.raises(NotFound):
        ask(uuid4(), officer(), at)


@pytest.mark.parametrize(
    ("wish", "grounds"), [("", "有"), ("有", " "), ("多" * 301, "有"), ("有", "多" * 1001)]
)
def test_a_request_says_what_and_why_and_not_too_much(at, wish, grounds):
    subject, by = resident(at)
    assert refused(lambda: ask(subject, by, at, wish=wish, grounds=grounds)) == "rights.no_words"


def test_the_database_wants_a_moment_with_every_answer(at):
    subject, by = resident(at)
    row = ask(subject, by, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.in_scope(Scope("")).filter(pk=row.pk).update(state=CorrectionState.ACCEPTED)


def forgotten_words(gone, at):
    values_erased.send(
        sender=None, values=frozenset({gone}), gone=frozenset({gone}), by=Actor.system("daily"), at=at
    )


def test_what_a_resident_wrote_goes_with_the_value_and_the_open_request_says_why(at):
    subject, by = resident(at)
    row, other = ask(subject, by, at), ask(subject, by, at, element="self.sex")
    forgotten_words((subject, "self.education"), at)
    row.refresh_from_db()
    assert (bytes(row.wish_sealed), bytes(row.grounds_sealed), row.erased_at) == (b"", b"", at)
    assert (row.state, row.decided_label) == (CorrectionState.REFUSED, Actor.system("daily").label)
    assert "保存期限已到" in row.answer
    assert queries.words_of(row.pk, Scope(DONGMEN)) == queries.CorrectionWords("", "", is_erased=True)
    assert queries.words_of(other.pk, Scope(DONGMEN)) == queries.CorrectionWords(WISH, GROUNDS)


def test_of_an_answered_request_the_answer_stays(at):
    subject, by = resident(at)
    row = ask(subject, by, at)
    answer_correction(
        correction_id=row.pk,
        verdict=CorrectionState.REFUSED,
        answer="一致",
        entry_id=None,
        by=officer(),
        at=at,
    )
    forgotten_words((subject, "self.education"), at + timedelta(days=1))
    row.refresh_from_db()
    assert (row.answer, row.decided_at, row.erased_at) == ("一致", at, at + timedelta(days=1))
    assert bytes(row.wish_sealed) == b""
