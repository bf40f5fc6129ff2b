"""A sheet held against a schema: all rows are read and checked before anything is written anywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from linli.base.imports.addresses import column_letters
from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Schema, fold
from linli.base.imports.headings import Heading, find_heading
from linli.base.imports.problems import PROBLEMS, Problem
from linli.base.imports.reader import Cell, Sheet, Workbook

PROBLEM_CAP = 200


@dataclass(frozen=True)
class ParsedRow:
    """One row: `number` as in Excel (from 1), values by column code. A cell with a problem has no value."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ParsedTable:
    """What a sheet holds. `problems` has at most 200 of them, `problems_beyond` counts the rest.

    `ok` is True when no problem but warnings was found; only then may the rows be written.
    """

    file: str
    sheet: str
    schema: Schema
    rows: tuple[ParsedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    problems_beyond: int = 0
    places: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the rows may be written."""
        return not self.problems_beyond and all(problem.is_warning for problem in self.problems)

    def problem_at(self, row: int, column: str, code: str, **params: Any) -> Problem:
        """A problem of this table at a row (as in Excel) and a column code ("" for the whole row)."""
        if column not in self.places:
            return Problem(self.file, self.sheet, row, "", code, params)
        index, heading = self.places[column]
        return Problem(self.file, self.sheet, row, column_letters(index), code, {"header": heading, **params})

    def with_problems(self, more: Iterable[Problem]) -> "ParsedTable":
        """The table with the findings of a room's own checks added."""
        problems = _Problems(self.problems_beyond, list(self.problems))
        for problem in more:
            problems.add(problem)
        return replace(self, problems=tuple(problems.kept), problems_beyond=problems.beyond)


class _Problems:
    """Keeps the first 200 problems and counts the rest; errors push out warnings."""

    def __init__(self, beyond: int = 0, kept: list[Problem] | None = None) -> None:
        self.kept = kept or []
        self.beyond = beyond

    def add(self, problem: Problem) -> None:
        if len(self.kept) < PROBLEM_CAP:
            self.kept.append(problem)
        elif not PROBLEMS[problem.code].warning:
            self.beyond += 1


def read_table(workbook: Workbook, schema: Schema) -> ParsedTable:
    """Finds the sheet and the heading, parses every row. Never raises for what the file holds: problems tell."""
    sheet, problem = _choose_sheet(workbook, schema)
    if sheet is None:
        return ParsedTable(workbook.name, "", schema, problems=(problem,) if problem else ())
    return _Reading(workbook.name, sheet, schema).run()


def read_rows(
    file: str, sheet: Sheet, schema: Schema, heading: Heading, *, may_be_empty: bool = False
) -> ParsedTable:
    """The rows under a heading that is known already (a template's marks)."""
    return _Reading(file, sheet, schema).under(heading, may_be_empty)


def _choose_sheet(workbook: Workbook, schema: Schema) -> tuple[Sheet | None, Problem | None]:
    """The sheet of the schema's name, else the only visible one, else the only one with a fitting heading."""
    visible = workbook.visible
    wanted = {fold(name) for name in schema.sheet_names}
    named = [sheet for sheet in visible if fold(sheet.name) in wanted]
    if named:
        return named[0], None
    if len(visible) == 1 and (not wanted or workbook.kind == "csv"):
        return visible[0], None
    fitting = [sheet for sheet in visible if find_heading(sheet, schema)]
    if len(fitting) == 1:
        return fitting[0], None
    if not any(not sheet.is_empty for sheet in visible):
        return None, Problem(workbook.name, "", 0, "", "sheet_empty")
    names = [sheet.name for sheet in fitting or visible][:20]
    if fitting:
        return None, Problem(workbook.name, "", 0, "", "sheet_unclear", {"found": names})
    if len(visible) == 1 and not schema.sheet_names:
        return visible[0], None
    wanted_name = schema.sheet_names[0] if schema.sheet_names else schema.code
    return None, Problem(workbook.name, "", 0, "", "sheet_missing", {"wanted": wanted_name, "found": names})


class _Reading:
    """One pass over one sheet."""

    def __init__(self, file: str, sheet: Sheet, schema: Schema) -> None:
        self.file = file
        self.sheet = sheet
        self.schema = schema
        self.problems = _Problems()

    def run(self) -> ParsedTable:
        heading = find_heading(self.sheet, self.schema)
        if self.sheet.is_empty:
            self._tell("sheet_empty")
        elif heading is None:
            wanted = [column.label for column in self.schema.columns if column.expected][:20]
            self._tell("header_missing", searched=self.schema.header_within, wanted=wanted)
        if heading is None:
            return self._answer((), {})
        return self.under(heading)

    def under(self, heading: Heading, may_be_empty: bool = False) -> ParsedTable:
        """Checks the heading and parses the rows below it."""
        self._check_heading(heading)
        rows = self._rows(heading)
        if not rows and not may_be_empty:
            self._tell("no_rows", row=heading.last + 1)
        places = {place.column.code: (place.index, place.text) for place in heading.placed}
        return self._answer(tuple(rows), places)

    def _answer(self, rows: tuple[ParsedRow, ...], places: Mapping[str, tuple[int, str]]) -> ParsedTable:
        kept = tuple(self.problems.kept)
        return ParsedTable(self.file, self.sheet.name, self.schema, rows, kept, self.problems.beyond, places)

    def _tell(self, code: str, row: int = 0, index: int | None = None, **params: Any) -> None:
        column = "" if index is None else column_letters(index)
        self.problems.add(Problem(self.file, self.sheet.name, row, column, code, params))

    def _check_heading(self, heading: Heading) -> None:
        row = heading.last + 1
        for column in self.schema.columns:
            at = [place.index for place in heading.placed if place.column is column]
            if not at and column.expected:
                self._tell("column_missing", row=row, name=column.label)
            elif len(at) > 1:
                letters = [column_letters(index) for index in at]
                self._tell("column_duplicated", row=row, name=column.label, columns=letters)
        for place in heading.placed:
            if place.scale is None:
                self._tell(
                    "header_unit", row=row, index=place.index, found=place.unit, unit=place.column.unit or "—"
                )
        for index, text in heading.extra:
            self._tell("column_extra", row=row, index=index, header=text)

    def _rows(self, heading: Heading) -> list[ParsedRow]:
        named = {place.index for place in heading.placed} | {index for index, _ in heading.extra}
        rows = []
        for at in range(heading.last + 1, len(self.sheet.rows)):
            cells = self.sheet.rows[at]
            if not any(_is_filled(cell) for cell in cells):
                continue
            rows.append(self._row(at, cells, heading))
            for index, cell in enumerate(cells):
                if index not in named and _is_filled(cell):
                    self._tell("value_without_header", row=at + 1, index=index, value=str(cell))
        return rows

    def _row(self, at: int, cells: tuple[Cell, ...], heading: Heading) -> ParsedRow:
        values: dict[str, Any] = {}
        for place in heading.placed:
            cell = cells[place.index] if place.index < len(cells) else None
            scale = Decimal(1) if place.scale is None else place.scale
            try:
                values[place.column.code] = parse_cell(cell, place.column, scale, place.points)
            except CellProblem as problem:
                self._tell(
                    problem.code, row=at + 1, index=place.index, **{"header": place.text, **problem.params}
                )
        return ParsedRow(at + 1, values)


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
