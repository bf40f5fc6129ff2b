"""Reading a community's workbook back: what it says, what that would change, what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from linli.base.imports.columns import Column, Kind, Schema
from linli.base.imports.filled import Filled, read_filled
from linli.base.imports.problems import Problem
from linli.base.imports.reader import Workbook
from linli.base.imports.table import ParsedTable
from linli.core.questionnaire import Group, Value
from linli.surveys.fields import from_cell, import_column
from linli.surveys.merge import Change
from linli.surveys.queries.known import known_values
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Key, held_values, values_until
from linli.surveys.states import ReturnState
from linli.surveys.workbook.community import BASE, ROW, sheet_title, template_version


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """`changes` as the workbook asks for them, each on the version it was made from; empty with a problem."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """No problem but warnings."""
        return all(problem.is_warning for problem in self.problems)


def read_community(workbook: Workbook, info: ReturnInfo, *, as_of: date) -> ReadWorkbook:
    """What the workbook changes in the community's return. Never raises for what the file holds.

    The workbook knows the version it was made from: a cell that still says what it said then is no change, so that
    answers given on the page since are left alone. A cell emptied takes its answer out.
    """
    filled = read_filled(
        workbook,
        version=template_version(info.questionnaire),
        campaign=str(info.campaign_id),
        place=info.division_code,
    )
    if filled.problems:
        return ReadWorkbook((), filled.problems)
    reading = _Reading(filled, info, as_of)
    changes = tuple(reading.run())
    problems = tuple(reading.problems)
    if any(not problem.is_warning for problem in problems):
        return ReadWorkbook((), problems)
    return ReadWorkbook(changes, problems)


class _Reading:
    """One pass over one workbook."""

    def __init__(self, filled: Filled, info: ReturnInfo, as_of: date) -> None:
        self.filled = filled
        self.info = info
        self.problems: list[Problem] = []
        base = filled.answers[BASE].cell if BASE in filled.answers else 0
        self.base = int(base) if isinstance(base, int | float) else 0
        self.before = values_until(info.questionnaire, info.id, self.base)
        self.known: Mapping[Key, tuple[Value, str]] = {}
        if info.state is ReturnState.NOT_STARTED:
            self.known = {item.key: (item.value, item.source) for item in known_values(info, as_of=as_of)}

    def run(self) -> Iterator[Change]:
        questions = self.info.questionnaire.questions
        columns = {code: import_column(question) for code, question in questions.items()}
        values, problems = self.filled.values(columns)
        self.problems.extend(problems)
        for code, parsed in values.items():
            yield from self._change(("", 0, code), from_cell(questions[code], parsed))
        for group in self.info.questionnaire.groups.values():
            table = self.filled.table(group_schema(group))
            if table is None:
                self.problems.append(self._sheet_gone(group))
                continue
            self.problems.extend(table.problems)
            if table.ok:
                yield from self._rows(group, table)

    def _sheet_gone(self, group: Group) -> Problem:
        params = {"question": sheet_title(group)}
        return Problem(self.filled.file, "", 0, "", "template_cell_missing", params)

    def _change(self, key: Key, value: Value | None) -> Iterator[Change]:
        """A change, unless the cell says what it said when the workbook was made."""
        version, was = self.before.get(key, (0, None))
        known, source = self.known.get(key, (None, ""))
        if value == was:
            return
        note = source if value is not None and value == known else ""
        group, row, question = key
        yield Change(question, value, version, group, row, note=note)

    def _rows(self, group: Group, table: ParsedTable) -> Iterator[Change]:
        """Rows with a number are that row; rows without are new, unless a row held already says the same."""
        rows = list(_numbered(group, table))
        claimed = {number for number, _cells in rows if number}
        held = self._held_rows(group)
        spare = {number: cells for number, cells in held.items() if number not in claimed}
        fresh = 0
        for number, cells in rows:
            if not number:
                same = next((n for n, found in spare.items() if found == cells), 0)
                if same:
                    del spare[same]
                    continue
                fresh -= 1
            for column in group.columns:
                yield from self._change((group.code, number or fresh, column.code), cells.get(column.code))
        yield from self._gone(group, claimed)

    def _held_rows(self, group: Group) -> dict[int, dict[str, Value]]:
        rows: dict[int, dict[str, Value]] = {}
        for (code, number, column), found in held_values(self.info.questionnaire, [self.info.id])[
            self.info.id
        ].items():
            if code == group.code and found.value is not None:
                rows.setdefault(number, {})[column] = found.value
        return rows

    def _gone(self, group: Group, claimed: set[int]) -> Iterator[Change]:
        """Rows that the workbook was made with and no longer holds."""
        for (code, number, column), (version, was) in self.before.items():
            if code == group.code and number not in claimed and was is not None:
                yield Change(column, None, version, code, number)


def _numbered(group: Group, table: ParsedTable) -> Iterator[tuple[int, dict[str, Value]]]:
    """(row number or 0, answers) of each row that says something."""
    columns = group.columns_by_code
    for row in table.rows:
        found: dict[str, Value] = {}
        for code, parsed in row.values.items():
            value = from_cell(columns[code], parsed) if code in columns else None
            if value is not None:
                found[code] = value
        if found:
            yield int(row.values.get(ROW) or 0), found


def group_schema(group: Group) -> Schema:
    """The group's sheet as the import kit reads it. Required columns are checked when the return is handed in."""
    number = Column(
        ROW, ("序号", "No.", ROW), Kind.INTEGER, expected=False, minimum=1, maximum=group.max_rows * 10
    )
    return Schema(group.code, (*(import_column(column) for column in group.columns), number))
