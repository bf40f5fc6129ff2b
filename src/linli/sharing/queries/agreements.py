"""Agreements with their stage, and the terms the gate holds a request against."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.gate import AgreementTerms
from linli.sharing.models import Agreement
from linli.sharing.states import Stage, Verdict


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement on a list."""

    id: UUID
    number: str
    provider: str
    receiver: str
    place: str
    purpose: str
    elements: tuple[str, ...]
    basis: str
    valid_from: date
    valid_to: date
    asked_at: datetime
    label: str
    is_own: bool
    stage: Stage
    decided_label: str
    why: str
    exchanges: int


def agreements(by: Actor, today: date) -> tuple[AgreementLine, ...]:
    """The agreements whose place and the reader's own meet, latest first."""
    return _lines(_meeting(by.scope), by, today)


def open_agreements(by: Actor, today: date) -> tuple[AgreementLine, ...]:
    """Those that wait for a decision."""
    return _lines(_meeting(by.scope).filter(decision__isnull=True), by, today)


def terms_of(number: str) -> AgreementTerms | None:
    """What a granted agreement allows; None when it is unknown, not granted or ended early."""
    row = (
        Agreement.objects.filter(number=number, decision__verdict=Verdict.GRANTED, end__isnull=True)
        .order_by("id")
        .first()
    )
    if row is None:
        return None
    return AgreementTerms(
        id=row.pk,
        receiver=row.receiver,
        elements=frozenset(row.elements),
        purpose=row.purpose,
        place=row.place,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What a granted agreement gives a department now."""

    number: str
    elements: tuple[str, ...]
    place: str


def granted_to(receiver: str, today: date) -> tuple[Given, ...]:
    """The agreements by which a department gets data on a day. One query."""
    rows = Agreement.objects.filter(
        receiver=receiver,
        decision__verdict=Verdict.GRANTED,
        end__isnull=True,
        valid_from__lte=today,
        valid_to__gt=today,
    )
    return tuple(
        Given(number, tuple(elements), place)
        for number, elements, place in rows.order_by("number").values_list("number", "elements", "place")
    )


def _meeting(scope: Scope) -> QuerySet[Agreement]:
    return Agreement.objects.in_scope(scope)


def _lines(rows: QuerySet[Agreement], by: Actor, today: date) -> tuple[AgreementLine, ...]:
    found = rows.order_by("-asked_at", "-id").annotate(
        verdict=F("decision__verdict"),
        decided_label=F("decision__label"),
        refused_why=F("decision__why"),
        ended_at=F("end__ended_at"),
        answered=Count("exchanges"),
    )
    return tuple(_line(row, vars(row), by, today) for row in found[:200])


def _line(row: Agreement, told: dict[str, object], by: Actor, today: date) -> AgreementLine:
    return AgreementLine(
        id=row.pk,
        number=row.number,
        provider=row.provider,
        receiver=row.receiver,
        place=row.place,
        purpose=row.purpose,
        elements=tuple(row.elements),
        basis=row.basis,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        asked_at=row.asked_at,
        label=row.label,
        is_own=row.account_id == by.account_id,
        stage=_stage(told, row, today),
        decided_label=str(told["decided_label"] or ""),
        why=str(told["refused_why"] or ""),
        exchanges=int(str(told["answered"])),
    )


def _stage(told: dict[str, object], row: Agreement, today: date) -> Stage:
    if told["verdict"] is None:
        return Stage.ASKED
    if told["verdict"] == Verdict.REFUSED:
        return Stage.REFUSED
    if told["ended_at"] is not None:
        return Stage.ENDED
    if today >= row.valid_to:
        return Stage.EXPIRED
    return Stage.COMING if today < row.valid_from else Stage.IN_FORCE
