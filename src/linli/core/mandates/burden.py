"""What a request costs communities: minutes, and the money that has to come with them ("fees follow the task")."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HOURS_A_DAY = 8
DAYS_A_MONTH = Decimal("21.75")  # paid days of a month, as labour law counts a monthly wage down to a day
_CENT = Decimal("0.01")


class Frequency(StrEnum):
    """How often a community is asked within its period."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def per_year(self) -> int:
        """Times a year; once counts as once."""
        return _PER_YEAR[self]


_PER_YEAR = {
    Frequency.ONCE: 1,
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.HALF_YEARLY: 2,
    Frequency.YEARLY: 1,
}


class Units(StrEnum):
    """What the minutes are counted for."""

    COMMUNITY = "community"
    HOUSEHOLD = "household"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class Burden:
    """Minutes and yuan over a year. `units` and money are None where the number of units is not known; `is_measured`
    is true where the minutes come from cells typed in use, not from an estimate.
    """

    communities: int
    units: int | None
    minutes_each_time: Decimal | None
    minutes_a_year: Decimal | None
    hourly_rate: Decimal | None
    money_a_year: Decimal | None
    is_measured: bool = False

    @property
    def minutes_per_community(self) -> Decimal | None:
        """Minutes a year for one community on average."""
        if self.minutes_a_year is None or not self.communities:
            return None
        return (self.minutes_a_year / self.communities).quantize(Decimal(1), ROUND_HALF_UP)


def burden_of(
    *,
    communities: int,
    units: int | None,
    minutes_per_unit: Decimal,
    frequency: Frequency,
    monthly_stipend: Decimal | None,
    measured: Decimal | None = None,
) -> Burden:
    """What `units` (households, residents, or the communities themselves) times minutes come to.

    `monthly_stipend` is the pay of a full-time member under the rules of the place; a minute is its
    21.75 x 8 x 60th part. Unknown units or rate stay unknown. `measured` minutes of one time, where there are any,
    stand in place of the estimate.
    """
    estimated = None if units is None else units * minutes_per_unit
    each = estimated if measured is None else measured
    yearly = None if each is None else each * frequency.per_year
    rate = None if monthly_stipend is None else monthly_stipend / DAYS_A_MONTH / HOURS_A_DAY
    money = None if yearly is None or rate is None else (yearly * rate / 60).quantize(_CENT, ROUND_HALF_UP)
    shown = None if rate is None else rate.quantize(_CENT, ROUND_HALF_UP)
    return Burden(communities, units, each, yearly, shown, money, measured is not None)
