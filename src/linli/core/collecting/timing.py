"""Seconds for one typed cell, from how long forms were open at the door: medians of many visits, never of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

LEAST_VISITS = 10
LONGEST = 30 * 60
"""A form that was open longer was left lying: it says nothing about typing."""
ALL = "*"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Timed:
    """One visit: how long its form was open, and the elements that were answered, one for each cell."""

    seconds: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellSeconds:
    """The median over visits of seconds per answered cell, with the cells and visits behind it."""

    element: str
    seconds: Decimal
    cells: int
    visits: int


def seconds_per_cell(visits: Iterable[Timed], least_visits: int = LEAST_VISITS) -> tuple[CellSeconds, ...]:
    """For everything together (element "*") and for each element by the visits in which it was answered.

    A visit's seconds are shared out evenly among its cells. What fewer than `least_visits` visits stand behind is left
    out: it would tell of single doors.
    """
    shares: dict[str, list[float]] = defaultdict(list)
    cells: dict[str, int] = defaultdict(int)
    for visit in visits:
        if not visit.elements or not 0 < visit.seconds <= LONGEST:
            continue
        each = visit.seconds / len(visit.elements)
        for element in {ALL, *visit.elements}:
            shares[element].append(each)
            cells[element] += len(visit.elements) if element == ALL else visit.elements.count(element)
    return tuple(
        CellSeconds(
            element,
            Decimal(str(median(found))).quantize(_CENT, ROUND_HALF_UP),
            cells[element],
            len(found),
        )
        for element, found in sorted(shares.items())
        if len(found) >= least_visits
    )
