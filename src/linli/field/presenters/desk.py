"""Rows, tabs and the two sides of a clash in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.base.identity.actor import Actor
from linli.catalogue.queries import words_of_lists
from linli.register.queries import sources
from linli.visits.brought import clear, purpose_of
from linli.visits.models import Clash, FieldReport
from linli.visits.queries import desk
from linli.visits.queries.photos import photos_of_entries
from linli.visits.refusals import not_there

TABS = (
    ("clashes", _("待核对的值")),
    ("asides", _("待处理的记录")),
    ("second-look", _("复核与回访")),
    ("reports", _("网格上报")),
    ("phones", _("手机")),
)
DECIDING = {"clashes", "asides", "reports"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the desk."""

    href: str
    words: Any
    here: bool


def is_english() -> bool:
    """Whether names are shown in English."""
    return (get_language() or "").startswith("en")


def frame(by: Actor, here: str) -> dict[str, Any]:
    """The tabs that the post may open."""
    decides = by.role is not None and by.role.value != "grid_officer"
    tabs = [
        Tab(reverse(f"field:{name}"), words, name == here)
        for name, words in TABS
        if decides or name not in DECIDING
    ]
    return {"tabs": tabs}


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A line of the list."""

    id: UUID
    name: str
    place: str
    by: str
    opened_at: datetime


def clash_rows(rows: Iterable[Clash]) -> list[ClashRow]:
    """Lines without values: those are on the page of each."""
    found = list(rows)
    names = desk.element_names((row.brought.element for row in found), timezone.localdate())
    return [
        ClashRow(
            row.pk,
            names[row.brought.element][is_english()],
            row.place,
            row.brought.envelope.device.post_label,
            row.opened_at,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class SideWords:
    """One value in words."""

    title: Any
    text: str
    source: str
    by: str
    day: Any


@dataclass(frozen=True, slots=True)
class ClashWords:
    """Both, and whether this person may decide."""

    id: UUID
    name: str
    place: str
    sides: tuple[SideWords, SideWords]
    is_yours: bool
    may_reveal: bool


def two_sides(clash_id: UUID, *, by: Actor, at: datetime, reveal: bool) -> ClashWords:
    """Both values with their sources. Raises what the desk and the gate refuse."""
    row = desk.clashes(by.scope).filter(pk=clash_id).first()
    if row is None:
        raise not_there()
    day = timezone.localdate(at)
    told = desk.two_values(
        clash_id,
        purpose=purpose_of(row.brought),
        brought=clear(row.brought),
        by=by,
        at=at,
        day=day,
        reveal=reveal,
    )
    lists = words_of_lists([told.code_list], day).get(told.code_list, {}) if told.code_list else {}
    names = {one.code: (one.name_zh, one.name_en) for one in sources()}
    english = is_english()

    def words(title: Any, side: desk.Side) -> SideWords:
        item = lists.get(side.text)
        text = (item.en if english else item.zh) if item else side.text
        return SideWords(title, text, names.get(side.source, ("", ""))[english], side.by, side.day)

    return ClashWords(
        id=told.id,
        name=told.name_en if english else told.name_zh,
        place=told.place,
        sides=(words(_("原来登记的"), told.held), words(_("走访带回的"), told.brought)),
        is_yours=told.is_yours,
        may_reveal=not (told.held.is_whole and told.brought.is_whole),
    )


def photos_of(reports: Iterable[FieldReport]) -> dict[UUID, list[UUID]]:
    """Report to its photos' attachments."""
    rows = list(reports)
    by_entry = photos_of_entries([row.envelope.entry_id for row in rows])
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row.pk] = by_entry.get(row.envelope.entry_id, [])
    return found
