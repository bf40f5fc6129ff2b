"""A scope in words: read, said, checked and counted on the record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from linli.catalogue import queries as catalogue
from linli.core.scopes import Scope, ScopeError, Unit, is_empty, read, say
from linli.core.scopes.vocabulary import Term
from linli.core.scopes.words import SUBJECTS, WAYS
from linli.mandates.rules import FEW
from linli.register.scoped import ScopeCount, count_in
from linli.territory import queries as territory

__all__ = ["FEW", "ScopeFault", "ScopeRead", "read_scope", "say_scope"]
SHOWN, LISTED, ALIKE = 3, 8, 0.2


@dataclass(frozen=True, slots=True)
class ScopeFault:
    """What was not understood. `part` is the words in question, `names` elements or values that may be meant."""

    code: str
    part: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScopeRead:
    """Words that were read: the scope, or the fault. `count` is None where the record has no such rows or no place
    was given; `nobody` is true where conditions exclude one another.
    """

    words: str
    scope: Scope | None = None
    fault: ScopeFault | None = None
    count: ScopeCount | None = None
    nobody: bool = False


def read_scope(words: str, places: Collection[str], *, today: date, language: str = "zh") -> ScopeRead:
    """Read a scope in words and count who is in it. Never raises for what people write; `language` is that of the
    names in a fault.
    """
    vocabulary = catalogue.vocabulary(today)
    try:
        scope = read(words, vocabulary)
        nobody = is_empty(scope, vocabulary)
    except ScopeError as error:
        return ScopeRead(words, fault=_fault(error, today, 0 if language.startswith("zh") else 1))
    where = [place for place in places if place]
    count = count_in(scope, where, today=today, vocabulary=vocabulary) if where and not nobody else None
    if nobody:
        count = ScopeCount(0)
    elif scope.unit is Unit.PLACE and where:
        count = ScopeCount(sum(len(territory.communities(place, today)) for place in where))
    return ScopeRead(words, scope, None, count, nobody)


def say_scope(scope: Scope | None, *, today: date, language: str = "zh") -> str:
    """A scope in words that can be read back; empty for none."""
    return say(scope, language, catalogue.vocabulary(today)) if scope is not None else ""


def _fault(error: ScopeError, today: date, own: int) -> ScopeFault:
    part = error.where
    if error.code == "unknown_value":
        name, _space, value = part.partition(" ")
        term = _term(name, today)
        labels = tuple(named[own + 1] for named in term.labels[:LISTED]) if term else ()
        return ScopeFault(error.code, value or part, labels)
    if error.code == "not_understood":
        return ScopeFault(error.code, part, _similar(part, today, own))
    if error.code == "no_comparison":
        return ScopeFault(error.code, part, tuple(ways[own][0] for ways in WAYS.values()))
    return ScopeFault(error.code, part)


def _term(name: str, today: date) -> Term | None:
    vocabulary = catalogue.vocabulary(today)
    return next(
        (term for subject in SUBJECTS.values() if (term := vocabulary.named(name, subject)) is not None), None
    )


def _similar(part: str, today: date, own: int) -> tuple[str, ...]:
    """Names of elements that share the most letters with what was written."""
    letters = set(part.lower())
    ranked = []
    for term in catalogue.vocabulary(today).terms.values():
        name = (term.zh, term.en)[own]
        if term.code.split(".")[0] in SUBJECTS.values() and term.code.count(".") == 1:
            ranked.append((len(letters & set(name.lower())) / len(set(name.lower()) | letters), name))
    best = sorted((one for one in ranked if one[0] > ALIKE), key=lambda one: (-one[0], one[1]))
    return tuple(dict.fromkeys(name for _share, name in best))[:SHOWN]
