"""Exports asked for and those a second person has to decide on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from linli.base.identity.actor import Actor
from linli.base.reading.rules import NOBODY, supervised_roles
from linli.sharing import rules
from linli.sharing.models import ExportOrder, ExportSubject
from linli.sharing.models.export import ALONE_MOST
from linli.sharing.states import OrderStage, Verdict


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One export on a list."""

    id: UUID
    title: str
    label: str
    place: str
    purpose: str
    reason: str
    elements: tuple[str, ...]
    people: int
    asked_at: datetime
    expires_at: datetime
    stage: OrderStage
    decided_label: str
    why: str
    copies: int


def orders_for(by: Actor, at: datetime) -> tuple[OrderLine, ...]:
    """What the account has asked for, latest first."""
    return _lines(ExportOrder.objects.filter(account_id=by.account_id or NOBODY), at)


def orders_to_decide(by: Actor, at: datetime) -> tuple[OrderLine, ...]:
    """Large exports of supervised posts, or of colleagues in the same place, that wait for a second person."""
    roles = {*supervised_roles(by.role), *((by.role,) if by.role in rules.ROW_CAP else ())}
    rows = (
        ExportOrder.objects.in_scope(by.scope)
        .filter(role__in=roles, decision__isnull=True, people__gt=ALONE_MOST, expires_at__gt=at)
        .exclude(account_id=by.account_id or NOBODY)
    )
    return _lines(rows, at)


def order_people(order: ExportOrder) -> list[UUID]:
    """The pseudonyms of an export's people, in the order they were named."""
    rows = ExportSubject.objects.filter(order=order).order_by("id")
    return list(rows.values_list("subject", flat=True))


def _lines(rows: QuerySet[ExportOrder], at: datetime) -> tuple[OrderLine, ...]:
    found = rows.order_by("-asked_at", "-id").annotate(
        verdict=F("decision__verdict"),
        decided_label=F("decision__label"),
        refused_why=F("decision__why"),
        made=Count("copies"),
    )
    return tuple(_line(row, vars(row), at) for row in found[:100])


def _line(row: ExportOrder, told: dict[str, object], at: datetime) -> OrderLine:
    return OrderLine(
        id=row.pk,
        title=row.title,
        label=row.label,
        place=row.place,
        purpose=row.purpose,
        reason=row.reason,
        elements=tuple(row.elements),
        people=row.people,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        stage=_stage(row, told["verdict"], at),
        decided_label=str(told["decided_label"] or ""),
        why=str(told["refused_why"] or ""),
        copies=int(str(told["made"])),
    )


def _stage(row: ExportOrder, verdict: object, at: datetime) -> OrderStage:
    if verdict == Verdict.REFUSED:
        return OrderStage.REFUSED
    if at >= row.expires_at:
        return OrderStage.EXPIRED
    waits = rules.needs_second(row.people) and verdict != Verdict.GRANTED
    return OrderStage.WAITING if waits else OrderStage.READY
