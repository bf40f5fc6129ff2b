"""What is wrong with a roster: which rows it stops, and in words without anybody's values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.base.imports.addresses import column_letters
from linli.base.imports.problems import Problem

KEPT = 300
# Slots of problem texts that would repeat what stands in a cell: a roster's cells are people's.
VALUES = frozenset({"value", "key", "community"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and whether its row can be brought in all the same (without the value)."""

    problem: Problem
    stops_row: bool


@dataclass(slots=True)
class Findings:
    """Counts all and keeps the first three hundred, rows that are stopped before notes."""

    file: str
    sheet: str
    headings: Mapping[int, str]
    stopping: list[Finding] = field(default_factory=list)
    noting: list[Finding] = field(default_factory=list)
    stopped_rows: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, row: int, index: int | None, code: str, *, stops: bool, **params: Any) -> None:
        """A finding at a row (from 1, as people count; 0 for the whole sheet) and a column (from 0)."""
        self.counts[code] += 1
        if stops and row:
            self.stopped_rows.add(row)
        kept = self.stopping if stops else self.noting
        if len(kept) >= KEPT:
            return
        letter = "" if index is None else column_letters(index)
        shown = {key: _hidden(value) if key in VALUES else value for key, value in params.items()}
        if index is not None:
            shown["header"] = self.headings.get(index, "")
        kept.append(Finding(Problem(self.file, self.sheet, row, letter, code, shown), stops))

    @property
    def shown(self) -> list[Finding]:
        """What is listed: at most three hundred, those that stop a row first, by row."""
        ordered = sorted(self.stopping, key=_place) + sorted(self.noting, key=_place)
        return ordered[:KEPT]

    @property
    def beyond(self) -> int:
        """How many are not listed."""
        return sum(self.counts.values()) - len(self.shown)


def _place(found: Finding) -> tuple[int, str]:
    return found.problem.row, found.problem.column


def _hidden(value: Any) -> Any:
    """Enough to recognise the cell when one looks at it in the file, not enough to know the person."""
    text = str(value)
    return text if len(text) <= 1 else text[0] + "*" * min(len(text) - 1, 8)


def plain(findings: Iterable[Finding]) -> list[list[Any]]:
    """Findings as JSON."""
    return [
        [
            f.problem.file,
            f.problem.sheet,
            f.problem.row,
            f.problem.column,
            f.problem.code,
            dict(f.problem.params),
            f.stops_row,
        ]
        for f in findings
    ]


def of_plain(rows: Iterable[list[Any]]) -> list[Finding]:
    """And back."""
    return [Finding(Problem(*row[:6]), bool(row[6])) for row in rows]
