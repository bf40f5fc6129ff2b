"""What is found on a sheet: fields with their places, and the headers of columns."""

from __future__ import annotations

from dataclasses import dataclass

from .inline import inline_fields
from .sheet import Cell
from .texts import SAYS, Sort, sort_of, tidy

# What stands in a cell that is there to be filled, or has been.
FILLED = (Sort.BLANK, Sort.VALUE, Sort.ANSWERS)


@dataclass(frozen=True, slots=True)
class LaidField:
    """A field with its place: `at` is the label's cell, `value_at` the first cell to be filled (row, column from 0).

    `in_roster` is true for a column that takes a row for every person or thing.
    """

    label: str
    group: str
    sheet: str
    at: tuple[int, int]
    value_at: tuple[int, int]
    in_roster: bool = False
    unit: str = ""
    options: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lowest header of a column and the texts above it."""

    cell: Cell
    above: tuple[str, ...]


def heads(cell: Cell) -> bool:
    """True for a label that may stand over a column: it has no blank of its own."""
    return is_label(cell) and not SAYS.match(tidy(cell.text)) and not inline_fields(cell.text)


def is_label(cell: Cell) -> bool:
    """True for a cell with the text of a label."""
    return sort_of(cell.text) == Sort.LABEL


def joined(*parts: str) -> str:
    """Headings, the outer ones first."""
    return " / ".join(part for part in parts if part)
