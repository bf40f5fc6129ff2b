"""Lists of mandates: of a department, in the office's inbox, of a community, of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from linli.base.scope import Scope
from linli.base.workdays import OwnDays
from linli.core.policy import Rulebook
from linli.mandates import rules
from linli.mandates.models import DistrictDay, Mandate, MandatePlace
from linli.mandates.states import ADMITTED, OPEN, Kind, State
from linli.policies.queries import rulebook

LISTED = 200


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate in a list. `days_left` counts working days to the deadline; `holds` is true on the day asked."""

    id: UUID
    title: str
    kind: Kind
    body: str
    state: State
    starts_date: date | None
    ends_date: date | None
    places: tuple[str, ...]
    control_number: str
    days_left: int | None
    holds: bool
    minutes: Decimal | None
    money_agreed: Decimal


def of_body(body_id: UUID, *, today: date) -> tuple[MandateRow, ...]:
    """What a department has asked for, the newest first. Four queries."""
    return _rows(Mandate.objects.filter(body_id=body_id).order_by("-created_at", "-id"), today)


def inbox(scope: Scope, *, today: date) -> tuple[MandateRow, ...]:
    """What waits for the office's decision, the most urgent first. Four queries."""
    waiting = (
        Mandate.objects.in_scope(Scope(scope.prefix[:6]))
        .filter(state__in=OPEN)
        .order_by("submitted_at", "id")
    )
    rows = _rows(waiting, today)
    return tuple(sorted(rows, key=lambda row: (row.days_left is None, row.days_left or 0)))


def asked_of(code: str, *, today: date) -> tuple[MandateRow, ...]:
    """What is rightly asked of a community now or later: the only list it has to look at. Four queries."""
    admitted = Mandate.objects.touching(Scope(code)).filter(state__in=ADMITTED, ends_date__gt=today)
    rows = _rows(admitted.order_by("ends_date", "id"), today)
    return tuple(row for row in rows if any(code.startswith(place) for place in row.places))


def register_of_year(district: str, year: int, *, today: date) -> tuple[MandateRow, ...]:
    """Everything that was decided in a year, or carried out as an emergency. Four queries."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    decided = Q(decided_at__date__gte=first, decided_at__date__lt=last)
    emergencies = Q(
        state__in=[State.EMERGENCY, State.REPORTED], created_at__date__gte=first, created_at__date__lt=last
    )
    found = Mandate.objects.in_scope(Scope(district)).filter(decided | emergencies)
    return _rows(found.order_by("-decided_at", "-id"), today)


def _rows(found: QuerySet[Mandate], today: date) -> tuple[MandateRow, ...]:
    places = Prefetch("places", MandatePlace.objects.order_by("prefix"))
    book, held = rulebook(), list(found.select_related("body").prefetch_related(places)[:LISTED])
    own = rules.own_days(held[0].district) if held else {}
    return tuple(_row(one, today, book, own) for one in held)


def _row(one: Mandate, today: date, book: Rulebook, own: OwnDays) -> MandateRow:
    return MandateRow(
        id=one.pk,
        title=one.title,
        kind=Kind(one.kind),
        body=one.body.name,
        state=State(one.state),
        starts_date=one.starts_date,
        ends_date=one.ends_date,
        places=places_of(one, one.places.all()),
        control_number=one.control_number or "",
        days_left=rules.days_left(one, today, book, own),
        holds=rules.holds_on(one, today),
        minutes=minutes_of(one),
        money_agreed=one.money_agreed,
    )


def places_of(one: Mandate, places: Iterable[MandatePlace]) -> tuple[str, ...]:
    """The places that count: those admitted once it is decided, those asked before."""
    return tuple(place.prefix for place in places if place.approved or one.state not in ADMITTED)


def minutes_of(one: Mandate) -> Decimal | None:
    """Minutes each time, over all units; None while unknown."""
    if one.minutes_per_unit is None or one.unit_count is None:
        return None
    return one.minutes_per_unit * one.unit_count


def district_days(district: str) -> tuple[DistrictDay, ...]:
    """The district's own working days and days off. One query."""
    return tuple(DistrictDay.objects.filter(district=district).order_by("-day"))
