"""Typed cells of a workbook. Text is always written as text, so nothing can become a formula."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from linli.core.tabulate.blocks import FigureCell, TableCell
from linli.core.tabulate.figures import Column, Figure
from linli.core.tabulate.numbers import UNKNOWN
from linli.core.tabulate.units import Kind
from linli.core.tabulate.words import Language, Words
from linli.reports.render.sheets import Formats


class CellWriter:
    """Numbers stay numbers (in the base unit), days stay days, what is not known is said in words."""

    def __init__(self, formats: Formats, figures: Mapping[str, Figure], language: Language) -> None:
        self.formats, self.figures, self.language = formats, figures, language

    def head(self, column: Column) -> str:
        """Head with the base unit of the column: workbooks keep yuan and square metres unscaled."""
        head, unit = column.head.of(self.language), column.unit
        if unit is None or unit.kind in (Kind.COUNT, Kind.SHARE) or not unit.words.of(self.language):
            return head
        word = unit.words.of(self.language)
        return f"{head}（{word}）" if self.language == "zh" else f"{head} ({word})"

    def write(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        cell: TableCell,
        spec: Column | None,
        *,
        bold: bool = False,
    ) -> None:
        """Write one cell with the type it has."""
        if isinstance(cell, FigureCell):
            cell = self.figures[cell.code].value
        if isinstance(cell, int | Decimal):
            sheet.write_number(row, column, float(cell), self._number(cell, spec, bold=bold))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self.formats.day(self.language))
        else:
            text = UNKNOWN.of(self.language) if cell is None else _text(cell, self.language)
            sheet.write_string(row, column, text, self.formats.bold if bold else self.formats.text)

    def _number(self, value: int | Decimal, spec: Column | None, *, bold: bool) -> object:
        if spec is None or spec.unit is None:
            return self.formats.number(None, bold=bold)
        if spec.unit.kind is Kind.SHARE:
            return self.formats.share(spec.decimals or 0, bold=bold)
        if spec.unit.kind is Kind.YEAR:
            return self.formats.year(bold=bold)
        return self.formats.number(0 if spec.unit.kind is Kind.COUNT else None, bold=bold)


def _text(cell: Words | str, language: Language) -> str:
    return cell.of(language) if isinstance(cell, Words) else cell
