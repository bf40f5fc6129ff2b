"""Answering a department system's signed request: under an agreement, through the gate, signed and time-stamped."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.register import gate
from linli.register.gate.finding import find_by_number
from linli.sharing import rules
from linli.sharing.documents import ANSWER, REQUEST, Document, Faulty, read_public_key, sign, verify
from linli.sharing.keys import platform_key
from linli.sharing.models import Exchange, PartyKey
from linli.sharing.queries import terms_of

PLATFORM = "linli"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request says, checked for shape."""

    id: UUID
    agreement: str
    purpose: str
    reason: str
    made_at: datetime
    elements: tuple[str, ...]
    numbers: tuple[str, ...]


def answer_request(*, document: bytes, by: Actor, at: datetime) -> bytes:
    """The signed answer to a signed request. `by` is the product (the endpoint); the reading stands in the name of
    the officer who answers for the key.

    Each person is asked for by identity number; nobody of that number in the agreement's place, and somebody whom
    the gate does not hand out, look the same. Refusals: sharing.not_signed, sharing.faulty, sharing.stale,
    sharing.answered, and those of the gate (reading.no_agreement first).
    """
    key, request = _signed_by(document)
    wanted = _wanted(request, key)
    if abs(at - wanted.made_at) > timedelta(minutes=rules.REQUEST_MINUTES):
        raise Refusal("sharing.stale", _("请求的时间与现在相差太多。"), _("请核对系统时间后重新请求。"))
    terms = terms_of(wanted.agreement)
    officer = _officer(key)
    if terms is None or wanted.purpose != terms.purpose or not set(wanted.elements) <= terms.elements:
        raise NotAllowed("reading.no_agreement", _("没有覆盖这次查询的共享协议，不能提供。"))
    with transaction.atomic():
        found = {number: find_by_number(number, Scope(terms.place)).subjects for number in wanted.numbers}
        subjects = list(dict.fromkeys(id_ for ids in found.values() for id_ in ids))
        told = _read(subjects, wanted, terms, officer, at)
        people = [_person(number, ids, wanted, told) for number, ids in found.items()]
        answer = sign(ANSWER, _body(request, wanted, people, at), platform_key())
        _note(key, terms, wanted, request, answer, len(subjects), by, at)
    return answer


def _read(
    subjects: list[UUID], wanted: _Wanted, terms: gate.AgreementTerms, officer: Actor, at: datetime
) -> Mapping[UUID, gate.SubjectRead]:
    if not subjects:
        return {}
    readout = gate.read_for_system(
        subjects,
        wanted.elements,
        purpose=wanted.purpose,
        reason=wanted.reason,
        agreement=terms,
        by=officer,
        at=at,
    )
    return {one.subject: one for one in readout.subjects}


def _person(
    number: str, ids: tuple[UUID, ...], wanted: _Wanted, told: Mapping[UUID, gate.SubjectRead]
) -> dict[str, Any]:
    """One person of the answer. Several records under one number are a matter for people, not for a system."""
    if len(ids) != 1 or ids[0] not in told:
        return {"id_number": number, "found": False}
    values = {code: told[ids[0]].text(code) for code in wanted.elements}
    return {"id_number": number, "found": True, "values": values}


def _signed_by(document: bytes) -> tuple[PartyKey, Document]:
    keys = {row.fingerprint: row for row in PartyKey.objects.filter(ended_at=None).order_by("id")}
    try:
        request = verify(document, {name: read_public_key(row.public_key) for name, row in keys.items()})
    except Faulty as faulty:
        raise NotAllowed(
            "sharing.not_signed", _("请求没有有效的签名（%(fault)s）。"), fault=faulty.code
        ) from faulty
    if request.format != REQUEST:
        raise Refusal("sharing.faulty", _("这不是一份查询请求。"))
    return keys[request.key], request


def _wanted(request: Document, key: PartyKey) -> _Wanted:
    body = request.body
    try:
        wanted = _Wanted(
            id=UUID(body["id"]),
            agreement=str(body["agreement"]),
            purpose=str(body["purpose"]),
            reason=str(body["reason"]),
            made_at=datetime.fromisoformat(body["made_at"]),
            elements=tuple(str(code) for code in body["elements"]),
            numbers=tuple(dict.fromkeys(str(one["id_number"]) for one in body["people"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal("sharing.faulty", _("请求缺少内容，或格式不对。")) from error
    if wanted.made_at.tzinfo is None or body.get("from") != key.department:
        raise Refusal("sharing.faulty", _("请求缺少内容，或格式不对。"))
    if not wanted.numbers or len(wanted.numbers) > rules.REQUEST_PEOPLE:
        raise Refusal("sharing.too_many", _("一次请求最多%(most)s人。"), most=rules.REQUEST_PEOPLE)
    return wanted


def _officer(key: PartyKey) -> Actor:
    """The officer in whose post the system reads; the gate sees to it that the post is still held."""
    post = Post.objects.select_related("body").get(pk=key.post_id)
    return Actor(
        key.account_id, post.pk, Role(post.role), Scope(post.prefix), f"{post.body.name} · {post.title}"
    )


def _body(request: Document, wanted: _Wanted, people: list[dict[str, Any]], at: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "request": str(wanted.id),
        "request_sha256": request.digest,
        "agreement": wanted.agreement,
        "from": PLATFORM,
        "to": request.body["from"],
        "made_at": at.isoformat(),
        "people": people,
    }


def _note(
    key: PartyKey,
    terms: gate.AgreementTerms,
    wanted: _Wanted,
    request: Document,
    answer: bytes,
    people: int,
    by: Actor,
    at: datetime,
) -> None:
    """Both digests go into the audit trail: its daily root is the time stamp that leaves the machine."""
    digest = hashlib.sha256(answer).hexdigest()
    row = Exchange(
        district=terms.place[:6],
        agreement_id=terms.id,
        key=key,
        request_id=wanted.id,
        request_digest=request.digest,
        answer_digest=digest,
        people=people,
        answered_at=at,
    )
    detail = {"request_sha256": request.digest, "answer_sha256": digest, "people": people}
    with audited(
        by=by,
        at=at,
        verb="sharing.answer",
        subject=f"sharing.Exchange:{row.pk}",
        place=terms.place,
        why=wanted.purpose,
        detail=detail,
    ):
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise Refusal("sharing.answered", _("这个请求已经答复过。")) from error
