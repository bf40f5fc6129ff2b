"""Reading a file that somebody sent into sheets of typed cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from linli.base.errors import Refusal
from linli.base.imports.addresses import cell_address
from linli.base.imports.limits import DEFAULT_LIMITS, Limits
from linli.base.imports.problems import Problem, problem_text
from linli.base.imports.process import child_frames
from linli.base.imports.refused import Refused


@dataclass(frozen=True)
class CellError:
    """A cell that holds an error value, such as `#DIV/0!`."""

    text: str

    def __str__(self) -> str:
        return self.text


class PercentNumber(float):
    """A number whose cell is shown as percent: 0.96 stands for 96 %."""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError | None


class FileRefused(Refusal):
    """The file cannot be read at all; `problem` says why and, as far as known, where."""

    status = 422

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"imports.{problem.code}", "")
        self.problem = problem

    @property
    def message(self) -> str:
        """Place and reason in the language in force."""
        text = problem_text(self.problem)
        return f"{text.place}{text.reason}"

    @property
    def remedy(self) -> str:
        """What to do, in the language in force."""
        return problem_text(self.problem).remedy


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[r][c]` counts from 0; rows end with their last filled cell, formulas are their values.

    `merged` holds (first row, first column, last row, last column) from 0; it is empty for text tables.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at (row, column) from 0; None outside the filled area."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def is_empty(self) -> bool:
        """No cell holds anything."""
        return not any(self.rows)

    def addresses(self) -> Iterator[tuple[str, Cell]]:
        """(`B3`, cell) for each filled cell, row by row."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    yield cell_address(number, column), cell


@dataclass(frozen=True)
class Workbook:
    """A file read: `kind` is xlsx, xls or csv (by its bytes), `name` what its sender calls it."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets that a person sees when opening the file."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of exactly this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_workbook(source: str | Path | bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Reads .xlsx, .xls or .csv, told apart by bytes, in a limited child process.

    `name` is the file's name for messages (a path's own name otherwise). Raises FileRefused with a problem
    that says what the file is, or what in it is wrong, and what to do. Nothing is written to disk.
    """
    where = source if isinstance(source, bytes) else Path(source)
    shown = name or (where.name if isinstance(where, Path) else "")
    builder = _Builder()
    try:
        for frame in child_frames(where, limits):
            builder.take(frame)
    except Refused as refused:
        sheet = refused.sheet or builder.sheet_name
        problem = Problem(shown, sheet, refused.row, refused.column, refused.code, refused.params)
        raise FileRefused(problem) from None
    return Workbook(shown, builder.kind, tuple(builder.sheets()), builder.encoding)


class _Builder:
    """Puts the frames together."""

    def __init__(self) -> None:
        self.kind = ""
        self.encoding = ""
        self._parts: list[tuple[dict[str, Any], list[tuple[Cell, ...]]]] = []

    @property
    def sheet_name(self) -> str:
        return str(self._parts[-1][0]["sheet"]) if self._parts else ""

    def take(self, frame: Any) -> None:
        if isinstance(frame, list):
            rows = self._parts[-1][1]
            for row in frame:
                rows.append(tuple([_decode(cell) if type(cell) is list else cell for cell in row]))
        elif "sheet" in frame:
            self.encoding = frame.get("encoding", "")
            self._parts.append((frame, []))
        else:
            self.kind = frame["kind"]

    def sheets(self) -> Iterator[Sheet]:
        for about, rows in self._parts:
            while rows and not rows[-1]:
                rows.pop()
            merged = tuple((a, b, c, d) for a, b, c, d in about["merged"])
            yield Sheet(str(about["sheet"]), tuple(rows), bool(about["hidden"]), merged)


_DECODERS: dict[str, Any] = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "c": time.fromisoformat,
    "l": lambda seconds: timedelta(seconds=seconds),
    "e": CellError,
    "p": PercentNumber,
}


def _decode(cell: list[Any]) -> Cell:
    letter, value = cell
    decoded: Cell = _DECODERS[letter](value)
    return decoded
