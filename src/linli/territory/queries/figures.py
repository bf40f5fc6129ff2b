"""Figures of communities as of a day, each with where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from linli.territory.models import CommunityFigure
from linli.territory.states import ELEMENTS, CommunityKind

Value = Decimal | date | CommunityKind | tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its source. `value` is None when it is known to be unknown."""

    id: UUID
    division_code: str
    element: str
    value: Value | None
    unit: str
    source: str
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    recorded_by: str


def typed(element: str, text: str | None) -> Value | None:
    """The stored text as the element's type: number, day, kind or (longitude, latitude)."""
    if text is None:
        return None
    match ELEMENTS[element].type:
        case "day":
            return date.fromisoformat(text)
        case "kind":
            return CommunityKind(text)
        case "point":
            longitude, latitude = text.split(",")
            return Decimal(longitude), Decimal(latitude)
        case _:
            return Decimal(text)


def _figure(row: CommunityFigure) -> Figure:
    return Figure(
        id=row.id,
        division_code=row.division_code,
        element=row.element,
        value=typed(row.element, row.value),
        unit=row.unit,
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def figures(
    codes: Iterable[str], elements: Iterable[str], as_of: date, known_at: datetime | None = None
) -> dict[tuple[str, str], Figure]:
    """The figures in force on that day, by (code, element); what is not there is unknown. One query.

    Of several rows that cover the day the one with the latest `valid_from` holds, of these the one recorded last.
    `known_at` answers as it was known at that moment.
    """
    rows = CommunityFigure.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=as_of),
        division_code__in=set(codes),
        element__in=set(elements),
        valid_from__lte=as_of,
    )
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    ordered = rows.order_by("valid_from", "recorded_at", "id")
    return {(row.division_code, row.element): _figure(row) for row in ordered}


def figure_history(code: str) -> tuple[Figure, ...]:
    """Everything ever recorded about a community, the latest first. One query."""
    rows = CommunityFigure.objects.filter(division_code=code).order_by(
        "element", "-valid_from", "-recorded_at", "-id"
    )
    return tuple(_figure(row) for row in rows)
