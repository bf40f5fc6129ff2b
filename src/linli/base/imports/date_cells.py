"""Dates out of cells, in the notations people use.

Days: 2008-03-15, 2008/3/15, 2008.3.15, 2008年3月15日, 20080315, a date cell, Excel's day number. Months:
2008年3月, 2008-03, 200803. A day is never made up for a month unless the column says so.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.reader import Cell

_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 110_000)  # 1927-05-18 to 2201-02-28: any other bare number is something else
_YEARS = range(1800, 2201)
_CLOCK = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _CLOCK, re.ASCII)
_DAY_HAN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?" + _CLOCK, re.ASCII)
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?", re.ASCII)
_MONTH_DIGITS = re.compile(r"(\d{4})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_AROUND_HAN = re.compile(r"\s*([年月日])\s*")


def parse_date(cell: Cell, month_ok: bool = False) -> date:
    """The day; a time of day is dropped. With `month_ok` a month stands for its first day.

    Raises CellProblem, also for days that the calendar does not have.
    """
    found, has_day = _parse(cell)
    if not has_day and not month_ok:
        raise CellProblem("date_no_day", value=str(cell))
    return found


def parse_month(cell: Cell) -> date:
    """The first day of the month named or of the day's month. Raises CellProblem."""
    return _parse(cell)[0].replace(day=1)


def _parse(cell: Cell) -> tuple[date, bool]:
    if isinstance(cell, datetime):
        return cell.date(), True
    if isinstance(cell, date):
        return cell, True
    if isinstance(cell, str):
        return _from_text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(float(cell))
    raise CellProblem("not_a_date", value=str(cell))


def _from_number(number: float) -> tuple[date, bool]:
    if not number.is_integer():
        if int(number) in _SERIALS:
            return _EPOCH + timedelta(days=int(number)), True
        raise CellProblem("date_ambiguous", value=str(number))
    whole = int(number)
    if whole in _SERIALS:
        return _EPOCH + timedelta(days=whole), True
    if len(str(whole)) in (6, 8):
        return _from_text(str(whole))
    raise CellProblem("date_ambiguous", value=str(whole))


def _from_text(text: str) -> tuple[date, bool]:
    folded = _AROUND_HAN.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    found = _DAY.fullmatch(folded)
    if found:
        return _day(text, found[1], found[3], found[4]), True
    for pattern in (_DAY_HAN, _DAY_DIGITS):
        found = pattern.fullmatch(folded)
        if found:
            return _day(text, found[1], found[2], found[3]), True
    for pattern in (_MONTH, _MONTH_DIGITS):
        found = pattern.fullmatch(folded)
        if found:
            return _day(text, found[1], found[2], "1"), False
    if _YEAR.fullmatch(folded):
        raise CellProblem("date_no_month", value=text)
    raise CellProblem("not_a_date", value=text)


def _day(text: str, year: str, month: str, day: str) -> date:
    if int(year) not in _YEARS:
        raise CellProblem("not_a_date", value=text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellProblem("date_impossible", value=text) from None
