"""The process in which a file is opened.

It is given the limits as its one argument and the file on standard input, puts itself under those limits, and
answers on standard output in lines of JSON: `{"kind": ...}`, then for each sheet `{"sheet": ...}` followed by
lists of rows, then `{"end": true}`; or `{"refused": code, ...}` at any point. It imports as little as it can:
it starts in about the time the interpreter itself takes.
"""

import io
import json
import re
import sys
from types import SimpleNamespace

from linli.base.imports import biff, csvtext, guard, ole, sniff, zipdir
from linli.base.imports.addresses import column_letters
from linli.base.imports.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from linli.base.imports.limits import Limits

ROWS_PER_FRAME = 1_000
_DATED = {"date": "d", "datetime": "t", "time": "c"}
_PLAIN = (str, float, int, bool)


def limit_this_process(limits: "Limits") -> None:
    """Address space, processor time, no files written, no core dump; as far as the system knows such limits."""
    try:
        import resource
    except ImportError:  # Windows: the clock in the parent is then the only limit
        return
    for what, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):  # macOS does not take every limit
            continue


def frames(data: bytes, limits: "Limits") -> "Iterator[Any]":
    """The answer as plain data. Raises Refused."""
    kind = sniff.sniff(data, limits.entries)
    if kind not in sniff.READABLE:
        raise Refused(f"kind_{kind}")
    yield {"kind": kind}
    if kind == sniff.CSV:
        yield from _csv_frames(data, limits)
    else:
        yield from _workbook_frames(data, limits, _xlsx_facts if kind == sniff.XLSX else _xls_facts)
    yield {"end": True}


def _csv_frames(data: bytes, limits: "Limits") -> "Iterator[Any]":
    text, encoding = csvtext.decode(data)
    yield {"sheet": "", "hidden": False, "merged": [], "encoding": encoding}
    batch: list[list[str]] = []
    cells = 0
    for row in csvtext.csv_rows(text, limits.rows, limits.columns):
        cells += len(row)
        if cells > limits.cells:
            raise Refused("too_many_cells", most=limits.cells)
        while row and not row[-1]:
            row.pop()
        batch.append(row)
        if len(batch) == ROWS_PER_FRAME:
            yield batch
            batch = []
    yield batch


def _xlsx_facts(data: bytes, limits: "Limits") -> "list[guard.SheetFacts | None]":
    entries = zipdir.read_directory(data, limits.entries)
    guard.check_directory(data, entries, limits)
    by_part = guard.scan_parts(data, entries, limits)
    return [by_part.get(part) for part in _sheet_parts(data, {entry.name: entry for entry in entries})]


