"""The catalogue of a day. The versions are read once per state of the record; a day's view is cut from them."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Value, Window

from linli.catalogue.models import Decision, Retirement
from linli.catalogue.states import Verdict
from linli.core.elements import Element, Searchable, Subject, element_from_record, matches
from linli.core.elements.kinds import RESIDENTS

OWN = "own"
_KEPT = 6
_views: "OrderedDict[tuple[Any, ...], Catalogue]" = OrderedDict()
_records: dict[tuple[Any, ...], "tuple[Admitted, ...]"] = {}


@dataclass(frozen=True, slots=True)
class Admitted:
    """An admitted version with the days it holds; `valid_to` is its retirement, not yet its successor."""

    element: Element
    holds_from: date
    retired_from: date | None


@dataclass(frozen=True)
class Catalogue:
    """All elements in force on one day, by code, in the order of the seed's groups."""

    as_of: date
    by_code: Mapping[str, Element]

    def element(self, code: str) -> Element | None:
        """The element, or None when it is not in force on the day."""
        return self.by_code.get(code)

    @property
    def elements(self) -> tuple[Element, ...]:
        """All of them, departments' own indicators too: for what has to hold of everything that is recorded."""
        return tuple(self.by_code.values())

    @cached_property
    def shared(self) -> tuple[Element, ...]:
        """Those that anybody may ask for: without departments' own indicators."""
        return tuple(one for one in self.by_code.values() if not one.is_own)

    @cached_property
    def searchable(self) -> tuple[Searchable, ...]:
        """Their names, folded for searching."""
        return tuple(Searchable.of(one) for one in self.shared)

    def search(self, words: str) -> tuple[Element, ...]:
        """Best answers first: name or alias, then its beginning, then within, then pinyin initials."""
        ranked = [
            (matches(entry, words), place, entry.element) for place, entry in enumerate(self.searchable)
        ]
        found = sorted((one for one in ranked if one[0]), key=lambda one: (-one[0], one[1]))
        return tuple(element for _rank, _place, element in found)


@dataclass(frozen=True, slots=True)
class HeldClass:
    """A chapter of "what we hold and why": one kind of information with its elements; OWN for departments' own."""

    information: str
    elements: tuple[Element, ...]


_steady: "ContextVar[list[tuple[Any, ...]] | None]" = ContextVar("_steady", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """What is answered inside rests on one state of the record, which is asked for once."""
    if _steady.get() is not None:
        yield
        return
    token = _steady.set([])
    try:
        yield
    finally:
        _steady.reset(token)


def catalogue(as_of: date) -> Catalogue:
    """The catalogue of a day. One small query asks for the state of the record; the rest is kept in the process."""
    held = _steady.get()
    state = held[0] if held else _state()
    if held is not None and not held:
        held.append(state)
    key = (as_of, state)
    if key not in _views:
        _views[key] = Catalogue(as_of, _in_force(_admitted(state), as_of))
        while len(_views) > _KEPT:
            _views.popitem(last=False)
    _views.move_to_end(key)
    return _views[key]


def element(code: str, as_of: date) -> Element | None:
    """One element as it holds on a day; None when it does not."""
    return catalogue(as_of).element(code)


def elements(
    as_of: date, *, role: str = "", sensitivity: str = "", owner: str = "", text: str = "", store: str = ""
) -> tuple[Element, ...]:
    """The shared elements in force that fit all that is asked; with `text` the best answers come first."""
    found: Iterable[Element] = catalogue(as_of).search(text) if text.strip() else catalogue(as_of).shared
    return tuple(
        one
        for one in found
        if (not role or one.role.code == role)
        and (not sensitivity or one.property.sensitivity == sensitivity)
        and (not owner or one.property.owner == owner)
        and (not store or one.property.store == store)
    )


def search(words: str, as_of: date) -> tuple[Element, ...]:
    """Elements called so: by name, alias, code or pinyin initials, best answers first."""
    return catalogue(as_of).search(words)


def mask(one: Element, value: str | int | Decimal | date | None) -> str:
    """The value as it may be shown without a reveal."""
    return one.masked(value)


def held_for_residents(as_of: date) -> tuple[HeldClass, ...]:
    """What may be held on residents and their households, by kind of information. Staff in their posts are left out."""
    found: dict[str, list[Element]] = {}
    for one in catalogue(as_of).elements:
        if one.role.subject in RESIDENTS or (
            one.role.subject is not Subject.STAFF and one.property.is_personal
        ):
            found.setdefault(OWN if one.is_own else one.property.information, []).append(one)
    return tuple(HeldClass(information, tuple(rows)) for information, rows in found.items())


def _state() -> tuple[Any, ...]:
    retired = Retirement.objects.order_by("-id").values("id")[:1]
    counted = Retirement.objects.order_by().values(one=Value(1)).annotate(rows=Count("id")).values("rows")
    found: tuple[Any, ...] | None = (
        Decision.objects.order_by("-id")
        .annotate(rows=Window(Count("id")), retired=Subquery(retired), retirements=Subquery(counted))
        .values_list("id", "rows", "retired", "retirements")
        .first()
    )
    return found or ()


def _admitted(state: tuple[Any, ...]) -> "tuple[Admitted, ...]":
    if state not in _records:
        gone = Retirement.objects.filter(version=OuterRef("version")).values("valid_to")[:1]
        rows = (
            Decision.objects.filter(verdict=Verdict.ADMITTED)
            .annotate(retired_from=Subquery(gone))
            .order_by("version__id")
            .values_list("version__record", "version__number", "holds_from", "retired_from")
        )
        read = tuple(
            Admitted(element_from_record(record, number=number), holds_from, retired_from)
            for record, number, holds_from, retired_from in rows
            if holds_from is not None
        )
        _records.clear()
        _records[state] = read
    return _records[state]


def _in_force(rows: "tuple[Admitted, ...]", as_of: date) -> dict[str, Element]:
    """Of each element the latest version that has begun, unless it has been retired."""
    newest: dict[str, Admitted] = {}
    following: dict[str, date] = {}
    for row in sorted(rows, key=lambda row: row.element.number):
        code = row.element.code
        if row.holds_from <= as_of:
            newest[code] = row
            following.pop(code, None)
        else:
            following[code] = min(row.holds_from, following.get(code, row.holds_from))
    found = {}
    for row in rows:
        code = row.element.code
        if newest.get(code) is row and (row.retired_from is None or as_of < row.retired_from):
            ends = [day for day in (row.retired_from, following.get(code)) if day is not None]
            found[code] = replace(row.element, valid_from=row.holds_from, valid_to=min(ends, default=None))
    return found
