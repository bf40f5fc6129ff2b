"""Values in words: codes by their lists, days as people write them, yes and no."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.catalogue.queries import words_of_lists
from linli.core.elements import Element, ValueKind, Words
from linli.register.gate import Shown
from linli.register.states import SOURCES, Method

YES_NO = {"yes": lambda: _("是"), "no": lambda: _("否")}


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists that a page needs, read at once."""

    words: Mapping[str, Mapping[str, Words]]

    @classmethod
    def of(cls, elements: Iterable[Element], day: date) -> "Lists":
        """The lists of these elements as they hold on a day. One query, none without coded elements."""
        codes = {one.property.type.code_list for one in elements} - {""}
        return cls(words_of_lists(codes, day) if codes else {})

    def word(self, listed: str, code: str) -> str:
        """A code in words; the code itself where the list has it no more."""
        found = self.words.get(listed, {}).get(code)
        return found.get(get_language() or "") if found else code


def in_words(element: Element, shown: Shown, lists: Lists) -> str:
    """A value as the page shows it; what is masked is shown as the gate gave it."""
    if not shown.is_whole:
        return shown.text
    return plain_words(element, shown.text, lists)


def plain_words(element: Element, text: str, lists: Lists) -> str:
    """A whole value in words."""
    kind = element.property.type.kind
    if kind is ValueKind.CODE:
        return lists.word(element.property.type.code_list, text)
    if kind is ValueKind.YES_NO and text in YES_NO:
        return YES_NO[text]()
    if kind is ValueKind.DATE:
        with suppress(ValueError):
            return day_words(date.fromisoformat(text))
    return text


def day_words(day: date | None) -> str:
    """2026年11月24日 or 24 Nov 2026; a dash for none."""
    if day is None:
        return "—"
    if is_english():
        return f"{day.day} {day.strftime('%b')} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime | None) -> str:
    """Day and time where the district is."""
    if at is None:
        return "—"
    local = timezone.localtime(at)
    return f"{day_words(local.date())} {local:%H:%M}"


def is_english() -> bool:
    """The page is in English."""
    return (get_language() or "").startswith("en")


def name_of(element: Element | None, code: str = "") -> str:
    """The element's name in the language in force."""
    return element.names.get(get_language() or "") if element else code


@lru_cache(maxsize=1)
def _sources() -> dict[str, Words]:
    return {code: Words(zh, en) for code, zh, en, _department in SOURCES}


def source_words(code: str) -> str:
    """A source by name."""
    found = _sources().get(code)
    return found.get(get_language() or "") if found else code


def method_words(method: str) -> str:
    """How a value came in."""
    return str(Method(method).label) if method else ""
