"""A sheet as rows of texts, without merged cells: room is made for rows, single cells are filled."""

from collections.abc import Iterator, Sequence

from linli.core.filling import filled_text
from linli.forms.writing.model import Card, Place, tables
from linli.forms.writing.text import is_number, text_of


class Grid:
    """Rows of texts that are filled in place."""

    def __init__(self, rows: list[list[str]]) -> None:
        self.rows = rows

    def fill(self, places: Sequence[Place], card: Card) -> None:
        """Single cells first, then the tables from the lowest up, so that no place moves before it is used."""
        for place in places:
            if not place.in_roster and place.position in card.values:
                self._put(place, text_of(card.values[place.position]))
        for (_sheet, first), columns in sorted(tables(places).items(), key=lambda item: -item[0][1]):
            self._table(first, columns, card)

    def _put(self, place: Place, value: str) -> None:
        row, column = place.value_row, place.value_column
        self._reach(row, column)
        there = self.rows[row][column]
        self.rows[row][column] = filled_text(there, place.label, value) if there.strip() else value

    def _table(self, first: int, columns: list[Place], card: Card) -> None:
        listed = card.listed_in(columns, lambda column: self._texts_down(first, column))
        named = max(len(listed) - 1, 0)
        free = named + self._free(first + named)
        wanted, total, kept = card.table_of(columns, self._first_text(first + free), listed)
        numbered = self._numbers(
            first, [one for one in columns if any(one.position in row for row in wanted)]
        )
        self.rows[first + free : first + free] = [[] for _ in range(max(0, len(wanted) - free))]
        for at, row in enumerate(wanted, start=first):
            for column in columns:
                if column.position in row:
                    self._reach(at, column.value_column)
                    is_kept = at - first < kept and self.rows[at][column.value_column].strip()
                    if not is_kept:
                        self.rows[at][column.value_column] = text_of(row[column.position])
            for column_at in numbered:
                self._reach(at, column_at)
                self.rows[at][column_at] = str(at - first + 1)
        under = first + max(free, len(wanted))
        for column in columns:
            if column.position in total:
                self._reach(under, column.value_column)
                self.rows[under][column.value_column] = text_of(total[column.position])

    def _texts_down(self, first: int, column: int) -> Iterator[str]:
        return (row[column] if column < len(row) else "" for row in self.rows[first:])

    def _first_text(self, row: int) -> str:
        return next((cell for cell in self.rows[row] if cell.strip()), "") if row < len(self.rows) else ""

    def _free(self, first: int) -> int:
        """Rows that are there to be filled: the first one, and those under it that hold nothing but running numbers."""
        row = first + 1
        while row < len(self.rows) and all(not cell.strip() or is_number(cell) for cell in self.rows[row]):
            row += 1
        return max(1, row - first) if first < len(self.rows) else 0

    def _numbers(self, first: int, given: list[Place]) -> list[int]:
        """Columns in which the first row bears the number 1, and for which no values are given."""
        row = self.rows[first] if first < len(self.rows) else []
        asked = {column.value_column for column in given}
        return [at for at, cell in enumerate(row) if cell.strip() == "1" and at not in asked]

    def _reach(self, row: int, column: int) -> None:
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row] += [""] * (column + 1 - len(self.rows[row]))
