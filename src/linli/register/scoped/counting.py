"""Counting the subjects of a scope in the database: no value is opened, none leaves.

A condition on a sealed value cannot be counted without opening it for everybody, which nobody has a purpose for. It
counts as "has a value at all", and the answer says that it is an upper bound and on which element.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from linli.core.scopes import Condition, Operator, Scope, Term, Vocabulary, as_birth
from linli.register.elements import shapes
from linli.register.scoped.facts import has_fact
from linli.register.scoped.tables import AGE, BIRTH, COLUMNS, MASKED, NOT_TEXT, Where, present, where_of

AMONG = {Operator.IS: "IN", Operator.ONE_OF: "IN", Operator.IS_NOT: "NOT IN", Operator.NONE_OF: "NOT IN"}


@dataclass(frozen=True, slots=True)
class ScopeCount:
    """How many subjects are in a scope; at most so many where `uncounted` names elements that were not compared."""

    subjects: int
    uncounted: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """True when every condition was counted."""
        return not self.uncounted


def count_in(
    scope: Scope, places: Collection[str], *, today: date, vocabulary: Vocabulary
) -> ScopeCount | None:
    """Subjects of the scope in these places on its day, or today. None where the record has no such rows."""
    return count_both([scope], _narrowed(places, scope.place), today=today, vocabulary=vocabulary)


def count_both(
    scopes: Collection[Scope], places: Collection[str], *, today: date, vocabulary: Vocabulary
) -> ScopeCount | None:
    """Subjects that are in all of these scopes, in these places. None where they are not about rows of one kind."""
    where, uncounted = where_in(scopes, places, today=today, vocabulary=vocabulary)
    if where is None:
        return None
    sql = f"SELECT COUNT(*) FROM {where.source()} WHERE {where.condition()}"  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, where.params)
        row = cursor.fetchone()
    return ScopeCount(int(row[0]), uncounted)


def where_in(
    scopes: Collection[Scope], places: Collection[str], *, today: date, vocabulary: Vocabulary
) -> tuple[Where | None, tuple[str, ...]]:
    """The rows that are in all scopes, and the elements on which they could not be compared."""
    units = {scope.unit for scope in scopes}
    where = where_of(units.pop(), places) if len(units) == 1 else None
    if where is None:
        return None, ()
    uncounted: list[str] = []
    for scope in scopes:
        for one in scope.where:
            if not _add(where, one, scope.as_of or today, today, vocabulary):
                uncounted.append(one.element)
    return where, tuple(dict.fromkeys(uncounted))


def _narrowed(places: Iterable[str], place: str) -> list[str]:
    """The places, no wider than one more place."""
    if not place:
        return list(places)
    return [place if place.startswith(one) else one for one in places if _meet(one, place)]


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _add(where: Where, one: Condition, day: date, today: date, vocabulary: Vocabulary) -> bool:
    """Add a condition; False where it could only be asked whether there is a value."""
    term = vocabulary.term(one.element)
    if one.element == AGE and one.operator is Operator.EXISTS:
        one = Condition(BIRTH, one.operator, one.values)
    elif one.element == AGE and one.operator in AMONG:
        return _aged(where, one, term, day)
    elif one.element in (AGE, BIRTH) and one.operator is not Operator.EXISTS:
        return _born(where, as_birth(one, term, day), day)
    column = where.column(one.element, COLUMNS)
    if one.operator is Operator.EXISTS:
        _exists(where, one, column or where.column(one.element, MASKED), today)
        return True
    if column:
        _compare(where, one, column, term)
        return True
    return _said(where, one, term, today)


def _born(where: Where, one: Condition, day: date) -> bool:
    """Ages and birth dates as limits on the day of birth; nobody born later than the day has an age."""
    column = where.column(BIRTH, COLUMNS)
    if not column:
        where.add("1 = 0")
        return True
    days = [date.fromordinal(max(1, int(value))).isoformat() for value in one.values]
    ways = {
        Operator.IS: "= %s",
        Operator.IS_NOT: "<> %s",
        Operator.LESS: "< %s",
        Operator.AT_MOST: "<= %s",
        Operator.MORE: "> %s",
        Operator.AT_LEAST: ">= %s",
        Operator.BETWEEN: "BETWEEN %s AND %s",
    }
    way = ways.get(one.operator)
    if way is None:
        negated = "NOT IN" if one.operator is Operator.NONE_OF else "IN"
        way = f"{negated} ({', '.join(['%s'] * len(days))})"
    where.add(f"{column} {way}", *days)
    where.add(f"{column} <= %s", day.isoformat())
    return True


def _aged(where: Where, one: Condition, term: Term, day: date) -> bool:
    """Several ages, or all but some: each age is a stretch of birth dates."""
    column = where.column(BIRTH, COLUMNS)
    if not column:
        where.add("1 = 0")
        return True
    stretches = [as_birth(Condition(AGE, Operator.IS, (value,)), term, day).values for value in one.values]
    ends = [date.fromordinal(max(1, int(end))).isoformat() for stretch in stretches for end in stretch]
    told = " OR ".join([f"{column} BETWEEN %s AND %s"] * len(stretches))
    where.add(f"({told})" if AMONG[one.operator] == "IN" else f"NOT ({told})", *ends)
    where.add(f"{column} IS NOT NULL AND {column} <= %s", day.isoformat())
    return True


def _exists(where: Where, one: Condition, column: str, today: date) -> None:
    told, params = f"({present(column)})", list[Any]()
    if not column:
        subject = where.subject(one.element.partition(".")[0])
        told, params = has_fact(subject, one.element, today) if subject else ("1 = 0", [])
    where.add(told if one.values[0] else f"NOT {told}", *params)


def _compare(where: Where, one: Condition, column: str, term: Term) -> None:
    where.add(f"({present(column)})")
    if one.operator in AMONG:
        values = sorted(term.widened(one.values), key=str)
        given = values if column in NOT_TEXT else [str(value) for value in values]
        where.add(f"{column} {AMONG[one.operator]} ({', '.join(['%s'] * len(given))})", *given)
    elif one.operator is Operator.BETWEEN:
        where.add(f"{column} BETWEEN %s AND %s", *one.values)
    else:
        where.add(f"{column} {one.operator.value} %s", one.values[0])


def _said(where: Where, one: Condition, term: Term, today: date) -> bool:
    """By facts: values that are about no person stand open and are compared, sealed ones are only there or not."""
    subject = where.subject(one.element.partition(".")[0])
    if not subject:
        where.add("1 = 0")
        return True
    shape = shapes(today).get(one.element)
    is_open = shape is not None and not shape.is_sealed and one.operator in AMONG
    if not is_open:
        told, params = has_fact(subject, one.element, today)
        where.add(told, *params)
        return False
    values = [_stored(value) for value in sorted(term.widened(one.values), key=str)]
    there, days = has_fact(subject, one.element, today)
    where.add(there, *days)
    told, params = has_fact(subject, one.element, today, values)
    where.add(told if AMONG[one.operator] == "IN" else f"NOT {told}", *params)
    return True


def _stored(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
