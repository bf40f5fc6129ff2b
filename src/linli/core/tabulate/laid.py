"""A table laid out in one language: every cell as text, numbers in the one format of their column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linli.core.tabulate.blocks import FigureCell, Table, TableCell, TableRow
from linli.core.tabulate.dates import write_date
from linli.core.tabulate.figures import Align, Column, Figure
from linli.core.tabulate.numbers import UNKNOWN, NumberFormat, column_format
from linli.core.tabulate.units import Kind
from linli.core.tabulate.words import Language, Words


@dataclass(frozen=True, slots=True)
class LaidCell:
    """``figure`` is the code of the figure the cell shows, if it shows one; ``note`` the number of its footnote."""

    text: str
    figure: str = ""
    note: int = 0
    opens_note: bool = False  # the first mention, where the footnote itself stands


LaidRow = tuple[LaidCell, ...]


@dataclass(frozen=True, slots=True)
class LaidTable:
    """Heads carry the unit of their column; widths are relative."""

    heads: tuple[str, ...]
    aligns: tuple[Align, ...]
    widths: tuple[float, ...]
    rows: tuple[LaidRow, ...]
    totals: tuple[LaidRow, ...]


def laid_table(table: Table, figures: Mapping[str, Figure], language: Language) -> LaidTable:
    """Lay out a table of the report."""
    return lay(table.columns, table.rows, table.totals, figures, language)


def laid_rows(figure: Figure, language: Language) -> LaidTable:
    """Lay out the rows behind a figure."""
    return lay(figure.columns, figure.rows, (), {}, language)


def lay(
    columns: Sequence[Column],
    rows: Sequence[TableRow],
    totals: Sequence[TableRow],
    figures: Mapping[str, Figure],
    language: Language,
) -> LaidTable:
    """Choose each column's format over body and totals together, then write the cells."""
    formats = [
        _column_format(column, index, (*rows, *totals), figures, language)
        for index, column in enumerate(columns)
    ]

    def written(row: TableRow) -> LaidRow:
        return tuple(
            _cell(cell, numbers, figures, language) for cell, numbers in zip(row, formats, strict=True)
        )

    return LaidTable(
        heads=tuple(
            _head(column, numbers, language) for column, numbers in zip(columns, formats, strict=True)
        ),
        aligns=tuple(column.align for column in columns),
        widths=tuple(column.wide for column in columns),
        rows=tuple(written(row) for row in rows),
        totals=tuple(written(row) for row in totals),
    )


def number_in(cell: TableCell, figures: Mapping[str, Figure]) -> Decimal | None:
    """The number a cell holds, its own or its figure's; None when it holds none."""
    if isinstance(cell, FigureCell):
        return figures[cell.code].value
    return Decimal(cell) if isinstance(cell, int | Decimal) else None


def _column_format(
    column: Column, index: int, rows: Sequence[TableRow], figures: Mapping[str, Figure], language: Language
) -> NumberFormat | None:
    if column.unit is None:
        return None
    return column_format(
        (number_in(row[index], figures) for row in rows), column.unit, language, column.decimals
    )


def _head(column: Column, numbers: NumberFormat | None, language: Language) -> str:
    head = column.head.of(language)
    if (
        numbers is None
        or not numbers.unit
        or column.unit is None
        or column.unit.kind in (Kind.SHARE, Kind.COUNT)
    ):
        return head
    return f"{head}（{numbers.unit}）" if language == "zh" else f"{head} ({numbers.unit})"


def _cell(
    cell: TableCell, numbers: NumberFormat | None, figures: Mapping[str, Figure], language: Language
) -> LaidCell:
    if isinstance(cell, FigureCell):
        figure = figures[cell.code]
        return LaidCell(_number(figure.value, numbers, language), cell.code)
    if isinstance(cell, Words):
        return LaidCell(cell.of(language))
    if isinstance(cell, str):
        return LaidCell(cell)
    if isinstance(cell, date):
        return LaidCell(write_date(cell, language))
    return LaidCell(_number(cell, numbers, language))


def _number(value: Decimal | int | None, numbers: NumberFormat | None, language: Language) -> str:
    if value is None:
        return UNKNOWN.of(language)
    if numbers is None:
        return str(value)
    return numbers.write(value).text if numbers.unit == "%" else numbers.number(value)
