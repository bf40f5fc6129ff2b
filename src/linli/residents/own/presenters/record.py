"""What is held, row by row, in the resident's words."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.catalogue.queries import Catalogue, catalogue, words_of_lists
from linli.core.elements import Element, ValueKind, Words
from linli.register.queries import Card, CardValue
from linli.register.states import SOURCES
from linli.residents.own.presenters.readings import day_words
from linli.rights.queries import HeldOnMe


@dataclass(frozen=True, slots=True)
class Row:
    """One value: what it is called, what is recorded, where it came from and how."""

    element: str
    name: str
    value: str
    source: str
    how: str
    since: date | None = None
    others: tuple[str, ...] = ()
    asked: bool = False
    correct_href: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together."""

    anchor: str
    title: str
    note: str = ""
    empty: str = ""
    is_short: bool = False
    rows: tuple[Row, ...] = field(default=())


def sections_of(held: HeldOnMe, asked: Collection[tuple[UUID, str]], today: date) -> list[Section]:
    """What is held, in the order a resident thinks of it: me, my children, who lives with me, my household, my home."""
    known = catalogue(today)
    cards = [held.person, *held.children, *(one for one in (held.household, held.dwelling) if one)]
    codes = {value.element for one in cards for value in one.values}
    lists = words_of_lists(
        {known.by_code[code].property.type.code_list for code in codes if code in known.by_code} - {""}
        | {"relationship"},
        today,
    )
    pen = _Pen(known, lists, frozenset(asked))
    found = [Section("me", _("关于我"), rows=pen.rows(held.person, correctable=True))]
    for number, child in enumerate(held.children, 1):
        name = child.value("self.name") or _("孩子")
        note = _("未满14周岁，由您作为监护人代看。")
        found.append(
            Section(
                f"child-{number}",
                _("关于%(name)s") % {"name": name},
                note,
                rows=pen.rows(child, correctable=True),
            )
        )
    found.append(_members(held, pen))
    found.append(_of_card("household", _("我的户"), held.household, pen))
    found.append(_of_card("home", _("我的住房"), held.dwelling, pen))
    return [section for section in found if section.rows or section.anchor != "household"]


def _members(held: HeldOnMe, pen: "_Pen") -> Section:
    rows = tuple(
        Row("", pen.word("relationship", one.relationship) or _("同住的人"), one.name, "", "")
        for one in held.members
    )
    return Section(
        "members",
        _("同户的其他人"),
        _("他们的信息由他们自己看，这里只有遮住的姓名。"),
        _("没有登记别的人。"),
        is_short=True,
        rows=rows,
    )


def _of_card(anchor: str, title: str, card: Card | None, pen: "_Pen") -> Section:
    rows = pen.rows(card, correctable=False) if card else ()
    return Section(anchor, title, empty=_("没有登记。"), rows=rows)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes values in words."""

    known: Catalogue
    lists: Mapping[str, Mapping[str, Words]]
    asked: frozenset[tuple[UUID, str]]

    def rows(self, card: Card, *, correctable: bool) -> tuple[Row, ...]:
        """The values of a card that the catalogue names, in its order."""
        order = {code: place for place, code in enumerate(self.known.by_code)}
        values = [one for one in card.values if one.element in order and one.word.object is None]
        return tuple(
            self._row(card, one, correctable) for one in sorted(values, key=lambda one: order[one.element])
        )

    def _row(self, card: Card, one: CardValue, correctable: bool) -> Row:
        element = self.known.by_code[one.element]
        href = reverse("mine:correct", args=[card.subject_id, one.element]) if correctable else ""
        return Row(
            element=one.element,
            name=element.names.get(_language()),
            value=self.value(element, one.word.value),
            source=_source(one.word.source),
            how=_("%(method)s，%(day)s登记")
            % {"method": one.word.method.label, "day": day_words(timezone.localdate(one.word.recorded_at))},
            since=one.word.valid_from,
            others=tuple(
                f"{_source(other.source)}{_('：')}{self.value(element, other.value)}" for other in one.others
            )
            if one.disagree
            else (),
            asked=(card.subject_id, one.element) in self.asked,
            correct_href=href,
        )

    def value(self, element: Element, text: str) -> str:
        """A value in words."""
        kind = element.property.type.kind
        if kind is ValueKind.CODE:
            return self.word(element.property.type.code_list, text)
        if kind is ValueKind.YES_NO:
            return {"yes": _("是"), "no": _("否")}.get(text, text)
        if kind is ValueKind.DATE:
            with suppress(ValueError):
                return day_words(date.fromisoformat(text))
        return text

    def word(self, listed: str, code: str) -> str:
        """A code in words."""
        found = self.lists.get(listed, {}).get(code)
        return found.get(_language()) if found else code


def _language() -> str:
    return get_language() or ""


def _source(code: str) -> str:
    for one, zh, en, _department in SOURCES:
        if one == code:
            return en if _language().startswith("en") else zh
    return code
