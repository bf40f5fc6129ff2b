"""A card: the values of a subject in sections, with what may be revealed and where each value comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.reading.states import Guarded
from linli.catalogue.wording import INFORMATION
from linli.core.elements import Element
from linli.office.register.presenters.values import Lists, in_words, method_words, name_of, source_words
from linli.register.gate import Shown, SubjectRead


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a card."""

    element: str
    name: str
    value: str
    is_masked: bool
    can_reveal: bool
    withheld: str = ""
    others: str = ""
    source: str = ""
    method: str = ""
    as_of: date | None = None
    why_href: str = ""


@dataclass(frozen=True, slots=True)
class ValueSection:
    """Values of one kind of information."""

    anchor: str
    title: str
    rows: tuple[ValueRow, ...]


def sections(
    read: SubjectRead, plain: Iterable[Element], guarded: Iterable[Element], lists: Lists
) -> list[ValueSection]:
    """What is held, by kind of information; guarded elements stand at the end, unread, to be asked for singly."""
    groups: dict[str, list[ValueRow]] = {}
    for element in plain:
        shown = read.values.get(element.code)
        if shown is not None and (shown.text or shown.is_disputed):
            groups.setdefault(element.property.information, []).append(
                _row(read.subject, element, shown, lists)
            )
    found = [
        ValueSection(f"info-{code}", str(INFORMATION[code]), tuple(rows))  # type: ignore[index]
        for code, rows in groups.items()
    ]
    unread = []
    for element in guarded:
        shown = read.values.get(element.code)
        unread.append(_row(read.subject, element, shown, lists) if shown else _unread(read.subject, element))
    if unread:
        found.append(ValueSection("info-guarded", _("敏感信息（单独查阅）"), tuple(unread)))
    return found


def _row(subject: UUID, element: Element, shown: Shown, lists: Lists) -> ValueRow:
    return ValueRow(
        element=element.code,
        name=name_of(element),
        value=in_words(element, shown, lists),
        is_masked=not shown.is_whole,
        can_reveal=not shown.is_whole,
        others=_("还有别的来源说法不同") if shown.is_disputed else "",
        source=source_words(shown.source),
        method=method_words(shown.method),
        as_of=timezone.localdate(shown.recorded_at) if shown.recorded_at else None,
        why_href=reverse("register:why", args=[subject, element.code]),
    )


def _unread(subject: UUID, element: Element) -> ValueRow:
    return ValueRow(
        element=element.code,
        name=name_of(element),
        value="",
        is_masked=True,
        can_reveal=True,
        withheld=_("敏感，没有查阅"),
    )


CARE = {
    Guarded.CHILD: lambda: _("未满14周岁"),
    Guarded.MINOR: lambda: _("未成年人"),
    Guarded.AGE_UNKNOWN: lambda: _("出生日期不详，按未成年人保护"),
}


def care_words(age: Guarded | None) -> str:
    """The protected age class in words; empty for adults."""
    return CARE[age]() if age in CARE else ""
