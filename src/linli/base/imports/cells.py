"""One cell of a declared column: parsed, then held against the column's bounds."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from linli.base.imports import date_cells, number_cells
from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.columns import Choice, Column, Kind, fold
from linli.base.imports.guard import UNCALCULATED
from linli.base.imports.reader import Cell, CellError, PercentNumber

_YES = frozenset(("是", "有", "√", "✓", "对", "y", "yes", "true", "1"))
_NO = frozenset(("否", "无", "没有", "不是", "×", "x", "n", "no", "false", "0"))
# What comes along unseen when text is copied from web pages and chats: a name with one in it is found by nobody.
_UNSEEN = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
_DAMAGED = re.compile(r"\d(?:\.\d+)?e\+?\d+|\d+\.0+", re.IGNORECASE)


def parse_cell(cell: Cell, column: Column, scale: Decimal = Decimal(1), points: bool = False) -> Any:
    """The value by the column's kind, or None for an empty cell of a column that need not be filled.

    `scale` and `points` come from the heading (a unit such as 万元, a percent sign). Raises CellProblem.
    """
    if isinstance(cell, str):
        cell = cell.translate(_UNSEEN)
    if isinstance(cell, CellError):
        if cell.text == UNCALCULATED:
            raise CellProblem("formula_uncalculated")
        raise CellProblem("cell_error", value=cell.text)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.required:
            raise CellProblem("value_missing")
        return None
    value = _parse(cell, column, scale, points or column.bare_percent == "points")
    _check_bounds(value, column)
    code = column.check(value) if column.check else ""
    if code:
        raise CellProblem(code, value=str(cell))
    return value


def _parse(cell: Cell, column: Column, scale: Decimal, points: bool) -> Any:
    match column.kind:
        case Kind.INTEGER:
            return number_cells.parse_integer(cell, column, scale)
        case Kind.DECIMAL:
            return number_cells.parse_number(cell, column, scale)
        case Kind.PERCENT:
            return number_cells.parse_percent(cell, column, points)
        case Kind.DATE:
            return date_cells.parse_date(cell, column.month_ok)
        case Kind.MONTH:
            return date_cells.parse_month(cell)
        case _:
            return _TEXTUAL[column.kind](cell, column)


def _text(cell: Cell, column: Column) -> str:
    if isinstance(cell, date | datetime | time | timedelta):
        raise CellProblem("text_is_date")
    if isinstance(cell, str):
        text = cell.strip()
    elif isinstance(cell, PercentNumber):
        text = number_cells.percent_text(number_cells.exact(cell))
    elif isinstance(cell, bool):
        text = "TRUE" if cell else "FALSE"
    else:
        text = number_cells.plain(number_cells.parse_number(cell, column))
    if len(text) > column.max_length:
        raise CellProblem("text_too_long", length=len(text), most=column.max_length)
    return text


def _identity(cell: Cell, column: Column) -> str:
    """A number that names somebody. Excel keeps 15 digits, so a numeric cell may have lost some."""
    if not isinstance(cell, str):
        raise CellProblem("identity_numeric")
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("'").replace(" ", "").upper()
    if _DAMAGED.fullmatch(text):
        raise CellProblem("identity_damaged", value=cell)
    if len(text) > column.max_length:
        raise CellProblem("text_too_long", length=len(text), most=column.max_length)
    return text


def _division(cell: Cell, column: Column) -> str:
    """A division code has at most 12 digits and no leading zero: a numeric cell still holds all of them."""
    text = fold(str(_text(cell, column)))
    if not (text.isascii() and text.isdigit()) or len(text) not in column.levels:
        digits = " / ".join(str(level) for level in column.levels)
        raise CellProblem("not_a_division", value=text, digits=digits)
    if not text.startswith(column.within):
        raise CellProblem("division_out_of_scope", value=text, within=column.within)
    return text


def _choice(cell: Cell, column: Column) -> str:
    wanted = fold(_text(cell, column))
    for choice in column.choices:
        if wanted in _folded_names(choice):
            return choice.code
    names = [choice.names[0] for choice in column.choices]
    raise CellProblem("not_a_choice", value=_text(cell, column), choices=names[:20])


def _folded_names(choice: Choice) -> tuple[str, ...]:
    return tuple(fold(name) for name in (choice.code, *choice.names))


def _yes_no(cell: Cell, column: Column) -> bool:
    word = fold(_text(cell, column))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellProblem("not_yes_no", value=_text(cell, column))


_TEXTUAL = {
    Kind.TEXT: _text,
    Kind.IDENTITY: _identity,
    Kind.CHOICE: _choice,
    Kind.DIVISION: _division,
    Kind.YES_NO: _yes_no,
}


def _check_bounds(value: Any, column: Column) -> None:
    if isinstance(value, date):
        _check_date(value, column)
    elif column.kind == Kind.PERCENT:
        _check_rate(value, column)
    elif column.kind in (Kind.INTEGER, Kind.DECIMAL):
        _check_number(Decimal(value), column)


def _check_date(value: date, column: Column) -> None:
    if isinstance(column.minimum, date) and value < column.minimum:
        raise CellProblem("date_too_early", value=value.isoformat(), min=column.minimum.isoformat())
    if isinstance(column.maximum, date) and value > column.maximum:
        raise CellProblem("date_too_late", value=value.isoformat(), max=column.maximum.isoformat())


def _check_rate(value: Decimal, column: Column) -> None:
    """Without bounds of its own a rate lies between 0 and 1."""
    low = Decimal(0) if column.minimum is None else _as_decimal(column.minimum)
    high = Decimal(1) if column.maximum is None else _as_decimal(column.maximum)
    if not low <= value <= high:
        shown = number_cells.percent_text
        raise CellProblem("rate_out_of_range", value=shown(value), min=shown(low), max=shown(high))


def _check_number(value: Decimal, column: Column) -> None:
    shown = number_cells.plain
    if column.minimum is not None and value < _as_decimal(column.minimum):
        raise CellProblem("too_small", value=shown(value), min=shown(_as_decimal(column.minimum)))
    if column.maximum is not None and value > _as_decimal(column.maximum):
        raise CellProblem("too_big", value=shown(value), max=shown(_as_decimal(column.maximum)))
    if column.places is None:
        return
    if -int(value.normalize().as_tuple().exponent) > column.places:
        raise CellProblem("too_many_places", value=shown(value), most=column.places)


def _as_decimal(bound: int | Decimal | date) -> Decimal:
    if isinstance(bound, date):
        raise TypeError("a number column has a date as its bound")
    return Decimal(bound)
