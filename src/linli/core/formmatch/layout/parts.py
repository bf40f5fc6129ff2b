"""Words of a code list as headings: 男 beside 女 divides what is counted, 男 alone is somebody's sex."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linli.core.formmatch.evidence import LISTS

from .sheet import Cell, Sheet
from .texts import tidy

OF_WHICH = re.compile(r"^其中[:：]?\s*")


def divides_row(cell: Cell, sheet: Sheet) -> bool:
    """Whether a cell heads one part among others of its row."""
    return _divides(cell, (one for one in sheet.begun_in(cell.row, 0, sheet.width) if one != cell))


def divides_column(cell: Cell, sheet: Sheet) -> bool:
    """Whether a cell names one part, another one standing above or below it."""
    beside = (sheet.at(row, cell.column) for row in (cell.row - 1, cell.below))
    return _divides(cell, (one for one in beside if one is not None))


def _divides(cell: Cell, others: Iterable[Cell]) -> bool:
    own = _word(cell)
    lists = [words for words in LISTS.values() if own in words]
    return any((word := _word(other)) != own and any(word in words for words in lists) for other in others)


def _word(cell: Cell) -> str:
    return OF_WHICH.sub("", tidy(cell.text))
