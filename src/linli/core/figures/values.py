"""The numbers themselves, from values that are in hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from .model import Measure

MEAN_PLACES = Decimal("0.01")


def in_period(day: object, first: date, last: date) -> bool:
    """Whether a day lies in a period, both ends belonging to it; nothing known lies in none."""
    return isinstance(day, date) and first <= day <= last


def worked_out(measure: Measure, count: int, values: Iterable[Decimal]) -> Decimal | None:
    """The number of rows, or the sum or mean of those values that are known; None for the mean of none."""
    if measure is Measure.COUNT:
        return Decimal(count)
    known = list(values)
    if measure is Measure.SUM:
        return sum(known, Decimal(0))
    return (sum(known, Decimal(0)) / len(known)).quantize(MEAN_PLACES) if known else None
