"""What waits for somebody in the community: values to choose between, entries set aside, signals, call-backs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue
from linli.register import gate
from linli.visits import refusals
from linli.visits.models import CallBack, Clash, FieldReport, SetAside, Signal


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, by kind."""

    clashes: int
    asides: int
    signals: int
    call_backs: int
    reports: int


def waiting(scope: Scope) -> Waiting:
    """The counts of the desk."""
    return Waiting(
        clashes=clashes(scope).count(),
        asides=asides(scope).count(),
        signals=signals(scope).count(),
        call_backs=call_backs(scope).count(),
        reports=reports(scope).count(),
    )


def clashes(scope: Scope) -> QuerySet[Clash]:
    """Values that wait for a decision, oldest first."""
    rows = Clash.objects.in_scope(scope).filter(decided_at=None)
    return rows.select_related("brought__envelope__device").order_by("opened_at", "id")


def asides(scope: Scope) -> QuerySet[SetAside]:
    """Entries that wait for a decision, oldest first."""
    rows = SetAside.objects.in_scope(scope).filter(decided_at=None).defer("content")
    return rows.select_related("envelope__device").order_by("opened_at", "envelope")


def signals(scope: Scope) -> QuerySet[Signal]:
    """Signals without an explanation."""
    rows = Signal.objects.in_scope(scope).filter(answered_at=None)
    return rows.select_related("envelope__device").order_by("-found_at", "id")


def call_backs(scope: Scope) -> QuerySet[CallBack]:
    """Call-backs that have not been made."""
    return CallBack.objects.in_scope(scope).filter(done_at=None).order_by("drawn_at", "id")


def reports(scope: Scope) -> QuerySet[FieldReport]:
    """Reports from the street that nobody has seen yet."""
    rows = FieldReport.objects.in_scope(scope).filter(seen_at=None)
    return rows.select_related("envelope__device").order_by("-envelope__received_at", "id")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values with where it came from. `source` is a code of the register's sources."""

    text: str
    is_whole: bool
    source: str
    by: str
    day: date | None
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class TwoValues:
    """A clash as a person decides it: what is held and what was brought, both under the same mask."""

    id: UUID
    place: str
    element: str
    name_zh: str
    name_en: str
    code_list: str
    subject: UUID
    held: Side
    brought: Side
    is_yours: bool


def element_names(codes: Iterable[str], day: date) -> dict[str, tuple[str, str]]:
    """Chinese and English names of elements."""
    held = catalogue(day)
    found = {}
    for code in set(codes):
        element = held.element(code)
        found[code] = (element.names.zh, element.names.en) if element else (code, code)
    return found


def two_values(
    clash_id: UUID, *, purpose: str, brought: str, by: Actor, at: datetime, day: date, reveal: bool = False
) -> TwoValues:
    """One clash; what is held is read through the gate, `brought` is the other value in the clear, masked here.

    Raises not_there, and what the gate refuses.
    """
    clash = clashes(by.scope).filter(pk=clash_id).first()
    if clash is None:
        raise refusals.not_there()
    value = clash.brought
    reason = "核对走访带回的内容"
    shown = gate.read(
        [value.subject], [value.element], purpose=purpose, reason=reason, by=by, at=at, reveal=reveal
    )
    now = shown.only.values.get(value.element)
    element = catalogue(day).element(value.element)
    masked = element.masked(brought) if element and not reveal else brought
    envelope = value.envelope
    return TwoValues(
        id=clash.pk,
        place=clash.place,
        element=value.element,
        name_zh=element.names.zh if element else value.element,
        name_en=element.names.en if element else value.element,
        code_list=element.property.type.code_list if element else "",
        subject=value.subject,
        held=Side(
            text=now.text if now else "",
            is_whole=bool(now and now.is_whole),
            source=now.source if now else "",
            by="",
            day=now.valid_from if now else None,
            recorded_at=now.recorded_at if now else None,
        ),
        brought=Side(
            text=masked,
            is_whole=masked == brought,
            source="grid",
            by=envelope.device.post_label,
            day=(envelope.made_at or envelope.received_at).date(),
            recorded_at=envelope.received_at,
        ),
        is_yours=envelope.device.account_id == by.account_id,
    )
