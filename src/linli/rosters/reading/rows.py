"""The rows of a roster as values of elements, each checked by itself and beside the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Column, Kind
from linli.base.imports.plan import canonical
from linli.base.imports.reader import Sheet, Workbook
from linli.core.addresses import Address
from linli.core.elements import Element
from linli.rosters.places import Places
from linli.rosters.reading.findings import Findings
from linli.rosters.reading.schema import column_of
from linli.rosters.states import RosterKind

# A cell of these that cannot be read stops its row; of every other element the value alone is left out.
STOPPING = frozenset({"self.name", "self.id_number", "self.birth_date", "org.org_name", "org.credit_code"})
# Numbers of places and households are short enough to survive being typed as numbers.
AS_TEXT = frozenset({"household.household_number", "community.division_code", "grid.grid_code"})
NOT_A_ROW = (
    "合计",
    "总计",
    "小计",
    "制表",
    "填表",
    "审核",
    "备注",
    "说明",
    "注：",
    "注:",
    "单位负责人",
    "Total",
)
REQUIRED = {RosterKind.PEOPLE: "self.name", RosterKind.ORGANISATIONS: "org.org_name"}
# Progress is told this often.
EVERY = 500


@dataclass(slots=True)
class ReadRow:
    """One row. `values` by element code, as canonical text; `raw_number` is the identity number as written.

    `division_code` is the community it belongs to (or the place of the roster), `address` its home taken apart.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    raw_number: str = ""
    division_code: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """Rows that can be brought in, and all findings. `read` counts the rows that were looked at."""

    rows: tuple[ReadRow, ...]
    findings: Findings
    read: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How to read: what the rows are about, columns by position, the place, the day, and whom to tell how far it is."""

    kind: RosterKind
    columns: Mapping[int, Element]
    headings: Mapping[int, str]
    sheet: str
    heading_last: int
    places: Places
    within: str
    today: date
    progress: Callable[[int, int], None] = lambda done, total: None


def read_roster(workbook: Workbook, asked: Asked) -> ReadRoster:
    """Read and check all rows. Never raises for what they hold."""
    from linli.register.elements import shapes
    from linli.rosters.reading.checks import check_row, check_table
    from linli.rosters.reading.placing import place_rows

    sheet = workbook.sheet(asked.sheet) or workbook.visible[0]
    findings = Findings(workbook.name, sheet.name, asked.headings)
    where = {element.code: index for index, element in asked.columns.items()}
    rows = []
    known = shapes(asked.today)
    for row in _rows(sheet, asked, findings):
        check_row(row, where, asked, known, findings)
        rows.append(row)
    place_rows(rows, where, asked, findings)
    check_table(rows, where, asked, findings)
    kept = tuple(row for row in rows if row.number not in findings.stopped_rows)
    return ReadRoster(kept, findings, len(rows))


def _rows(sheet: Sheet, asked: Asked, findings: Findings) -> Iterator[ReadRow]:
    columns = [
        (index, element.code, _column(element, asked)) for index, element in sorted(asked.columns.items())
    ]
    name = next((index for index, code, _column in columns if code == REQUIRED[asked.kind]), None)
    total = len(sheet.rows)
    for at in range(asked.heading_last + 1, total):
        if at % EVERY == 0:
            asked.progress(at, total)
        cells = sheet.rows[at]
        filled = [cell for cell in cells if _filled(cell)]
        if not filled:
            continue
        if _is_a_remark(filled, cells, name):
            findings.add(at + 1, None, "rosters.not_a_row", stops=False)
            continue
        yield _row(at + 1, cells, columns, findings)


def _column(element: Element, asked: Asked) -> Column:
    column = column_of(element, element.names.zh, asked.today)
    if element.code in AS_TEXT:
        return Column(column.code, column.names, Kind.TEXT, max_length=column.max_length)
    return column


def _row(
    number: int, cells: Sequence[Any], columns: Sequence[tuple[int, str, Column]], findings: Findings
) -> ReadRow:
    row = ReadRow(number)
    for index, code, column in columns:
        cell = cells[index] if index < len(cells) else None
        if cell is None:
            continue
        try:
            value = parse_cell(cell, column)
        except CellProblem as problem:
            findings.add(number, index, problem.code, stops=_stops(code, problem.code), **problem.params)
            continue
        if value is not None:
            row.values[code] = canonical(value)
    return row


def _stops(code: str, problem: str) -> bool:
    """A birth date without its day is left out; one that the calendar does not have stops the row."""
    return code in STOPPING and problem not in ("date_no_day", "date_no_month")


def _is_a_remark(filled: Sequence[Any], cells: Sequence[Any], name: int | None) -> bool:
    """A total or a signature below the table: few cells, the first of which says so."""
    first = str(filled[0]).strip()
    if not first.startswith(NOT_A_ROW):
        return False
    return len(filled) <= 4 and (
        name is None or name >= len(cells) or not _filled(cells[name]) or cells[name] == filled[0]
    )


def _filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
