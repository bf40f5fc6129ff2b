"""Rows of the pages, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.territory.queries import DivisionRow, Figure, Hit
from linli.territory.states import ELEMENTS, CommunityKind, DivisionKind
from linli.ui.templatetags.ui_page import day as day_words
from linli.ui.templatetags.ui_page import figure as number_words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a breadcrumb."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as a row: what, how much, from where, since when. Unknown is said in words."""

    name: str
    words: str
    known: bool
    source: str
    valid_from: date | None
    valid_to: date | None
    recorded: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class HitLine:
    """A hit of a search with its way, its link, and the kind it is of."""

    id: str
    name: str
    code: str
    way: str
    href: str
    kind: str


def place_href(request: HttpRequest, code: str) -> str:
    """The page of a place, keeping the day when it is not today."""
    href = reverse("territory:place", args=[code]) if code else reverse("territory:index") + "?all=1"
    as_of, today = request.as_of, request.today  # type: ignore[attr-defined]
    if as_of == today:
        return href
    return f"{href}{'&' if '?' in href else '?'}{urlencode({'as_of': as_of.isoformat()})}"


def steps(request: HttpRequest, way: Iterable[DivisionRow]) -> list[Step]:
    """From the whole country down to the place."""
    return [
        Step(_("全国"), place_href(request, "")),
        *(Step(row.name, place_href(request, row.code)) for row in way),
    ]


def kind_words(row: DivisionRow) -> str:
    """The kind of committee, or the level of an area."""
    return str(row.level.label if row.kind == DivisionKind.AREA else row.kind.label)


def value_words(found: Figure | None) -> str:
    """The value with its unit; "unknown" when there is none."""
    if found is None or found.value is None:
        return _("未知")
    unit = str(ELEMENTS[found.element].unit_words)
    match found.value:
        case Decimal():
            return f"{number_words(found.value)} {unit}".strip()
        case date():
            return day_words(found.value)
        case CommunityKind():
            return str(found.value.label)
        case (longitude, latitude):
            return f"{longitude}, {latitude}"


def line(element: str, found: Figure | None) -> FigureLine:
    """A row of the profile or of its history."""
    return FigureLine(
        name=str(ELEMENTS[element].words),
        words=value_words(found),
        known=found is not None and found.value is not None,
        source=found.source if found else "",
        valid_from=found.valid_from if found else None,
        valid_to=found.valid_to if found else None,
        recorded=day_words(found.recorded_at.date()) if found else "",
        recorded_by=found.recorded_by if found else "",
    )


def hit_lines(request: HttpRequest, hits: Iterable[Hit]) -> list[HitLine]:
    """Hits as rows; ids are what `aria-activedescendant` names."""
    return [
        HitLine(
            id=f"hit-{hit.code}",
            name=hit.name,
            code=hit.code,
            way=" / ".join(hit.way),
            href=place_href(request, hit.code),
            kind=str(hit.level.label if hit.kind == DivisionKind.AREA else hit.kind.label),
        )
        for hit in hits
    ]
