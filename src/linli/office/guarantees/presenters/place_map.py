"""The communities of a place as points: shape and colour say how many of the five guarantees they fall short of."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from linli.core.tabulate.blocks import Point, PointMap
from linli.core.tabulate.svg import point_map_svg
from linli.core.tabulate.words import Words
from linli.guarantees.queries import Placed, PlacedStanding
from linli.office.guarantees.presenters.links import Links
from linli.territory.rules.names import short_name

MANY = 3
KINDS = (
    ("many", Words("三项及以上未达标", "Three or more not met")),
    ("some", Words("一至两项未达标", "One or two not met")),
    ("none", Words("没有未达标", "None not met")),
    ("unknown", Words("未报送", "No answers yet")),
)


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The drawing, and the same as lines: name, address of the page, state in words."""

    svg: SafeString
    lines: tuple[tuple[str, str, str], ...]
    without: int
    too_many: bool


def place_map(found: Placed, *, as_of: date, links: Links) -> PlaceMap:
    """Draw the communities; an empty drawing when none has coordinates."""
    english = (get_language() or "").startswith("en")
    points = tuple(
        Point(Words.same(short_name(row.name)), float(row.longitude), float(row.latitude), _kind(row))
        for row in found.rows
    )
    title = Words("各社区未达标的保障项数", "Guarantees not met, by community")
    drawn = PointMap("place.map", title, points, KINDS, "guarantees.standings", as_of)
    svg = point_map_svg(drawn, "en" if english else "zh") if points else ""
    lines = tuple((short_name(row.name), links.community(row.code), _state(row)) for row in found.rows)
    # Words inside the drawing are escaped by linli.core.tabulate.svg.
    return PlaceMap(mark_safe(svg), lines, found.without, found.too_many)  # noqa: S308


def _kind(row: PlacedStanding) -> str:
    if not row.handed_in:
        return "unknown"
    return "many" if row.short >= MANY else "some" if row.short else "none"


def _state(row: PlacedStanding) -> str:
    if not row.handed_in:
        return _("未报送")
    if not row.short:
        return _("没有未达标")
    return ngettext("%(count)s项未达标", "%(count)s项未达标", row.short) % {"count": row.short}
