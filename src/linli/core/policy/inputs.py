"""Checking what a caller gives a rule: residents, floor area, number of members."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from .errors import BAD_INPUT, PolicyError
from .fields import LARGEST
from .model import Rule
from .units import UNITS

Given = Decimal | int | str | float


def read_inputs(rule: Rule, given: Mapping[str, Given | None]) -> dict[str, Decimal]:
    """The inputs the rule declares, as decimals. None counts as not given; other names are left alone.

    Raises PolicyError(bad_input): not_a_number, negative, not_whole, too_large.
    """
    read: dict[str, Decimal] = {}
    for declared in rule.inputs:
        value = given.get(declared.code)
        if value is not None:
            read[declared.code] = _number(rule, declared.code, value, whole=UNITS[declared.unit].whole)
    return read


def _number(rule: Rule, name: str, value: Given, *, whole: bool) -> Decimal:
    def refuse(reason: str) -> PolicyError:
        return PolicyError(BAD_INPUT, rule=rule.code, input=name, given=str(value), reason=reason)

    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise refuse("not_a_number") from None
    if isinstance(value, bool) or not number.is_finite():
        raise refuse("not_a_number")
    if number < 0:
        raise refuse("negative")
    if number >= LARGEST:
        raise refuse("too_large")
    if whole and number != number.to_integral_value():
        raise refuse("not_whole")
    return number
