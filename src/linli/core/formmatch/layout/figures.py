"""Tables of figures: rows are named in the first column, figures are asked in the others."""

from __future__ import annotations

from .headers import FEW
from .laid import LaidField, Leaf, is_label, joined
from .parts import divides_column
from .sheet import Cell, Sheet
from .texts import BESIDE_STUB, STUB, is_note, tidy


def is_of_figures(sheet: Sheet, leaves: list[Leaf], first: int, end: int) -> bool:
    """Whether rows are named in the first column and figures are asked in the others."""
    if not any(STUB.match(tidy(leaf.cell.text)) for leaf in leaves[:2]):
        return False
    stub = next(leaf.cell for leaf in leaves if STUB.match(tidy(leaf.cell.text)))
    named = [
        cell for row in range(first, end) if (cell := sheet.at(row, stub.column)) and _is_name(cell, sheet)
    ]
    return len(named) >= FEW


def figures(sheet: Sheet, leaves: list[Leaf], first: int, end: int, section: str) -> list[LaidField]:
    """Every row's name with every column that takes a figure."""
    stub = next(leaf.cell for leaf in leaves if STUB.match(tidy(leaf.cell.text)))
    rest = [leaf for leaf in leaves if leaf.cell.column != stub.column]
    columns = [leaf for leaf in rest if not BESIDE_STUB.match(tidy(leaf.cell.text))]
    found: list[LaidField] = []
    units = next((leaf.cell.column for leaf in rest if tidy(leaf.cell.text).endswith("单位")), None)
    for row in range(first, end):
        name = sheet.at(row, stub.column)
        if name is None or name.row != row or not _is_name(name, sheet) or is_note(name.text):
            continue
        unit = sheet.at(row, units) if units is not None else None
        for leaf in columns:
            asked = tidy(name.text)
            label = asked if len(columns) == 1 else f"{asked} {tidy(leaf.cell.text)}"
            found.append(
                LaidField(
                    label,
                    joined(section, *leaf.above),
                    sheet.name,
                    (row, stub.column),
                    (row, leaf.cell.column),
                    unit=tidy(unit.text) if unit else "",
                )
            )
    return found


def _is_name(cell: Cell, sheet: Sheet) -> bool:
    return is_label(cell) or divides_column(cell, sheet)
