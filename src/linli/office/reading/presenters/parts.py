"""The parts that these pages are made of: tables, facts and forms, said once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from linli.base.access import may_open
from linli.base.identity.states import Role
from linli.base.reading.queries import PurposeTerms, purposes
from linli.catalogue.queries import catalogue


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, a hint below it, where it leads, and a state's look ("met", "warn", "short")."""

    text: str
    hint: str = ""
    href: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a page. `empty` is what is said, and what to do next, when it has no rows."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    empty: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """The rows with the heading of each cell, for narrow screens."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `here` on the page itself."""

    href: str
    words: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A submit button; `value` tells the buttons of one form apart."""

    words: str
    value: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A form with its heading and buttons."""

    title: str
    form: Any
    buttons: tuple[Button, ...]
    hint: str = ""
    action: str = ""


@dataclass
class Words:
    """Names of purposes and elements on one day, in the language in force."""

    today: date
    language: str = field(default_factory=lambda: get_language() or "zh-hans")
    _purposes: dict[str, PurposeTerms] | None = None

    def purpose(self, code: str) -> str:
        """The purpose's name; its code when the register has it no more."""
        if self._purposes is None:
            self._purposes = {one.code: one for one in purposes()}
        found = self._purposes.get(code)
        return found.name(self.language) if found else code

    def elements(self, codes: Any) -> str:
        """The elements' names in one line."""
        held = catalogue(self.today)
        names = [(held.element(code), code) for code in codes]
        separator = ", " if self.language.startswith("en") else "、"
        return separator.join(one.names.get(self.language) if one else code for one, code in names)


TABS = (
    ("index", gettext_noop("待我办理")),
    ("approvals", gettext_noop("审批")),
    ("glass", gettext_noop("紧急查阅")),
    ("alarms", gettext_noop("查阅提醒")),
    ("objections", gettext_noop("异议")),
    ("agreements", gettext_noop("共享协议")),
    ("exports", gettext_noop("导出")),
    ("purposes", gettext_noop("用途登记")),
    ("deletions", gettext_noop("删除证明")),
)


def tabs(here: str, role: Role | None) -> list[Link]:
    """The pages of this door that a post with this role may open."""
    links = [Link(reverse(f"reading:{name}"), _(words), name == here) for name, words in TABS]
    return [link for link in links if may_open(link.href, role)]


def moment(at: datetime) -> str:
    """2026-11-24 09:30."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def days_left(days: int) -> Cell:
    """A clock in words."""
    if days < 0:
        return Cell(_("已超期%(days)s天") % {"days": -days}, look="short")
    return Cell(_("还剩%(days)s天") % {"days": days}, look="warn" if days <= 5 else "")
