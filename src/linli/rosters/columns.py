"""The columns of a roster as they are kept: what each holds, why, and what may never be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from linli.catalogue import queries as catalogue
from linli.catalogue.queries import Catalogue
from linli.core.elements import Element, findings_in_label
from linli.core.rosters import Candidate, Guess, Reason
from linli.core.rosters.recognise import fold
from linli.register.models import Source
from linli.rosters.models import KnownHeading
from linli.rosters.roles import candidates, others, readable
from linli.rosters.states import RosterKind


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column: position, heading, element ("" = not read), why, whether that is certain; `banned` is never read."""

    index: int
    heading: str
    element: str
    reason: Reason
    sure: bool
    banned: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What rosters of one kind from one source may hold on a day."""

    kind: RosterKind
    view: Catalogue
    candidates: tuple[Candidate, ...]
    others: tuple[str, ...]
    elements: Mapping[str, Element]


def known_for(kind: RosterKind, source: str, as_of: date) -> Known:
    """What may be recognised. One query beside the catalogue's own; the rest is kept while the catalogue is."""
    department = Source.objects.filter(code=source).values_list("department", flat=True).first() or ""
    view = catalogue.catalogue(as_of)
    return _known(kind, department, _Same(view))


class _Same:
    """Compares catalogues by identity, as the catalogue's own cache hands out one object a day and state."""

    def __init__(self, view: Catalogue) -> None:
        self.view = view

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.view is other.view

    def __hash__(self) -> int:
        return hash(self.view.as_of)


@lru_cache(maxsize=12)
def _known(kind: RosterKind, department: str, same: _Same) -> Known:
    view = same.view
    elements = {one.code: one for one in readable(kind, department, view.shared)}
    return Known(kind, view, candidates(kind, department, view), others(view, kind), elements)


def remembered(district: str, kind: str, source: str) -> dict[str, str]:
    """What was said of headings before. One query."""
    rows = KnownHeading.objects.filter(district=district, kind=kind, source=source).order_by("heading")
    return dict(rows.values_list("heading", "element"))


def choices_of(guesses: Iterable[Guess]) -> list[ColumnChoice]:
    """Guesses, with those headings taken out that name what is never held."""
    found = []
    for guess in guesses:
        banned = is_banned(guess.heading)
        code = "" if banned else guess.code
        found.append(
            ColumnChoice(guess.index, guess.heading, code, guess.reason, guess.sure or banned, banned)
        )
    return found


def is_banned(heading: str) -> bool:
    """True for a heading of a prohibited class (political opinion, belief ...): code, not a setting."""
    return bool(findings_in_label(heading))


def to_plain(choices: Iterable[ColumnChoice]) -> list[list[Any]]:
    """As kept in the roster's row."""
    return [[c.index, c.heading, c.element, c.reason.value, c.sure, c.banned] for c in choices]


def of_plain(rows: Sequence[Sequence[Any]]) -> list[ColumnChoice]:
    """And back."""
    return [ColumnChoice(r[0], r[1], r[2], Reason(r[3]), r[4], r[5]) for r in rows]


def heading_key(heading: str) -> str:
    """A heading as it is remembered."""
    return fold(heading)[:200]
