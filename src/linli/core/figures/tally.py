"""All figures of a form over the same rows at once: each condition is judged once for each different value.

A set of rows is a whole number, bit n standing for row n: conditions meet by `&`, and a count is the bits that are set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from linli.core.scopes import Condition, Kind, Operator, Scope, Unit, Vocabulary, holds
from linli.core.scopes.vocabulary import AGE, BIRTH_DATE

from .model import Figure, elements_of
from .values import in_period, worked_out

# Nothing recorded means no: rosters list those who have something, and a day is recorded when it happens.
SILENT = (Kind.FLAG, Kind.DAY)


@dataclass(frozen=True, slots=True)
class Column:
    """One element's values in the order of the rows; None where nothing is recorded. `barred` is the set of rows whose
    value was not looked at because an approval is missing.
    """

    values: Sequence[Any]
    barred: int = 0


@dataclass(frozen=True, slots=True)
class Tallied:
    """What a figure came to. `rows` are the rows behind it; `unknown` and `barred` those that may belong to it, but for
    a value that is not recorded, or that needs an approval. `value` is None for the mean of nothing. `is_told` is false
    where a condition is not recorded of anybody who may belong to it: such a nought says nothing.
    """

    value: Decimal | None
    rows: int
    unknown: int = 0
    barred: int = 0
    is_told: bool = True


Judged = tuple[int, int, int]
"""Rows that meet a condition, rows of which that is not known, rows that may not be looked at."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one kind: by recorded element (see `source`) its column, the period of the form, and the day."""

    size: int
    columns: Mapping[str, Column]
    period: tuple[date, date]
    on: date
    vocabulary: Vocabulary
    judged: dict[Condition | str, Judged] = field(default_factory=dict)
    """What has been judged already."""
    ages: dict[str, Sequence[int | None]] = field(default_factory=dict)

    def column(self, element: str) -> Column:
        """Of an element that nobody has looked up nothing is known."""
        return self.columns.get(source(element)) or Column([None] * self.size)

    def values(self, element: str) -> Sequence[Any]:
        """The values as conditions on an element compare them: of an age the years on the day."""
        kept = self.column(element).values
        if source(element) == element:
            return kept
        if element not in self.ages:
            years = {born: _age(born, self.on) for born in set(kept)}
            self.ages[element] = [years[born] for born in kept]
        return self.ages[element]

    def judge(self, one: Condition | str) -> Judged:
        """How the rows stand to a condition, or to an element whose day has to lie in the period."""
        if one not in self.judged:
            self.judged[one] = _happened(one, self) if isinstance(one, str) else _judged(one, self)
        return self.judged[one]


def _age(born: Any, on: date) -> int | None:
    """Completed years; nobody has an age before birth."""
    if not isinstance(born, date) or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def source(element: str) -> str:
    """The element that is recorded: of an age the date of birth."""
    root, dot, name = element.rpartition(".")
    return f"{root}{dot}{BIRTH_DATE if name == AGE else name}"


def sources_of(figure: Figure) -> frozenset[str]:
    """The recorded elements that a figure looks at."""
    return frozenset(source(one) for one in elements_of(figure))


def tally(figures: Sequence[Figure], among: Sequence[int], rows: Rows) -> tuple[Tallied, ...]:
    """What each figure comes to. `among` is for each the set of rows that come into question."""
    return tuple(_tallied(one, start, rows) for one, start in zip(figures, among, strict=True))


def candidates(figure: Figure, start: int, rows: Rows) -> int:
    """The rows that a figure may count, as far as the columns in hand tell: the others need not be looked at."""
    for one in figure.scope.where:
        if source(one.element) in rows.columns:
            yes, unknown, barred = rows.judge(one)
            start &= yes | unknown | barred
    if figure.within and source(figure.within) in rows.columns:
        yes, _unknown, barred = rows.judge(figure.within)
        start &= yes | barred
    return start


def _tallied(figure: Figure, among: int, rows: Rows) -> Tallied:
    met = perhaps = barred = among
    asked: tuple[Condition | str, ...] = (*figure.scope.where, *filter(None, [figure.within]))
    for one in asked:
        yes, unsaid, shut = rows.judge(one)
        met &= yes
        perhaps &= yes | unsaid
        barred &= yes | unsaid | shut
    barred &= ~perhaps
    unknown = perhaps & ~met
    is_told = all(_is_told(one, asked, among, rows) for one in asked)
    if not figure.element:
        return Tallied(worked_out(figure.measure, met.bit_count(), ()), met, unknown, barred, is_told)
    column = rows.column(figure.element)
    has_value = set_of(value is not None for value in column.values) & ~column.barred
    values = [Decimal(str(column.values[place])) for place in places_of(met & has_value)]
    unknown |= met & ~has_value & ~column.barred
    told = worked_out(figure.measure, met.bit_count(), values)
    return Tallied(told, met, unknown, barred | (met & column.barred), is_told)


def _is_told(one: Condition | str, asked: Sequence[Condition | str], among: int, rows: Rows) -> bool:
    """Whether something is recorded of one of those who may meet the other conditions; or there is nobody."""
    for other in asked:
        if other != one:
            yes, unsaid, _shut = rows.judge(other)
            among &= yes | unsaid
    return not among or bool(among & ~rows.judge(one)[1])


def _judged(one: Condition, rows: Rows) -> Judged:
    column, values = rows.column(one.element), rows.values(one.element)
    # What a row is plays no part in judging one condition.
    asked = Scope(Unit.PERSON, (one,))
    verdicts = {
        value: holds(asked, {one.element: value}, today=rows.on, vocabulary=rows.vocabulary)
        for value in set(values)
    }
    yes = set_of(verdicts[value] for value in values) & ~column.barred
    is_silent = one.operator is Operator.EXISTS or rows.vocabulary.term(one.element).kind in SILENT
    is_said = _is_age(one) or not is_silent
    unsaid = set_of(value is None for value in column.values) & ~column.barred if is_said else 0
    return yes, unsaid, column.barred


def _is_age(one: Condition) -> bool:
    """Nobody is without a date of birth: where it is missing, the age is not known."""
    return source(one.element).endswith(BIRTH_DATE) and one.operator is not Operator.EXISTS


def _happened(element: str, rows: Rows) -> Judged:
    column = rows.column(element)
    yes = set_of(in_period(value, *rows.period) for value in column.values)
    return yes & ~column.barred, 0, column.barred


def set_of(flags: Iterable[bool]) -> int:
    """The set of the places at which a flag is up; the first place is bit 0."""
    signs = "".join("1" if flag else "0" for flag in flags)
    return int(signs[::-1] or "0", 2)


def places_of(rows: int) -> list[int]:
    """The places of a set in ascending order."""
    return [place for place, sign in enumerate(bin(rows)[:1:-1]) if sign == "1"]
