"""Working days in China, by the yearly notice of the State Council. A year it does not know is said, not guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

import chinese_calendar
from django.utils import timezone


def local(moment: datetime) -> datetime:
    """A given moment in the installation's own time zone. Nothing here looks at a clock."""
    return timezone.localtime(moment)


def day_of(moment: datetime) -> date:
    """The day of a given moment here."""
    return local(moment).date()


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: its day, or the year whose holidays are not known yet, which leaves `day` None."""

    day: date | None
    unknown_year: int | None = None

    def is_past(self, today: date) -> bool:
        """True when the day is known and over."""
        return self.day is not None and today > self.day


class YearUnknown(LookupError):
    """The holidays of this year are not in the calendar."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


OwnDays = Mapping[date, bool]
"""Days on which a place works (True) or does not, beside the national calendar."""
NO_OWN_DAYS: OwnDays = MappingProxyType({})


def is_working_day(day: date, own: OwnDays = NO_OWN_DAYS) -> bool:
    """Whether people work on the day, moved weekends and holidays counted, a place's own days first.

    Raises YearUnknown.
    """
    if day in own:
        return own[day]
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise YearUnknown(day.year) from error


def due_after(start: date, days: int, own: OwnDays = NO_OWN_DAYS) -> Due:
    """The `days`-th working day after `start`, which itself does not count."""
    day = start
    try:
        while days > 0:
            day += timedelta(days=1)
            days -= is_working_day(day, own)
    except YearUnknown as unknown:
        return Due(None, unknown.year)
    return Due(day)


def working_days_left(today: date, due: date, own: OwnDays = NO_OWN_DAYS) -> int:
    """Working days from the day after `today` up to and with `due`; negative once it is past. Raises YearUnknown."""
    first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
    span = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sign * sum(is_working_day(day, own) for day in span)
