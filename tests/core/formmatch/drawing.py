"""Forms drawn as text and written out as the files that offices send.

A row is a line, cells are parted by `|`; `<` belongs to the cell on its left, `^` to the cell above, `_` is a blank,
`/` inside a cell sets its characters under one another.
"""

import csv
import io
from dataclasses import dataclass

import xlsxwriter
import xlwt
from docx import Document

from linli.core.formmatch.layout import Sheet

Merged = list[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Drawn:
    rows: list[list[str]]
    merged: Merged

    def sheet(self, name: str = "表") -> Sheet:
        return Sheet.of_rows(name, self.rows, self.merged)


def draw(text: str) -> Drawn:
    marks = [line.split("|") for line in text.strip("\n").split("\n")]
    width = max(len(row) for row in marks)
    marks = [[*row, *["_"] * (width - len(row))] for row in marks]
    anchor: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(marks):
        for c, mark in enumerate(row):
            anchor[r, c] = anchor[r, c - 1] if mark == "<" else anchor[r - 1, c] if mark == "^" else (r, c)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (r, c), start in anchor.items():
        low, right = ends.get(start, start)
        ends[start] = (max(low, r), max(right, c))
    rows = [
        ["" if mark in "_<^" else mark.replace("/", "\n").replace("÷", "/") for mark in row] for row in marks
    ]
    return Drawn(rows, [(*start, *end) for start, end in sorted(ends.items()) if start != end])


def as_xlsx(*drawn: Drawn, names: tuple[str, ...] = ()) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for i, one in enumerate(drawn):
            sheet = book.add_worksheet(names[i] if i < len(names) else None)
            for top, left, bottom, right in one.merged:
                sheet.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(one.rows):
                for c, text in enumerate(row):
                    if text:
                        sheet.write_string(r, c, text)
    return made.getvalue()


def as_xls(drawn: Drawn) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    starts = {(top, left): (bottom, right) for top, left, bottom, right in drawn.merged}
    for r, row in enumerate(drawn.rows):
        for c, text in enumerate(row):
            if (r, c) in starts:
                bottom, right = starts[r, c]
                sheet.write_merge(r, bottom, c, right, text)
            elif text:
                sheet.write(r, c, text)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_csv(drawn: Drawn, encoding: str = "gb18030") -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(drawn.rows)
    return made.getvalue().encode(encoding)


def as_docx(*parts: Drawn | str) -> bytes:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part.rows), len(part.rows[0]))
        for top, left, bottom, right in part.merged:
            table.cell(top, left).merge(table.cell(bottom, right))
        for r, row in enumerate(part.rows):
            for c, text in enumerate(row):
                if text:
                    table.cell(r, c).text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
