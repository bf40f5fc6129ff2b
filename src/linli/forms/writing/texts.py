"""Text tables: filled and written in their own encoding and with their own delimiter."""

import csv
import io
from collections.abc import Sequence

from linli.base.imports.csvtext import FORMULA_STARTS, decode, delimiter
from linli.forms.writing.grid import Grid
from linli.forms.writing.model import Card, Place


def fill(content: bytes, places: Sequence[Place], cards: Sequence[Card]) -> bytes:
    """The table filled; further cards follow under one another with an empty line between them."""
    text, encoding = decode(content)
    mark = delimiter(text)
    blank = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    made: list[list[str]] = []
    for number, card in enumerate(cards):
        grid = Grid([list(row) for row in blank])
        grid.fill(places, card)
        made += [[], *grid.rows] if number else grid.rows
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([_guarded(cell) for cell in row] for row in made)
    return out.getvalue().encode(encoding)


def _guarded(cell: str) -> str:
    """A value that a spreadsheet would take for a formula keeps an apostrophe in front."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