def _sheet_parts(data: bytes, entries: "dict[str, zipdir.Entry]") -> list[str]:
    """Part names of the sheets, in the order of the workbook."""
    if "xl/_rels/workbook.xml.rels" not in entries:
        raise Refused("file_damaged")
    targets = {}
    relations = zipdir.read_part(data, entries["xl/_rels/workbook.xml.rels"])
    for tag in re.findall(rb"<Relationship\b[^>]{0,2000}>", relations):
        found = dict(re.findall(rb"\b(Id|Target)=[\"']([^\"']*)[\"']", tag))
        target = found.get(b"Target", b"").decode("utf-8", "replace")
        targets[found.get(b"Id", b"")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    workbook = zipdir.read_part(data, entries["xl/workbook.xml"])
    if re.search(rb"<workbook[\s>]", workbook[:8192]) is None:
        raise Refused("workbook_unusual", part="xl/workbook.xml")
    tags = re.findall(rb"<sheet\b[^>]{0,2000}>", workbook)
    ids = [re.search(rb"\b\w+:id=[\"']([^\"']*)[\"']", tag) for tag in tags]
    return [targets.get(found[1], "") if found else "" for found in ids]


def _xls_facts(data: bytes, limits: "Limits") -> "list[guard.SheetFacts | None]":
    container = ole.OleFile(data)
    if "Workbook" not in container.streams:
        raise Refused("kind_old_excel")
    answer: list[guard.SheetFacts | None] = []
    for errors in biff.scan_workbook_stream(container.stream("Workbook")):
        facts = guard.SheetFacts()
        facts.errors = errors
        answer.append(facts)
    return answer


def _workbook_frames(data: bytes, limits: "Limits", facts_of: "Any") -> "Iterator[Any]":
    facts = facts_of(data, limits)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = workbook.sheets_metadata
    if len(sheets) > limits.sheets:
        raise Refused("too_many_sheets", count=len(sheets), most=limits.sheets)
    if len(facts) != len(sheets):
        raise Refused("workbook_unusual", part="xl/workbook.xml")
    room = limits.cells
    for index, about in enumerate(sheets):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
        yield {
            "sheet": about.name,
            "hidden": about.visible is not SheetVisibleEnum.Visible,
            "merged": merged[: limits.rows],
        }
        room -= _check_size(sheet, about.name, limits, room)
        yield from _row_frames(sheet, facts[index] or guard.SheetFacts())


def _check_size(sheet: "Any", name: str, limits: "Limits", room: int) -> int:
    if sheet.start is None:
        return 0
    last_row, last_column = sheet.end
    if last_row >= limits.rows:
        raise Refused("too_many_rows", sheet=name, row=last_row + 1, most=limits.rows)
    if last_column >= limits.columns:
        raise Refused("too_many_columns", sheet=name, column=column_letters(last_column), most=limits.columns)
    size = (last_row + 1) * (last_column - sheet.start[1] + 1)
    if size > 4 * room:  # a table full of holes costs memory for the holes
        raise Refused("too_many_cells", sheet=name, most=limits.cells)
    return int(size // 4)


def _row_frames(sheet: "Any", facts: "guard.SheetFacts") -> "Iterator[list[list[Any]]]":
    if sheet.start is None:
        return
    left = [None] * sheet.start[1]
    errors: dict[int, list[tuple[int, str]]] = {}
    for (number, column), text in facts.errors.items():
        errors.setdefault(number, []).append((column, text))
    batch: list[list[Any]] = []
    for number, cells in enumerate(sheet.iter_rows()):
        row = left + [_plain(cell) for cell in cells]
        _lay_over(row, facts.percent.get(number, ()), errors.get(number, ()))
        while row and row[-1] is None:
            row.pop()
        batch.append(row)
        if len(batch) == ROWS_PER_FRAME:
            yield batch
            batch = []
    yield batch


def _lay_over(row: "list[Any]", percent: "Any", errors: "Any") -> None:
    """Marks the cells shown as percent, and puts the error values in, which the cell reader leaves empty."""
    for column in percent:
        if column < len(row) and isinstance(row[column], float):
            row[column] = ["p", row[column]]
    for column, text in errors:
        row.extend([None] * (column + 1 - len(row)))
        row[column] = ["e", text]


def _plain(cell: "Any") -> "Any":
    """A cell as JSON: text, number, yes/no as they are, nothing as null, the rest as [letter, text]."""
    if cell == "" and isinstance(cell, str):
        return None
    if type(cell) in _PLAIN:
        return cell
    letter = _DATED.get(type(cell).__name__)
    return [letter, cell.isoformat()] if letter else ["l", cell.total_seconds()]


def main() -> None:
    """Reads standard input, answers on standard output. Exit status 0 also for a refusal: it is an answer."""
    limits: Any = SimpleNamespace(**json.loads(sys.argv[1]))
    limit_this_process(limits)
    out = sys.stdout.buffer
    refusal: Refused | None = None
    try:
        data = sys.stdin.buffer.read(limits.file_size + 1)
        for frame in frames(data, limits):
            out.write(json.dumps(frame, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    except Refused as error:
        refusal = error
    except MemoryError:
        refusal = Refused("too_much_memory", most=limits.memory >> 20)
    except BaseException as error:  # noqa: BLE001 - the cell reader panics with a class outside Exception
        code = "kind_encrypted" if type(error).__name__ == "PasswordError" else "file_damaged"
        refusal = Refused(code, detail=type(error).__name__)
    if refusal is not None:
        out.write(json.dumps(refusal.as_dict()).encode() + b"\n")
    out.flush()
