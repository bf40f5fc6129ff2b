"""A report as canonical JSON and back, so that it can be frozen, compared and made again byte for byte."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, overload

from linli.core.tabulate import blocks, checks, figures, units, words
from linli.core.tabulate.figures import Figure, FigureSet, Row
from linli.core.tabulate.report import Report

FORMAT: Final = 1
_CLASSES: Final[dict[str, type[Any]]] = {
    made.__name__: made
    for made in (
        blocks.Heading, blocks.Paragraph, blocks.Note, blocks.FigureCell, blocks.Table, blocks.Series,
        blocks.Chart, blocks.Point, blocks.PointMap, checks.Check, figures.Column, figures.Figure,
        units.Unit, words.Words,
    )
}  # fmt: skip
_ENUMS: Final[dict[str, type[Enum]]] = {
    made.__name__: made
    for made in (blocks.NoteKind, blocks.ChartKind, checks.CheckKind, figures.Measure, units.Kind)
}


class BadPayload(ValueError):
    """Stored data that is not a report of this format."""


def dumps(report: Report) -> bytes:
    """UTF-8 JSON lines: first the report, then the rows of its figures, a line each set, shared sets once.

    Keys are sorted and nothing is padded, so equal reports give equal bytes.
    """
    writer = _Writer()
    body = {
        "title": writer.value(report.title),
        "subtitle": writer.value(report.subtitle),
        "place": writer.value(report.place),
        "as_of": report.as_of.isoformat(),
        "language": report.language,
        "footing": writer.value(report.footing),
        "blocks": writer.value(report.blocks),
        "figures": [writer.figure(figure) for figure in report.figures.values()],
        "checks": writer.value(report.checks),
    }
    head = _json({"format": FORMAT, "report": body, "row_counts": writer.row_counts})
    return "\n".join((head, *writer.row_sets)).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(payload: bytes) -> str:
    """SHA-256 of the payload, in hexadecimal."""
    return hashlib.sha256(payload).hexdigest()


def loads(payload: bytes) -> Report:
    """The report of a payload; the rows of a figure are read when somebody looks at them.

    BadPayload when the payload is damaged or of another format.
    """
    try:
        head, *lines = payload.decode().split("\n")
        whole = json.loads(head)
        if whole["format"] != FORMAT:
            raise BadPayload(f"format {whole['format']}")
        sets = [StoredRows(line, count) for line, count in zip(lines, whole["row_counts"], strict=True)]
        return _report(whole["report"], sets)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise error if isinstance(error, BadPayload) else BadPayload(str(error)) from error


class StoredRows(Sequence[Row]):
    """The rows of a figure as they are stored; turned into cells at the first look."""

    __slots__ = ("_count", "_rows", "_stored")

    def __init__(self, stored: str, count: int) -> None:
        self._stored, self._count = stored, count
        self._rows: tuple[Row, ...] | None = None

    def _read(self) -> tuple[Row, ...]:
        if self._rows is None:
            rows = _value(json.loads(self._stored))
            if len(rows) != self._count:
                raise BadPayload(f"{len(rows)} rows instead of {self._count}")
            self._rows = rows
        return self._rows

    @property
    def stored(self) -> str:
        """The JSON of the rows."""
        return self._stored

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return iter(self._read())

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self._read()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | StoredRows) and self._read() == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def _report(body: dict[str, Any], row_sets: list[StoredRows]) -> Report:
    return Report(
        title=_value(body["title"]),
        subtitle=_value(body["subtitle"]),
        place=_value(body["place"]),
        as_of=date.fromisoformat(body["as_of"]),
        blocks=_value(body["blocks"]),
        figures=FigureSet(_figure(stored, row_sets) for stored in body["figures"]),
        checks=_value(body["checks"]),
        language=body["language"],
        footing=_value(body["footing"]),
    )


class _Writer:
    """Turns values into JSON; remembers rows by identity."""

    def __init__(self) -> None:
        self.row_sets: list[str] = []
        self.row_counts: list[int] = []
        self._seen: dict[int, int] = {}

    def figure(self, figure: Figure) -> Any:
        stored = self._object(figure, leave_out="rows")
        stored["rows"] = self._row_set(figure.rows)
        return stored

    def _row_set(self, rows: Sequence[Row]) -> int:
        number = self._seen.get(id(rows))
        if number is None:
            number = self._seen[id(rows)] = len(self.row_sets)
            stored = rows.stored if isinstance(rows, StoredRows) else _json(self.value(tuple(rows)))
            self.row_sets.append(stored)
            self.row_counts.append(len(rows))
        return number

    def value(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | float) or type(value) in (int, str):
            return value
        if isinstance(value, tuple):
            return [self.value(part) for part in value]
        if isinstance(value, words.Words):
            return {"w": [value.zh] if value.zh == value.en else [value.zh, value.en]}
        if isinstance(value, Decimal):
            return {"d": str(value)}
        if isinstance(value, date):
            return {"t": value.isoformat()}
        if isinstance(value, Enum):
            return {"e": [type(value).__name__, value.value]}
        return self._object(value)

    def _object(self, value: Any, leave_out: str = "") -> dict[str, Any]:
        stored: dict[str, Any] = {"c": type(value).__name__}
        for spec in fields(value):
            content = getattr(value, spec.name)
            if spec.name != leave_out and (spec.default is MISSING or content != spec.default):
                stored[spec.name] = self.value(content)
        return stored


def _value(stored: Any) -> Any:
    if isinstance(stored, list):
        return tuple(_value(part) for part in stored)
    if not isinstance(stored, dict):
        return stored
    if "w" in stored:
        return words.Words(stored["w"][0], stored["w"][-1])
    if "d" in stored:
        return Decimal(stored["d"])
    if "t" in stored:
        return date.fromisoformat(stored["t"])
    if "e" in stored:
        name, value = stored["e"]
        return _ENUMS[name](value)
    return _CLASSES[stored["c"]](**{name: _value(part) for name, part in stored.items() if name != "c"})


def _figure(stored: dict[str, Any], row_sets: list[StoredRows]) -> Figure:
    rest = {name: _value(part) for name, part in stored.items() if name not in ("c", "rows")}
    return Figure(**rest, rows=row_sets[stored["rows"]])
