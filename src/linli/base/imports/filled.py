"""Reading back a workbook that was sent out to be filled in (written by the export kit's `template`).

Answers are found by the hidden marks in row 1 and column A of their sheet, which move with columns and rows; an
answer whose marks are gone is looked for at the address that the hidden sheet `_linli` gives.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.base.imports.addresses import cell_address, column_index, column_letters
from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Column, Schema
from linli.base.imports.headings import Heading, Placed
from linli.base.imports.problems import Problem
from linli.base.imports.reader import Cell, Sheet, Workbook
from linli.base.imports.table import ParsedTable, read_rows

MARK = "linli-template"
HIDDEN_SHEET = "_linli"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True)
class Answer:
    """One cell filled in: where it was found (row and column from 0) and what it holds."""

    code: str
    sheet: str
    row: int
    column: int
    cell: Cell

    @property
    def address(self) -> str:
        """The cell's address, such as `D7`."""
        return cell_address(self.row, self.column)


@dataclass(frozen=True)
class Filled:
    """A template read back. `problems` say that it is the wrong one, or that an answer's place is gone."""

    file: str
    version: str
    campaign: str
    place: str
    answers: Mapping[str, Answer]
    tables: Mapping[str, tuple[Sheet, Heading]]
    problems: tuple[Problem, ...]

    def values(self, columns: Mapping[str, Column]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Parsed answers by question code, and what is wrong with the others. Questions without a column are
        left out; a question whose cell has a problem has no value."""
        values: dict[str, Any] = {}
        problems = []
        for code, answer in self.answers.items():
            if code not in columns:
                continue
            try:
                values[code] = parse_cell(answer.cell, columns[code])
            except CellProblem as error:
                letters = column_letters(answer.column)
                params = {"header": columns[code].label, **error.params}
                problems.append(Problem(self.file, answer.sheet, answer.row + 1, letters, error.code, params))
        return values, tuple(problems)

    def table(self, schema: Schema) -> ParsedTable | None:
        """The filled rows of the table whose code is the schema's; None when the workbook has no such table."""
        if schema.code not in self.tables:
            return None
        sheet, heading = self.tables[schema.code]
        by_code = {column.code: column for column in schema.columns}
        placed = tuple(
            Placed(by_code[text], index, by_code[text].label)
            for index, text in heading.extra
            if text in by_code
        )
        extra = tuple((index, text) for index, text in heading.extra if text not in by_code)
        return read_rows(
            self.file, sheet, schema, Heading(heading.first, heading.last, placed, extra), may_be_empty=True
        )


def read_filled(workbook: Workbook, *, version: str, campaign: str, place: str) -> Filled:
    """Recognises the template and finds its answers. Never raises for what the file holds: problems tell."""
    hidden = workbook.sheet(HIDDEN_SHEET)
    about = _about(hidden) if hidden else {}
    if hidden is None or MARK not in about:
        problem = Problem(workbook.name, "", 0, "", "template_unrecognised")
        return Filled(workbook.name, "", "", "", {}, {}, (problem,))
    found = _Found()
    for sheet in workbook.sheets:
        found.take(sheet)
    problems = list(_wrong_template(workbook.name, about, version, campaign, place))
    for code, sheet_name, address in _addresses(hidden):
        if code not in found.answers and not found.at_address(workbook, code, sheet_name, address):
            params = {"question": code}
            problems.append(Problem(workbook.name, sheet_name, 0, "", "template_cell_missing", params))
    identity = (about[MARK], about.get("campaign", ""), about.get("place", ""))
    return Filled(workbook.name, *identity, found.answers, found.tables, tuple(problems))


def _about(hidden: Sheet) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in hidden.rows[:3] if len(row) > 1}


def _addresses(hidden: Sheet) -> Iterator[tuple[str, str, str]]:
    for row in hidden.rows[3:]:
        if len(row) > 2 and row[0] and row[1] and row[2]:
            yield str(row[0]), str(row[1]), str(row[2])


def _wrong_template(
    file: str, about: Mapping[str, str], version: str, campaign: str, place: str
) -> Iterator[Problem]:
    if about[MARK] != version:
        yield Problem(file, "", 0, "", "template_outdated", {"found": about[MARK], "wanted": version})
    if about.get("campaign") != campaign:
        yield Problem(file, "", 0, "", "template_other_campaign")
    if about.get("place") != place:
        params = {"found": about.get("place", ""), "wanted": place}
        yield Problem(file, "", 0, "", "template_other_place", params)


@dataclass
class _Found:
    """Collects answers and tables sheet by sheet."""

    answers: dict[str, Answer] = field(default_factory=dict)
    tables: dict[str, tuple[Sheet, Heading]] = field(default_factory=dict)

    def take(self, sheet: Sheet) -> None:
        place = _mark_place(sheet)
        if place is None:
            return
        row, column, kind, code = place
        marks = {index: str(cell) for index, cell in enumerate(sheet.rows[row]) if cell and index != column}
        if kind == "list":
            self._take_list(sheet, row, column, marks)
        else:
            last = next(
                (at - 1 for at in range(row + 1, len(sheet.rows)) if sheet.cell(at, column) == "#row"), row
            )
            self.tables[code] = (_without_column(sheet, column), Heading(row, last, (), tuple(marks.items())))

    def _take_list(self, sheet: Sheet, row: int, column: int, marks: Mapping[int, str]) -> None:
        answer_column = next((index for index, mark in marks.items() if mark == "#answer"), None)
        if answer_column is None:
            return
        for at in range(row + 1, len(sheet.rows)):
            code = sheet.cell(at, column)
            if isinstance(code, str) and code and code not in self.answers:
                self.answers[code] = Answer(
                    code, sheet.name, at, answer_column, sheet.cell(at, answer_column)
                )

    def at_address(self, workbook: Workbook, code: str, sheet_name: str, address: str) -> bool:
        """Takes the answer from its first address; only when that sheet has lost its marks."""
        sheet = workbook.sheet(sheet_name)
        found = _ADDRESS.fullmatch(address)
        if sheet is None or found is None or _mark_place(sheet) is not None:
            return False
        row, column = int(found[2]) - 1, column_index(found[1])
        self.answers[code] = Answer(code, sheet_name, row, column, sheet.cell(row, column))
        return True


def _mark_place(sheet: Sheet) -> tuple[int, int, str, str] | None:
    """(row, column, list or table, code) of the mark; it may have moved within the first rows and columns."""
    for row, cells in enumerate(sheet.rows[:10]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith(MARK + ":"):
                _, kind, code = [*cell.split(":", 2), "", ""][:3]
                return row, column, kind, code
    return None


def _without_column(sheet: Sheet, column: int) -> Sheet:
    """The sheet with the column of row marks emptied, so that an untouched row counts as empty."""
    rows = []
    for cells in sheet.rows:
        row = list(cells)
        if column < len(row):
            row[column] = None
        rows.append(tuple(row))
    return Sheet(sheet.name, tuple(rows), sheet.hidden, sheet.merged)
