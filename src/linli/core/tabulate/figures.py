"""A figure: one number of a report, with the query it came from and the rows behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from linli.core.tabulate.numbers import Written, write_number
from linli.core.tabulate.units import Unit
from linli.core.tabulate.words import NOTHING, Language, Words

Cell = Words | str | int | Decimal | date | None
Row = tuple[Cell, ...]
Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a column. A column with a unit holds numbers and is aligned right."""

    head: Words
    unit: Unit | None = None
    decimals: int | None = None
    wide: float = 1.0  # share of the table's width, relative to the other columns

    @property
    def align(self) -> Align:
        """Numbers to the right, everything else to the left."""
        return "right" if self.unit is not None else "left"


class Measure(StrEnum):
    """How the value follows from the rows, so that the engine can count again."""

    COUNT = "count"  # the number of rows
    SUM = "sum"  # the sum of the value column
    MEAN = "mean"  # the mean of the value column's known values
    SHARE = "share"  # the value column (1 or 0) summed, divided by the number of rows
    STATED = "stated"  # given by a source; the rows only document it
    DERIVED = "derived"  # worked out from other figures, named in the rows


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it is called, what it is, where it comes from.

    ``value`` is None when it is not known: unknown is never zero. ``rows`` are the records behind the
    number in the shape of ``columns``; ``value_column`` is the index of the column that is summed or
    averaged, ``unknown`` counts the rows that have no number there. ``rule`` says which rule and document the
    number is held against, if any. ``within`` names the figure of which this is the part of one place: its rows are
    among that figure's.
    """

    code: str
    label: Words
    value: Decimal | None
    unit: Unit
    query: str
    as_of: date
    columns: tuple[Column, ...] = ()
    rows: Sequence[Row] = field(default=(), repr=False)
    decimals: int | None = None
    measure: Measure = Measure.STATED
    value_column: int | None = None
    rule: Words = NOTHING
    unknown: int = 0
    within: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.rows, tuple) and any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"figure {self.code}: a row does not have {len(self.columns)} cells")
        if self.measure in (Measure.SUM, Measure.MEAN, Measure.SHARE) and self.value_column is None:
            raise ValueError(f"figure {self.code}: {self.measure} needs a value column")

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    def written(self, language: Language) -> Written:
        """The value in its own best format for running text."""
        return write_number(self.value, self.unit, language, self.decimals)

    def with_value(self, value: Decimal | None) -> "Figure":
        """The same figure with another value."""
        return replace(self, value=value)


class FigureSet(Mapping[str, Figure]):
    """The figures of a report by code, in the order they were made. Two of one code are an error."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        for figure in figures:
            self.add(figure)

    def add(self, figure: Figure) -> Figure:
        """Add a figure and return it. ValueError when its code is taken."""
        if figure.code in self._figures:
            raise ValueError(f"figure {figure.code} is there twice")
        self._figures[figure.code] = figure
        return figure

    def value(self, code: str) -> Decimal | None:
        """The value, or None when the figure is unknown or not there at all."""
        figure = self._figures.get(code)
        return None if figure is None else figure.value

    def __getitem__(self, code: str) -> Figure:
        return self._figures[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FigureSet) and self._figures == other._figures

    __hash__ = None  # type: ignore[assignment]
