"""Sheets from the frames in which a workbook is told: its kind, then for each sheet what it is about and its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .sheet import Sheet

UNCALCULATED = "#UNCALCULATED"  # how a formula without a stored result is told: nothing is to be read there


def sheets_of_frames(frames: Iterable[Any]) -> tuple[Sheet, ...]:
    """The visible sheets. A dict opens a sheet (`sheet`, `merged`, `hidden`), lists are batches of its rows."""
    sheets: list[tuple[dict[str, Any], list[list[str]]]] = []
    for frame in frames:
        if isinstance(frame, list):
            sheets[-1][1].extend([_text(cell) for cell in row] for row in frame)
        elif "sheet" in frame:
            sheets.append((frame, []))
    return tuple(
        Sheet.of_rows(str(about["sheet"]), rows, [tuple(one) for one in about["merged"]])
        for about, rows in sheets
        if not about["hidden"]
    )


def _text(cell: Any) -> str:
    """A cell as it is read on paper: whole numbers without a point, days without a time."""
    if cell is None or (isinstance(cell, list) and cell[1] == UNCALCULATED):
        return ""
    if isinstance(cell, list):
        return str(cell[1]).removesuffix("T00:00:00")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
