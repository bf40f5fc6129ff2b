"""A form's sheets as they are kept, and drawn back: rows of cells with what they cover, and their fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .laid import LaidField
from .sheet import Cell, Sheet
from .texts import Sort, sort_of

MOST_ROWS, MOST_COLUMNS = 200, 120
SPARE_ROWS = 2  # blank rows kept under the last text, so that the form is seen to be there to be filled


@dataclass(frozen=True, slots=True)
class FieldAt:
    """A field and where it stands on its sheet; `value_at` is the first cell to be filled."""

    position: int
    sheet: str
    at: tuple[int, int]
    value_at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell to be drawn. `labels` are the positions of fields whose name it holds, `values` of those filled in it."""

    text: str
    rows: int = 1
    columns: int = 1
    labels: tuple[int, ...] = ()
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A sheet to be drawn, row by row; a cell that covers several rows stands in its first one.

    `cut` counts the rows that are not drawn.
    """

    name: str
    lines: tuple[str, ...]
    rows: tuple[tuple[DrawnCell, ...], ...]
    cut: int = 0


def sheet_record(sheet: Sheet, fields: Iterable[LaidField] = ()) -> dict[str, Any]:
    """A sheet as it is kept: only cells with a text or more than one place, and places that no cell covers.

    What somebody filled in under a field is not kept: the form is, not its answers.
    """
    filled = _filled(sheet, fields)
    cells = [
        [cell.row, cell.column, "" if cell in filled else cell.text, cell.rows, cell.columns]
        for cell in sheet.cells
        if cell.text or (cell.rows, cell.columns) != (1, 1)
    ]
    covered = {
        (r, c)
        for cell in sheet.cells
        for r in range(cell.row, cell.below)
        for c in range(cell.column, cell.after)
    }
    gaps = [[r, c] for r in range(sheet.height) for c in range(sheet.width) if (r, c) not in covered]
    return {
        "name": sheet.name,
        "lines": list(sheet.lines),
        "continues": sheet.continues,
        "size": [sheet.height, sheet.width],
        "cells": cells,
        "gaps": gaps,
    }


def _filled(sheet: Sheet, fields: Iterable[LaidField]) -> set[Cell]:
    found: set[Cell] = set()
    for laid in fields:
        if laid.sheet != sheet.name:
            continue
        row, column = laid.value_at
        last = sheet.height if laid.in_roster else row + 1
        cells = (sheet.at(one, column) for one in range(row, last))
        found |= {cell for cell in cells if cell is not None and sort_of(cell.text) == Sort.VALUE}
    return found


def sheet_of_record(record: Mapping[str, Any]) -> Sheet:
    """The sheet again, cell for cell."""
    told = {(r, c): Cell(r, c, text, rows, columns) for r, c, text, rows, columns in record["cells"]}
    covered = {
        (r, c)
        for cell in told.values()
        for r in range(cell.row, cell.below)
        for c in range(cell.column, cell.after)
    }
    gaps = {(r, c) for r, c in record["gaps"]}
    height, width = record["size"]
    blank = (
        Cell(r, c, "")
        for r in range(height)
        for c in range(width)
        if (r, c) not in covered and (r, c) not in gaps
    )
    cells = sorted([*told.values(), *blank], key=lambda cell: (cell.row, cell.column))
    return Sheet(record["name"], tuple(cells), tuple(record["lines"]), record["continues"])


def drawn(sheets: Sequence[Sheet], fields: Iterable[FieldAt]) -> tuple[DrawnSheet, ...]:
    """All sheets with a text, each field at its cell; sheets of the same name are told apart by their order."""
    by_sheet: dict[str, list[FieldAt]] = defaultdict(list)
    for one in fields:
        by_sheet[one.sheet].append(one)
    return tuple(
        _drawn(sheet, by_sheet[sheet.name])
        for sheet in sheets
        if sheet.lines or any(cell.text for cell in sheet.cells)
    )


def _drawn(sheet: Sheet, fields: Sequence[FieldAt]) -> DrawnSheet:
    labels: dict[Cell, list[int]] = defaultdict(list)
    values: dict[Cell, list[int]] = defaultdict(list)
    for one in fields:
        for place, held in ((one.at, labels), (one.value_at, values)):
            cell = sheet.at(*place)
            if cell is not None and not (held is values and one.at == one.value_at):
                held[cell].append(one.position)
    told = [cell.below for cell in sheet.cells if cell.text or cell in values]
    end = min(max(told, default=0) + SPARE_ROWS, sheet.height, MOST_ROWS)
    rows: list[list[DrawnCell]] = [[] for _ in range(end)]
    for cell in sheet.cells:
        if cell.row < end and cell.column < MOST_COLUMNS:
            rows[cell.row].append(
                DrawnCell(
                    cell.text,
                    min(cell.rows, end - cell.row),
                    min(cell.columns, MOST_COLUMNS - cell.column),
                    tuple(labels[cell]) if cell in labels else (),
                    tuple(values[cell]) if cell in values else (),
                )
            )
    return DrawnSheet(sheet.name, sheet.lines, tuple(tuple(row) for row in rows), sheet.height - end)
