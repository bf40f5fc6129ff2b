"""The relation of two scopes, by reasoning on their conditions; nobody's record is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from .domains import Domain, Listed, Numbers, domain
from .model import Comparison, Condition, Operator, Relation, Scope, ScopeError, Value
from .vocabulary import AGE, BIRTH_DATE, STANDARD, Kind, Term, Vocabulary

Variable = tuple[str, date | None]


def compare(a: Scope, b: Scope, vocabulary: Vocabulary = STANDARD) -> Comparison:
    """How the rows of `a` lie to those of `b`. Raises ScopeError where a condition cannot be read.

    Elements are taken as independent of one another, but for age and date of birth. Values of different days are
    different things unless they never change; an age on two days is compared by the birth dates behind it.
    """
    found = _compare(a, b, vocabulary)
    if found.relation == Relation.DISJOINT and not found.empty:
        by_logic = _compare(a, b, vocabulary.without_exclusive())
        if by_logic.relation != Relation.DISJOINT:
            return Comparison(found.relation, True, found.deciding)
    return found


def is_empty(scope: Scope, vocabulary: Vocabulary = STANDARD) -> bool:
    """True where nobody can be in it: conditions that exclude one another."""
    return bool(compare(scope, scope, vocabulary).empty)


def _compare(a: Scope, b: Scope, vocabulary: Vocabulary) -> Comparison:
    pairs = _domains(a, b, vocabulary)
    empty = tuple(
        side for side, place in (("a", 0), ("b", 1)) if any(both[place].is_empty() for both in pairs.values())
    )
    if empty:
        relation = {("a", "b"): Relation.EQUAL, ("a",): Relation.SUBSET, ("b",): Relation.SUPERSET}[empty]
        return Comparison(relation, empty=empty)
    if a.unit != b.unit:
        return Comparison(Relation.DISJOINT, deciding=("unit",))
    apart = [code for (code, _), (one, other) in pairs.items() if _meet(one, other).is_empty()]
    if not (a.place.startswith(b.place) or b.place.startswith(a.place)):
        apart.append("place")
    if apart:
        return Comparison(Relation.DISJOINT, deciding=tuple(sorted(apart)))
    within = {variable: _meet(one, other) == one for variable, (one, other) in pairs.items()}
    around = {variable: _meet(one, other) == other for variable, (one, other) in pairs.items()}
    place = ("place", None)
    within[place], around[place] = a.place.startswith(b.place), b.place.startswith(a.place)
    if all(within.values()):
        relation = Relation.EQUAL if all(around.values()) else Relation.SUBSET
        return Comparison(relation, deciding=_not(around))
    if all(around.values()):
        return Comparison(Relation.SUPERSET, deciding=_not(within))
    return Comparison(Relation.OVERLAP, deciding=_not(within))


def _not(checked: dict[Variable, bool]) -> tuple[str, ...]:
    return tuple(sorted({code for (code, _), holds in checked.items() if not holds}))


def _meet(one: Domain, other: Domain) -> Domain:
    if isinstance(one, Numbers) and isinstance(other, Numbers):
        return one.meet(other)
    if isinstance(one, Listed) and isinstance(other, Listed):
        return one.meet(other)
    raise ScopeError("different_kinds", "")


def _domains(a: Scope, b: Scope, vocabulary: Vocabulary) -> dict[Variable, tuple[Domain, Domain]]:
    """For every element that either side speaks of: what each side leaves of it."""
    day_a, day_b = a.as_of or b.as_of, b.as_of or a.as_of
    differ = day_a != day_b
    has_birth = any(vocabulary.term(one.element).property == BIRTH_DATE for one in (*a.where, *b.where))
    sides = [
        _by_variable(scope.where, day, differ, differ or has_birth, vocabulary)
        for scope, day in ((a, day_a), (b, day_b))
    ]
    found: dict[Variable, tuple[Domain, Domain]] = {}
    for variable in sorted({*sides[0], *sides[1]}, key=str):
        # The values of an element must be one list for all its days, or its sets could not be compared.
        every = [
            one
            for side in sides
            for (code, _), listed in side.items()
            if code == variable[0]
            for one in listed
        ]
        term = fitted(vocabulary.term(variable[0]), every)
        named = term.widened(
            value for one in every if one.operator != Operator.EXISTS for value in one.values
        )
        left, right = (domain(term, side.get(variable, []), named) for side in sides)
        found[variable] = (left, right)
    return found


def fitted(term: Term, conditions: list[Condition]) -> Term:
    """An element that the vocabulary does not know takes its kind from what is asked of it."""
    values = [value for one in conditions if one.operator != Operator.EXISTS for value in one.values]
    if term.kind != Kind.CODE or term.values or not values:
        return term
    if all(isinstance(value, bool) for value in values):
        return replace(term, kind=Kind.FLAG)
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return replace(term, kind=Kind.NUMBER)
    return term


def _by_variable(
    where: tuple[Condition, ...], day: date | None, differ: bool, by_birth: bool, vocabulary: Vocabulary
) -> dict[Variable, list[Condition]]:
    found: dict[Variable, list[Condition]] = defaultdict(list)
    for one in where:
        term = vocabulary.term(one.element)
        moved = as_birth(one, term, day) if day and by_birth else _as_days(one, term)
        fixed = vocabulary.term(moved.element).fixed or moved.element.endswith(BIRTH_DATE)
        found[moved.element, day if differ and not fixed else None].append(moved)
    return dict(found)


def _as_days(one: Condition, term: Term) -> Condition:
    """Days as ordinals, so that they are compared as numbers are."""
    if term.kind != Kind.DAY or one.operator == Operator.EXISTS:
        return one
    return Condition(one.element, one.operator, tuple(_ordinal(one, value) for value in one.values))


def _ordinal(one: Condition, value: Value) -> int:
    try:
        return date.fromisoformat(str(value)).toordinal()
    except ValueError as error:
        raise ScopeError("not_a_day", f"{one.element} {value}") from error


def as_birth(one: Condition, term: Term, day: date) -> Condition:
    """An age on a day as the days of birth that give it; days, also of other conditions, become ordinals."""
    if term.property != AGE or one.operator not in LIMITS:
        return _as_days(one, term)
    birth = one.element.removesuffix(AGE) + BIRTH_DATE
    youngest, oldest = LIMITS[one.operator](*(_years(one, value) for value in one.values))
    last = (_years_before(day, youngest) if youngest is not None else day).toordinal()
    if oldest is None:
        return Condition(birth, Operator.AT_MOST, (last,))
    # Somebody is n years old until the day before the birthday n + 1.
    first = _years_before(day, oldest + 1).toordinal() + 1
    return Condition(birth, Operator.BETWEEN, (first, last))


def _years(one: Condition, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScopeError("not_a_number", f"{one.element} {value}")
    return int(value)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # Who is born on 29 February has the birthday on the 1st of March in other years.
        return day.replace(year=day.year - years, day=28)


# Operator -> the youngest and the oldest age it allows, in whole years; None is without limit.
LIMITS: dict[Operator, Callable[..., tuple[int | None, int | None]]] = {
    Operator.IS: lambda years: (years, years),
    Operator.LESS: lambda years: (None, years - 1),
    Operator.AT_MOST: lambda years: (None, years),
    Operator.MORE: lambda years: (years + 1, None),
    Operator.AT_LEAST: lambda years: (years, None),
    Operator.BETWEEN: lambda low, high: (low, high),
}
