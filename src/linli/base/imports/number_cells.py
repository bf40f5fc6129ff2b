"""Numbers, whole numbers and percents out of cells. What can be read in two ways is refused, not guessed."""

import math
import re
import unicodedata
from decimal import Decimal

from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.columns import Column
from linli.base.imports.reader import Cell, CellError, PercentNumber
from linli.base.imports.units import unit_factor

_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})
_NUMBER = re.compile(r"([+-]?)([¥$]?)\s*([0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)\s*(%?)\s*([^\W\d_].*)?")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")


def fold_number(text: str) -> str:
    """Full-width digits, commas, points and signs as ASCII; outer spaces off."""
    return unicodedata.normalize("NFKC", text).translate(_MINUS).strip()


def parse_number(cell: Cell, column: Column, scale: Decimal = Decimal(1)) -> Decimal:
    """The number in the column's unit; `scale` is what the heading's unit is worth (万元 -> 10000).

    Raises CellProblem for anything else than one plain number with a fitting unit.
    """
    if isinstance(cell, PercentNumber):
        raise CellProblem("percent_unexpected", value=percent_text(exact(cell)))
    if isinstance(cell, str):
        number, percent, unit = _split(cell)
        if percent:
            raise CellProblem("percent_unexpected", value=cell)
        factor = unit_factor(unit, column.unit) if unit else scale
        if factor is None:
            raise CellProblem("unit_wrong", value=cell, unit=column.unit or "—")
        return number * factor
    return _plain_number(cell) * scale


def parse_integer(cell: Cell, column: Column, scale: Decimal = Decimal(1)) -> int:
    """A whole number. Raises CellProblem, also for 12.5."""
    number = parse_number(cell, column, scale)
    if number != number.to_integral_value():
        raise CellProblem("not_an_integer", value=plain(number))
    return int(number)


def parse_percent(cell: Cell, column: Column, points: bool) -> Decimal:
    """A fraction: 96 % is 0.96.

    A number without a sign is a fraction, or, where the heading or the column says so (`points`), percentage
    points; there a bare number up to 1 could be either and is refused.
    """
    if isinstance(cell, PercentNumber):
        return exact(cell)
    if isinstance(cell, str):
        number, percent, unit = _split(cell)
        if unit:
            raise CellProblem("not_a_percent", value=cell)
        if percent:
            return number / 100
    else:
        number = _plain_number(cell)
    if not points:
        return number
    if 0 < abs(number) <= 1:
        raise CellProblem("percent_ambiguous", value=plain(number))
    return number / 100


def exact(number: float) -> Decimal:
    """A cell's number as the 15 digits that Excel keeps, so that 0.1 + 0.2 comes out as 0.3."""
    return Decimal(format(number, ".15g"))


def plain(number: Decimal) -> str:
    """1E+2 as 100, 12.50 as 12.5: how a number is shown in messages and compared in a diff."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_text(fraction: Decimal) -> str:
    """0.965 as 96.5%."""
    return plain(fraction * 100) + "%"


def _plain_number(cell: Cell) -> Decimal:
    if isinstance(cell, bool) or cell is None or isinstance(cell, CellError):
        raise CellProblem("not_a_number", value=str(cell))
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise CellProblem("not_a_number", value=str(cell))
        return exact(cell)
    raise CellProblem("number_is_date", value=str(cell))


def _split(text: str) -> tuple[Decimal, bool, str]:
    """(number, has a percent sign, unit)."""
    folded = fold_number(text)
    found = _NUMBER.fullmatch(folded)
    if found is None:
        raise CellProblem("not_a_number", value=text)
    sign, currency, digits, percent, unit = found.groups()
    if "," in digits and not _GROUPED.fullmatch(digits.split(".")[0]):
        raise CellProblem("number_separator", value=text)
    if currency == "$":
        raise CellProblem("unit_wrong", value=text, unit="元")
    number = Decimal(sign + digits.replace(",", "").rstrip("."))
    return number, bool(percent), (unit or "").strip() or currency
