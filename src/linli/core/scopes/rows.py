"""Whether a row is in a scope: for counting the real overlap on the record, and for checking the reasoning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from .model import Condition, Operator, Scope
from .vocabulary import AGE, BIRTH_DATE, STANDARD, Term, Vocabulary

_COMPARED: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.LESS: lambda value, limit: bool(value < limit),
    Operator.AT_MOST: lambda value, limit: bool(value <= limit),
    Operator.MORE: lambda value, limit: bool(value > limit),
    Operator.AT_LEAST: lambda value, limit: bool(value >= limit),
}


def holds(
    scope: Scope,
    row: Mapping[str, Any],
    place: str = "",
    today: date | None = None,
    vocabulary: Vocabulary = STANDARD,
) -> bool:
    """Whether a row (element -> value, several values as a set, nothing for unknown) at a place is in a scope.

    An age is worked out from the birth date where the row has one, on the scope's day or else `today`.
    """
    if not place.startswith(scope.place):
        return False
    return all(
        _meets(one, _valued(one, row, scope.as_of or today), vocabulary.term(one.element))
        for one in scope.where
    )


def _valued(one: Condition, row: Mapping[str, Any], day: date | None) -> Any:
    birth = row.get(one.element.removesuffix(AGE) + BIRTH_DATE) if one.element.endswith(AGE) else None
    if not isinstance(birth, date) or day is None:
        return row.get(one.element)
    if birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _meets(one: Condition, value: Any, term: Term) -> bool:
    if one.operator == Operator.EXISTS:
        return (value is not None) == one.values[0]
    if value is None:
        return False
    if one.operator in (Operator.IS, Operator.ONE_OF, Operator.IS_NOT, Operator.NONE_OF):
        is_among = not _several(value).isdisjoint(term.widened(_alike(one, value)))
        return is_among == (one.operator in (Operator.IS, Operator.ONE_OF))
    limits = list(_alike(one, value))
    if one.operator == Operator.BETWEEN:
        return bool(limits[0] <= value <= limits[1])
    return _COMPARED[one.operator](value, limits[0])


def _several(value: Any) -> set[Any]:
    return set(value) if isinstance(value, set | frozenset) else {value}


def _alike(one: Condition, value: Any) -> Collection[Any]:
    """The condition's values as the row has its own: days as days."""
    if isinstance(value, date):
        return [date.fromisoformat(str(limit)) for limit in one.values]
    return one.values
