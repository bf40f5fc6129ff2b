"""Filling in a workbook as a person would: open it, write into cells, save it."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


class Book:
    """A downloaded workbook in the hands of a community."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def sheet(self, mark: str) -> Worksheet:
        """The sheet whose mark ends so: `answers`, `staff`, `funds`."""
        return next(sheet for sheet in self.book if str(sheet["A1"].value).endswith(f":{mark}"))

    def cell(self, question: str) -> Any:
        """The answer cell of a question."""
        sheet = self.sheet("answers")
        row = next(row[0].row for row in sheet.iter_rows(min_col=1, max_col=1) if row[0].value == question)
        return sheet.cell(row, 4)

    def answer(self, **values: Any) -> "Book":
        """Write answers."""
        for question, value in values.items():
            self.cell(question).value = value
        return self

    def rows(self, group: str, *rows: Mapping[str, Any], start: int = 0) -> "Book":
        """Write rows of a group from the `start`-th line of its table."""
        sheet = self.sheet(group)
        codes = {cell.value: cell.column for cell in sheet[1] if cell.value}
        for number, cells in enumerate(rows, start=4 + start):
            for code, value in cells.items():
                sheet.cell(number, codes[code]).value = value
        return self

    def bytes(self) -> bytes:
        """Saved."""
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()
