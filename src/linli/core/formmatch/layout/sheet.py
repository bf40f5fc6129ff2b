"""A table as it lies on paper: cells with their places and how many rows and columns they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

ABOVE = "·上文"


def above(name: str) -> str:
    """What the paragraphs above a table are called as a place: their lines are counted from 0 like rows."""
    return name + ABOVE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at (row, column) from 0 that covers `rows` by `columns`."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1

    @property
    def below(self) -> int:
        """The first row under it."""
        return self.row + self.rows

    @property
    def after(self) -> int:
        """The first column to its right."""
        return self.column + self.columns


@dataclass(frozen=True)
class Sheet:
    """One table; `lines` are the paragraphs above it in a document, which it `continues` where it is not the first."""

    name: str
    cells: tuple[Cell, ...]
    lines: tuple[str, ...] = ()
    continues: bool = False

    @classmethod
    def of_rows(
        cls, name: str, rows: Sequence[Sequence[str]], merged: Iterable[tuple[int, int, int, int]] = ()
    ) -> Sheet:
        """From rows of texts and merged ranges (first row, first column, last row, last column)."""
        width = max((len(row) for row in rows), default=0)
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        for top, left, bottom, right in merged:
            spans[top, left] = (bottom - top + 1, right - left + 1)
            covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            width = max(width, right + 1)
        height = max([len(rows), *(top + span[0] for (top, _), span in spans.items())])
        cells = []
        for r in range(height):
            row = rows[r] if r < len(rows) else ()
            for c in range(width):
                if (r, c) in spans or (r, c) not in covered:
                    tall, wide = spans.get((r, c), (1, 1))
                    cells.append(Cell(r, c, row[c] if c < len(row) else "", tall, wide))
        return cls(name, tuple(cells))

    @cached_property
    def height(self) -> int:
        """Rows."""
        return max((cell.below for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """Columns."""
        return max((cell.after for cell in self.cells), default=0)

    @cached_property
    def _at(self) -> dict[tuple[int, int], Cell]:
        return {
            (r, c): cell
            for cell in self.cells
            for r in range(cell.row, cell.below)
            for c in range(cell.column, cell.after)
        }

    @cached_property
    def _in_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in sorted(self.cells, key=lambda one: one.column):
            found.setdefault(cell.row, []).append(cell)
        return found

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._at.get((row, column))

    def begun_in(self, row: int, first: int, last: int) -> list[Cell]:
        """Cells that begin in a row between two columns (the last one not counted), from the left."""
        return [cell for cell in self._in_row.get(row, ()) if first <= cell.column < last]
