"""The periods that a form is asked for, and the day each of them is due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .burden import Frequency

MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period, first and last day included, and the last day on which its report is in time."""

    first: date
    last: date
    due: date


def periods_between(
    frequency: Frequency, starts: date, ends: date, due_days: int = 0
) -> tuple[ReportPeriod, ...]:
    """Calendar periods (weeks from Monday, months, quarters, halves, years) that touch [starts, ends), cut to it.

    What is asked once has one period, the whole. A report is due `due_days` after the last day of its period.
    """
    if frequency == Frequency.ONCE:
        cuts: Iterator[date] = iter(())
    elif frequency == Frequency.WEEKLY:
        cuts = _weeks(starts)
    else:
        cuts = _months(starts, MONTHS[frequency])
    found = []
    first = starts
    while first < ends:
        after = min(next(cuts, ends), ends)
        found.append(ReportPeriod(first, after - A_DAY, after - A_DAY + timedelta(days=due_days)))
        first = after
    return tuple(found)


def _weeks(start: date) -> Iterator[date]:
    monday = start - timedelta(days=start.weekday())
    while True:
        monday += timedelta(days=7)
        yield monday


def _months(start: date, step: int) -> Iterator[date]:
    """First days of the periods after the one that `start` lies in."""
    last_month = start.month - 1 - (start.month - 1) % step + step - 1
    day = date(start.year, last_month + 1, monthrange(start.year, last_month + 1)[1])
    while True:
        yield day + A_DAY
        months = day.month + step
        year, month = day.year + (months - 1) // 12, (months - 1) % 12 + 1
        day = date(year, month, monthrange(year, month)[1])
