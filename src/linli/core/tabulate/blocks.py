"""The parts a report is made of. Every part has a key that stays the same when the report is made anew."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from linli.core.tabulate.figures import Cell, Column
from linli.core.tabulate.units import Unit
from linli.core.tabulate.words import Words

NONE: Final = Words("无。", "None.")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 to 3. An unnumbered heading stands outside the count (附表 part)."""

    key: str
    level: int
    text: Words
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with figure tokens. ``edited`` names the languages in which a writer has replaced it."""

    key: str
    text: Words
    edited: tuple[str, ...] = ()


class NoteKind(StrEnum):
    """A remark, or a warning that must not be overlooked."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text: a source, a limit of the data, a warning."""

    key: str
    kind: NoteKind
    text: Words


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A table cell that is a figure and opens like one."""

    code: str


TableCell = Cell | FigureCell
TableRow = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``totals`` are the closing rows; ``query`` names where the rows come from. Annexes count apart."""

    key: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...] = field(repr=False)
    query: str
    as_of: date
    totals: tuple[TableRow, ...] = ()
    annex: bool = False
    empty: Words = NONE

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in (*self.rows, *self.totals)):
            raise ValueError(f"table {self.key}: a row does not have {len(self.columns)} cells")


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, one per category; None where unknown."""

    label: Words
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The title says what the chart shows. ``mark`` draws a line at a required value, with a word to it."""

    key: str
    kind: ChartKind
    title: Words
    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    unit: Unit
    query: str
    as_of: date
    mark: tuple[float, Words] | None = None

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"chart {self.key}: a series does not have {len(self.categories)} values")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in degrees (GCJ-02 or WGS 84, as the caller holds them), of one of the map's kinds."""

    label: Words
    longitude: float
    latitude: float
    kind: str


@dataclass(frozen=True, slots=True)
class PointMap:
    """Points told apart by shape as well as colour. ``kinds`` are (code, word) in the order of the legend."""

    key: str
    title: Words
    points: tuple[Point, ...]
    kinds: tuple[tuple[str, Words], ...]
    query: str
    as_of: date


Block = Heading | Paragraph | Note | Table | Chart | PointMap
