"""Finding the table in a workbook, and what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.base.imports.columns import Column, Schema, fold_heading
from linli.base.imports.headings import Heading, find_heading
from linli.base.imports.problems import Problem
from linli.base.imports.reader import FileRefused, Sheet, Workbook
from linli.core.rosters import Candidate, Guess, Look, Seen, recognise, share

SAMPLE = 200
HEADING_WITHIN = 20
# A row in which this share of the filled cells looks like data is no heading.
DATA_LOOKS = (Look.ID_NUMBER, Look.PHONE, Look.DATE, Look.NUMBER)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The sheet, its heading's first and last row (from 0), headings by column, some values, how many rows follow."""

    sheet: str
    sheets: tuple[str, ...]
    first: int
    last: int
    columns: tuple[Seen, ...]
    row_count: int


def find_table(workbook: Workbook, candidates: Sequence[Candidate], sheet: str = "") -> FoundTable:
    """The table with the most headings that we know, on the sheet asked for or on any visible one.

    Raises FileRefused when no sheet holds a heading with rows below it.
    """
    visible = [one for one in workbook.visible if not one.is_empty]
    if not visible:
        raise FileRefused(Problem(workbook.name, "", 0, "", "sheet_empty"))
    wanted = [one for one in visible if one.name == sheet] or visible
    schema = _schema(candidates)
    found = [(one, heading) for one in wanted if (heading := _heading(one, schema)) is not None]
    if not found:
        params = {"searched": HEADING_WITHIN, "wanted": []}
        raise FileRefused(Problem(workbook.name, wanted[0].name, 0, "", "rosters.no_heading", params))
    best, heading = max(found, key=lambda pair: (len(pair[1].found), len(pair[1].extra)))
    rows = [row for row in best.rows[heading.last + 1 :] if any(_filled(cell) for cell in row)]
    if not rows:
        raise FileRefused(Problem(workbook.name, best.name, heading.last + 1, "", "no_rows"))
    names = tuple(one.name for one in visible)
    return FoundTable(best.name, names, heading.first, heading.last, _columns(heading, rows), len(rows))


def guess_columns(
    table: FoundTable,
    candidates: Sequence[Candidate],
    remembered: Mapping[str, str],
    others: Sequence[str],
) -> tuple[Guess, ...]:
    """What each column holds, as far as can be told."""
    return recognise(table.columns, candidates, remembered, others)


def _schema(candidates: Sequence[Candidate]) -> Schema:
    taken: set[str] = set()
    columns = []
    for one in candidates:
        names = tuple(sorted({fold_heading(name) for name in one.names} - taken))
        taken.update(names)
        columns.append(Column(one.code, names or (one.code,), expected=False))
    return Schema("roster", tuple(columns), header_within=HEADING_WITHIN)


def _heading(sheet: Sheet, schema: Schema) -> Heading | None:
    found = find_heading(sheet, schema)
    if found is None:
        return _first_row_of_words(sheet)
    while found.first < found.last and _is_title(sheet, found.first):
        found = _without_title(sheet, schema, found)
    return found


def _is_title(sheet: Sheet, row: int) -> bool:
    """One text over the whole table; a row that groups columns (父亲, 母亲) has several, and is part of the heading."""
    return len({cell.strip() for cell in sheet.rows[row] if isinstance(cell, str) and cell.strip()}) <= 1


def _without_title(sheet: Sheet, schema: Schema, heading: Heading) -> Heading:
    """The same heading read from its second row on."""
    start = heading.first + 1
    merged = tuple((t - start, left, b - start, right) for t, left, b, right in sheet.merged if t >= start)
    rest = find_heading(Sheet(sheet.name, sheet.rows[start : heading.last + 1], merged=merged), schema)
    if rest is None:
        return Heading(start, heading.last, heading.placed, heading.extra)
    return Heading(rest.first + start, rest.last + start, rest.placed, rest.extra)


def _first_row_of_words(sheet: Sheet) -> Heading | None:
    """No heading that we know: the first row with two or more words, none of which looks like a person's data."""
    for number, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        texts = [
            (index, cell.strip()) for index, cell in enumerate(row) if isinstance(cell, str) and cell.strip()
        ]
        if len(texts) < 2 or len(texts) < sum(map(_filled, row)):
            continue
        words = [text for _index, text in texts]
        if any((share(look, words) or 0.0) > 0 for look in DATA_LOOKS):
            return None
        return Heading(number, number, (), tuple(texts))
    return None


def _columns(heading: Heading, rows: Sequence[Sequence[Any]]) -> tuple[Seen, ...]:
    texts = {place.index: place.text for place in heading.placed} | dict(heading.extra)
    sample = rows[:: max(1, len(rows) // SAMPLE)][:SAMPLE]
    return tuple(
        Seen(index, texts[index], [row[index] if index < len(row) else None for row in sample])
        for index in sorted(texts)
    )


def _filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
