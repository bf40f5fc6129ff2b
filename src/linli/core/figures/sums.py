"""Figures that should add up: men and women to all, each number of children to the women counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linli.core.scopes import Condition, Operator, Relation, Scope, ScopeError, Vocabulary, compare

from .model import Figure, Measure

OPEN_END = 200  # nobody is older, no household larger: what goes on beyond is covered


@dataclass(frozen=True, slots=True)
class Sum:
    """The places of figures in their list: `parts` divide `whole` by one element."""

    whole: int
    parts: tuple[int, ...]
    element: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A sum that does not hold: `whole` minus the parts."""

    sum: Sum
    difference: Decimal


def sums_of(figures: Sequence[Figure | None], vocabulary: Vocabulary) -> tuple[Sum, ...]:
    """The sums among figures, told from their conditions alone."""
    found = []
    for place, whole in enumerate(figures):
        if whole is None or whole.measure is Measure.MEAN:
            continue
        by_element: dict[str, list[int]] = {}
        for other, part in enumerate(figures):
            extra = _extra(whole, part) if part is not None and other != place else None
            if extra is not None:
                by_element.setdefault(extra.element, []).append(other)
        for element, parts in by_element.items():
            chosen = [figures[one] for one in parts]
            extras = [one for part in chosen if part and (one := _extra(whole, part))]
            if len(parts) > 1 and _divide(whole, extras, vocabulary):
                found.append(Sum(place, tuple(parts), element))
    return tuple(found)


def mismatches(sums: Sequence[Sum], values: Mapping[int, Decimal | None]) -> tuple[Mismatch, ...]:
    """The sums of which all numbers are there and do not add up."""
    found = []
    for one in sums:
        numbers = [values.get(place) for place in (one.whole, *one.parts)]
        if all(number is not None for number in numbers):
            whole, *parts = (number for number in numbers if number is not None)
            if whole != sum(parts):
                found.append(Mismatch(one, whole - sum(parts)))
    return tuple(found)


def _extra(whole: Figure, part: Figure) -> Condition | None:
    """The one condition that a part has beyond the whole."""
    same = (whole.measure, whole.element, whole.within, whole.scope.unit)
    if same != (part.measure, part.element, part.within, part.scope.unit):
        return None
    more = [one for one in part.scope.where if one not in whole.scope.where]
    is_inside = all(one in part.scope.where for one in whole.scope.where)
    return more[0] if is_inside and len(more) == 1 else None


def _divide(whole: Figure, extras: Sequence[Condition], vocabulary: Vocabulary) -> bool:
    """Whether no row can be in two parts, and every value that says something is in one."""
    rows = [Scope(whole.scope.unit, (one,)) for one in extras]
    try:
        apart = all(
            compare(one, other, vocabulary).relation is Relation.DISJOINT
            for place, one in enumerate(rows)
            for other in rows[place + 1 :]
        )
    except ScopeError:
        return False
    return apart and _covers(extras, vocabulary)


def _covers(extras: Sequence[Condition], vocabulary: Vocabulary) -> bool:
    if all(one.operator in (Operator.IS, Operator.ONE_OF) for one in extras):
        term = vocabulary.term(extras[0].element)
        named = term.widened(value for one in extras for value in one.values)
        if term.values:
            says_nothing = {code for code, zh, _en in term.labels if zh.startswith("未") and "婚" not in zh}
            return set(term.values) - says_nothing <= named
    return _numbers_covered(extras)


def _numbers_covered(extras: Sequence[Condition]) -> bool:
    """Whole numbers from 0 on, each in one of the conditions."""
    held: set[int] = set()
    for one in extras:
        held |= _range(one)
    return held >= set(range(OPEN_END))


def _range(one: Condition) -> set[int]:
    try:
        values = [int(value) for value in one.values]
    except (TypeError, ValueError):
        return set()
    spans = {
        Operator.IS: range(values[0], values[0] + 1),
        Operator.BETWEEN: range(values[0], values[-1] + 1),
        Operator.AT_LEAST: range(values[0], OPEN_END),
        Operator.MORE: range(values[0] + 1, OPEN_END),
        Operator.AT_MOST: range(values[0] + 1),
        Operator.LESS: range(values[0]),
        Operator.ONE_OF: values,
    }
    return set(spans.get(one.operator, ()))
