"""References in formulas, moved when rows are put into a sheet."""

import re

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

CELL = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)(\d{1,7})")
SHEET = re.compile(r"^(?:'((?:[^']|'')*)'|([^'!]+))!")


def moved(formula: str, *, sheet: str, own: str, at: int, by: int) -> str:
    """`formula` of a cell on sheet `own` after `by` rows were put in before row `at` (from 1) of `sheet`.

    A range that ends in the row above grows with the rows: totals go on counting what they counted.
    """
    if not formula.startswith("="):
        return formula
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _reference(token.value, sheet, own, at, by)
    return f"={''.join(token.value for token in tokens.items)}"


def moved_range(reference: str, at: int, by: int) -> str:
    """A range such as `A3:D20` or several parted by spaces, after rows were put in."""
    return " ".join(_cells(one, at, by) for one in reference.split(" "))


def _reference(reference: str, sheet: str, own: str, at: int, by: int) -> str:
    named = SHEET.match(reference)
    where = (named[1] or named[2] or "").replace("''", "'") if named else own
    if where != sheet:
        return reference
    head = named[0] if named else ""
    return head + _cells(reference[len(head) :], at, by)


def _cells(cells: str, at: int, by: int) -> str:
    first, mark, last = cells.partition(":")
    start = _cell(first, at, by)
    if not mark:
        return start
    ends = CELL.fullmatch(last)
    begins = CELL.fullmatch(first)
    grows = ends and begins and int(ends[3]) == at - 1 and int(begins[3]) < at
    return f"{start}:{_cell(last, at - 1 if grows else at, by)}"


def _cell(cell: str, at: int, by: int) -> str:
    found = CELL.fullmatch(cell)
    if not found or int(found[3]) < at:
        return cell
    return f"{found[1]}{found[2]}{int(found[3]) + by}"
