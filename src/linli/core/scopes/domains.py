"""Sets of values that a condition leaves, compared exactly: intervals, lists, and sets of several values at once.

Every domain says apart whether having no value is allowed, and all of one element are of one sort.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from .model import Condition, Operator, ScopeError, Value
from .vocabulary import Kind, Term

# More values than this in conditions on one element would make its subsets too many to list.
MOST_VALUES = 14


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers or days (as ordinals) between two ends, each with whether it belongs; None is without end."""

    low: float | None = None
    low_in: bool = True
    high: float | None = None
    high_in: bool = True

    def is_empty(self) -> bool:
        """True where nothing lies between the ends."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_in = self.low, self.low_in
        if low is None or (other.low is not None and (other.low, not other.low_in) > (low, not low_in)):
            low, low_in = other.low, other.low_in
        high, high_in = self.high, self.high_in
        if high is None or (other.high is not None and (other.high, other.high_in) < (high, high_in)):
            high, high_in = other.high, other.high_in
        return Interval(low, low_in, high, high_in)


NOTHING = Interval(1, True, 0, True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """One interval without some points; where they are whole numbers, its ends belong to it."""

    interval: Interval
    holes: frozenset[float]
    missing: bool
    whole: bool

    def meet(self, other: Numbers) -> Numbers:
        """What lies in both."""
        both = Numbers(
            self.interval.meet(other.interval),
            self.holes | other.holes,
            self.missing and other.missing,
            self.whole,
        )
        return both.normal()

    def normal(self) -> Numbers:
        """The same set in the one way to write it: no hole outside, none at an end that belongs."""
        interval = _whole(self.interval) if self.whole else self.interval
        while not interval.is_empty():
            shrunk = _shrink(interval, self.holes, self.whole)
            if shrunk == interval:
                break
            interval = shrunk
        if interval.is_empty():
            return Numbers(NOTHING, frozenset(), self.missing, self.whole)
        holes = frozenset(
            hole for hole in self.holes if not interval.meet(Interval(hole, True, hole, True)).is_empty()
        )
        return Numbers(interval, holes, self.missing, self.whole)

    def is_empty(self) -> bool:
        """True where no row can be."""
        return not self.missing and self.interval.is_empty()


@dataclass(frozen=True, slots=True)
class Listed:
    """Values of a list (`others` stands for all that no condition names), each a set where several may hold."""

    values: frozenset[frozenset[Value]]
    missing: bool

    def meet(self, other: Listed) -> Listed:
        """What lies in both."""
        return Listed(self.values & other.values, self.missing and other.missing)

    def is_empty(self) -> bool:
        """True where no row can be."""
        return not self.missing and not self.values


Domain = Numbers | Listed
OTHER = "\x00other"


def domain(term: Term, conditions: Iterable[Condition], named: frozenset[Value]) -> Domain:
    """What conditions on one element leave. `named` are the values that any condition on it names, on either side."""
    kept = list(conditions)
    if term.kind in (Kind.COUNT, Kind.NUMBER, Kind.DAY):
        return _numbers(term, kept)
    return _listed(term, kept, named)


def _numbers(term: Term, conditions: list[Condition]) -> Numbers:
    whole = term.kind in (Kind.COUNT, Kind.DAY)
    everything = Interval(0) if term.kind == Kind.COUNT else Interval()
    found = Numbers(everything, frozenset(), True, whole).normal()
    for one in conditions:
        found = found.meet(_number(one, whole))
    return found


def _number(one: Condition, whole: bool) -> Numbers:
    if one.operator == Operator.EXISTS:
        return Numbers(Interval() if one.values[0] else NOTHING, frozenset(), not one.values[0], whole)
    numbers = [_as_number(one, value) for value in one.values]
    first = numbers[0]
    plain = {
        Operator.IS: Interval(first, True, first, True),
        Operator.LESS: Interval(high=first, high_in=False),
        Operator.AT_MOST: Interval(high=first),
        Operator.MORE: Interval(first, False),
        Operator.AT_LEAST: Interval(first),
        Operator.BETWEEN: Interval(first, True, numbers[-1], True),
    }
    if one.operator in plain:
        return Numbers(plain[one.operator], frozenset(), False, whole)
    if one.operator == Operator.ONE_OF:
        if not whole:
            raise ScopeError("not_whole", one.element)
        every = range(int(min(numbers)), int(max(numbers)) + 1)
        holes = frozenset(float(number) for number in every if number not in numbers)
        return Numbers(Interval(min(numbers), True, max(numbers), True), holes, False, whole)
    return Numbers(Interval(), frozenset(numbers), False, whole)


def _as_number(one: Condition, value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScopeError("not_a_number", f"{one.element} {value}")
    return float(value)


def _whole(interval: Interval) -> Interval:
    low, high = interval.low, interval.high
    if low is not None:
        up = -(-low // 1)
        low = up + 1 if up == low and not interval.low_in else up
    if high is not None:
        down = high // 1
        high = down - 1 if down == high and not interval.high_in else down
    return Interval(low, True, high, True)


def _shrink(interval: Interval, holes: frozenset[float], whole: bool) -> Interval:
    low, low_in, high, high_in = interval.low, interval.low_in, interval.high, interval.high_in
    if low is not None and low_in and low in holes:
        low, low_in = (low + 1, True) if whole else (low, False)
    if high is not None and high_in and high in holes:
        high, high_in = (high - 1, True) if whole else (high, False)
    return Interval(low, low_in, high, high_in)


def _listed(term: Term, conditions: list[Condition], named: frozenset[Value]) -> Listed:
    if len(named) > MOST_VALUES and term.kind == Kind.SEVERAL:
        raise ScopeError("too_many_values", term.code)
    atoms: set[Value] = {True, False} if term.kind == Kind.FLAG else {*term.values, *named}
    if not term.values and term.kind != Kind.FLAG:
        atoms.add(OTHER)
    universe = _sets(term, atoms) if term.kind == Kind.SEVERAL else {frozenset({atom}) for atom in atoms}
    kept = frozenset(one for one in universe if all(_holds(one, condition, term) for condition in conditions))
    missing = all(one.operator == Operator.EXISTS and not one.values[0] for one in conditions)
    return Listed(kept, missing)


def _sets(term: Term, atoms: set[Value]) -> set[frozenset[Value]]:
    """All sets of values that may hold at once, without those that are declared to exclude one another."""
    ordered = sorted(atoms, key=str)
    apart = [frozenset(pair) for pair in term.exclusive]
    every = (
        frozenset(chosen)
        for size in range(1, len(ordered) + 1)
        for chosen in itertools.combinations(ordered, size)
    )
    return {one for one in every if not any(pair <= one for pair in apart)}


def _holds(values: frozenset[Value], condition: Condition, term: Term) -> bool:
    wanted = term.widened(condition.values)
    match condition.operator:
        case Operator.EXISTS:
            return bool(condition.values[0])
        case Operator.IS | Operator.ONE_OF:
            return bool(values & wanted)
        case Operator.IS_NOT | Operator.NONE_OF:
            return not values & wanted
        case _:
            raise ScopeError("not_a_number", condition.element)
