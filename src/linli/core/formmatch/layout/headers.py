"""Headers over columns, up to four levels, and the rows beneath them."""

from __future__ import annotations

from dataclasses import dataclass

from .laid import FILLED, Leaf, heads, is_label
from .parts import divides_row
from .sheet import Cell, Sheet
from .texts import TOTAL, Sort, is_known, is_note, is_signed, sort_of, tidy

FEW, MANY_LEVELS = 2, 4


@dataclass(frozen=True, slots=True)
class Headers:
    """Finds the columns of tables on one sheet."""

    sheet: Sheet

    def leaves(self, row: int, bottom: int, left: int, right: int) -> list[Leaf]:
        """The columns of a table that begins in a row, or nothing where none does."""
        cells = self.sheet.begun_in(row, left, right)
        while cells and sort_of(cells[-1].text) == Sort.BLANK:
            cells.pop()
        if len(cells) < FEW or TOTAL.match(tidy(cells[0].text)) or not self._all_head(cells):
            return []
        end = self._header_end(cells)
        leaves: list[Leaf] = []
        column = cells[0].column
        while column < cells[-1].after:
            cell = self.sheet.at(end - 1, column)
            if cell is None or cell.row < row or not (is_label(cell) or divides_row(cell, self.sheet)):
                return []
            leaves.append(Leaf(cell, self._above(cell, row)))
            column = cell.after
        return leaves if len(leaves) >= FEW and self._has_room(leaves, end, bottom) else []

    def _all_head(self, cells: list[Cell]) -> bool:
        return all(heads(cell) or divides_row(cell, self.sheet) for cell in cells)

    def _header_end(self, cells: list[Cell]) -> int:
        top = cells[0].row
        end = max(cell.below for cell in cells)
        for cell in cells:
            under = self.sheet.begun_in(cell.below, cell.column, cell.after)
            if cell.columns > 1 and len(under) > 1 and self._all_head(under):
                end = max(end, self._header_end(under))
        return min(end, top + MANY_LEVELS)

    def _above(self, leaf: Cell, top: int) -> tuple[str, ...]:
        texts: list[str] = []
        row = top
        while row < leaf.row:
            cell = self.sheet.at(row, leaf.column)
            if cell is None:
                break
            texts.append(tidy(cell.text))
            row = cell.below
        return tuple(texts)

    def _has_room(self, leaves: list[Leaf], row: int, bottom: int) -> bool:
        """Whether the row under a header is there to be filled, column by column."""
        if row >= bottom:
            return len(leaves) > FEW or all(is_known(leaf.cell.text) for leaf in leaves)
        under = [self.sheet.at(row, leaf.cell.column) for leaf in leaves]
        aligned = [
            cell is not None and (cell.column, cell.columns) == (leaf.cell.column, leaf.cell.columns)
            for cell, leaf in zip(under, leaves, strict=True)
        ]
        if sum(aligned) < 0.6 * len(leaves):
            return False
        sorts = [sort_of(cell.text) if cell else Sort.BLANK for cell in under]
        filled = sum(sort in FILLED for sort in sorts)
        if filled >= 0.7 * len(leaves):
            return True
        labels = sum(is_known(cell.text) for cell in under if cell)
        known = self._known(leaves)
        enough = len(leaves) > FEW or known == 1.0
        return enough and labels <= 0.2 * len(leaves) and (filled > 0 or known >= 0.5)

    @staticmethod
    def _known(leaves: list[Leaf]) -> float:
        return sum(is_known(leaf.cell.text) for leaf in leaves) / len(leaves)

    def is_filling(self, row: int, leaves: list[Leaf], left: int, right: int) -> bool:
        """Whether a row goes on being filled column by column under its headers."""
        spans = {(leaf.cell.column, leaf.cell.columns) for leaf in leaves}
        cells = self.sheet.begun_in(row, left, right)
        texts = [cell for cell in cells if sort_of(cell.text) != Sort.BLANK]
        if any((cell.column, cell.columns) not in spans for cell in texts):
            return False
        if texts and any(
            (cell.column, cell.columns) not in spans for cell in cells if cell.column < leaves[-1].cell.after
        ):
            return False
        labels = [cell for cell in texts if is_label(cell) and is_known(cell.text)]
        return len(labels) < FEW and not any(is_note(cell.text) or is_signed(cell.text) for cell in texts)
