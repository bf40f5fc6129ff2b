"""Fresh, stale, in conflict, missing: told by when and by how many sources something was said, never by what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CellState(StrEnum):
    """Where a value stands. All but FRESH have to be asked."""

    FRESH = "fresh"
    STALE = "stale"
    CONFLICT = "conflict"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a value: the newest day it was said to hold, and by how many sources.

    `is_disputed`: they disagree.
    """

    as_of: date
    sources: int
    is_disputed: bool = False


def state_of(known: Known | None, check_back_months: int | None, today: date) -> CellState:
    """The state of a value. `check_back_months` is how long it may stand before somebody has to look again, None for
    what does not change by itself.
    """
    if known is None:
        return CellState.MISSING
    if known.is_disputed:
        return CellState.CONFLICT
    if check_back_months is not None and months_after(known.as_of, check_back_months) < today:
        return CellState.STALE
    return CellState.FRESH


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(f"{day} + {months}")
