"""Scopes as they stand in files: `{"unit": "person", "where": [["self.age", ">=", 60]]}`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .model import Condition, Operator, Scope, ScopeError, Unit, Value

UNITS = {"dwelling": Unit.HOUSE, "org": Unit.ORGANISATION}


def scope_of(record: Mapping[str, Any]) -> Scope:
    """A scope from its record. Raises ScopeError with the part that is wrong."""
    unit, where = str(record.get("unit", "")), record.get("where", [])
    if unit not in UNITS and unit not in set(Unit):
        raise ScopeError("unknown_unit", unit)
    if not isinstance(where, list):
        raise ScopeError("where_is_no_list", str(where))
    return Scope(
        UNITS.get(unit) or Unit(unit),
        tuple(_condition(one) for one in where),
        str(record.get("place") or ""),
        _day(record["as_of"]) if record.get("as_of") else None,
    )


def record_of(scope: Scope) -> dict[str, Any]:
    """The record of a scope."""
    lists = (Operator.BETWEEN, Operator.ONE_OF, Operator.NONE_OF)
    where = [
        [one.element, str(one.operator), list(one.values) if one.operator in lists else one.values[0]]
        for one in scope.where
    ]
    found: dict[str, Any] = {"unit": str(scope.unit), "where": where}
    if scope.place:
        found["place"] = scope.place
    if scope.as_of:
        found["as_of"] = scope.as_of.isoformat()
    return found


def checked(element: str, operator: Operator, values: tuple[Value, ...]) -> Condition:
    """A condition with as many values as its operator takes, of a sort that it can compare."""
    wanted = {Operator.BETWEEN: 2, Operator.ONE_OF: None, Operator.NONE_OF: None}.get(operator, 1)
    if not values or (wanted is not None and len(values) != wanted):
        raise ScopeError("wrong_number_of_values", f"{element} {operator}")
    if operator == Operator.EXISTS and not isinstance(values[0], bool):
        raise ScopeError("exists_takes_true_or_false", element)
    return Condition(element, operator, values)


def _condition(record: object) -> Condition:
    if not isinstance(record, list) or len(record) != 3 or not isinstance(record[0], str) or not record[0]:
        raise ScopeError("not_a_condition", str(record))
    element, operator, given = record
    if operator not in set(Operator):
        raise ScopeError("unknown_operator", f"{element} {operator}")
    values = tuple(given) if isinstance(given, list) else (given,)
    if not all(isinstance(value, str | int | float | bool) for value in values):
        raise ScopeError("unknown_value", f"{element} {given}")
    return checked(element, Operator(operator), values)


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ScopeError("not_a_day", str(text)) from error
