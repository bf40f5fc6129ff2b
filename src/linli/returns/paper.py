"""What a form says of itself: which community filled it in, on which day, for which period."""

from dataclasses import dataclass
from datetime import date

from linli.base.days import local_day
from linli.core.filling import Value
from linli.forms.counting import Asks, asks_for
from linli.returns.models import Filling, Report
from linli.returns.placenames import digits_of, names_of
from linli.returns.plan import Column, Plan

YEARS = frozenset({"年份", "年度"})
DECEMBER, QUARTER = 12, 3


def asks_of(column: Column) -> Asks:
    """What a column of a form about communities asks for that is neither a figure nor the name of a place."""
    return asks_for(column.field.label, column.element.code if column.element else "")


@dataclass(frozen=True, slots=True)
class Dated:
    """The day on which a form was filled in, and the first and last day that it is about."""

    day: date
    first: date
    last: date


def dated(report: Report, filling: Filling) -> Dated:
    """The days of a filling."""
    return Dated(local_day(filling.known_at), report.period_first, report.period_last)


def said_of_itself(column: Column, on: Dated) -> Value | None:
    """The day or the period, as the form's cell asks for it; None where it asks for something else."""
    asked = asks_of(column)
    if asked is Asks.DAY:
        return _day(column, on.day)
    if asked is Asks.PERIOD:
        first, last = on.first, on.last
        return first.year if column.field.label.strip("：: ") in YEARS else period_words(first, last)
    return None


def _day(column: Column, day: date) -> Value:
    """A day of its own cell is a day; inside a text it is written out."""
    field = column.field
    is_inline = (field.row, field.column) == (field.value_row, field.value_column)
    return f"{day.year}年{day.month}月{day.day}日" if is_inline else day


def period_words(first: date, last: date) -> str:
    """A month, a quarter or a year by its name, other periods by their two ends. On the department's form: Chinese."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if first.year == last.year and first.month % QUARTER == 1 and last.month == first.month + QUARTER - 1:
        return f"{first.year}年第{last.month // QUARTER}季度"
    if first.year == last.year and (first.month, last.month) == (1, DECEMBER):
        return f"{first.year}年"
    return f"{first.isoformat()}至{last.isoformat()}"


def head_of(plan: Plan, place: str, on: Dated) -> dict[int, Value | None]:
    """What stands once above a list: which place (a community, or the sub-district of many; "" leaves it open), which
    day, which period.
    """
    names = names_of(place, on.last) if plan.head and place else {}
    told: dict[int, Value | None] = {}
    for one in plan.head:
        digits = digits_of(one, in_row=False)
        value = names.get(min(digits, len(place)), "") if digits else said_of_itself(one, on)
        told |= {one.field.position: value} if value else {}
    return told
