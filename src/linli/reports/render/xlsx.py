"""A report as a workbook: an index, a sheet for every figure and table with its rows, and the checks."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from linli.core.tabulate.blocks import Chart, PointMap, Table, TableCell
from linli.core.tabulate.dates import write_date
from linli.core.tabulate.figures import Column, Figure, Measure
from linli.core.tabulate.report import Report
from linli.core.tabulate.spans import plain
from linli.core.tabulate.words import Words
from linli.reports.render import phrases
from linli.reports.render.cells import CellWriter
from linli.reports.render.drawn import chart_data, map_data
from linli.reports.render.numbered import numbers_with_titles
from linli.reports.render.pdf import moment_of
from linli.reports.render.sheets import Formats, add_chart, sheet_name, wide

INDEX: Final = Words("索引", "Index")
CHECKS: Final = Words("核对", "Checks")
_BACK: Final = Words("返回索引", "Back to the index")
_HEADS: Final = (
    (Words("数据", "Figure"), 44),
    (Words("数值", "Value"), 16),
    (Words("单位", "Unit"), 12),
    (Words("查询", "Query"), 40),
    (Words("数据日期", "As of"), 16),
    (Words("记录数", "Records"), 10),
    (Words("规则依据", "Rule and document"), 40),
)
_TABLES: Final = Words("表和图", "Tables and charts")
_FIGURES: Final = Words("数据", "Figures")
_CHECK_WIDTHS: Final = (14, 46, 16, 16, 16, 14)
_HEAD_ROW: Final = 4

Rows = Sequence[tuple[TableCell, ...]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet to be: a figure's rows or a table. ``line`` is what the index says of it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Rows
    totals: Rows
    source: str
    figure: Figure | None = None
    chart: Chart | None = None


def xlsx_bytes(report: Report) -> bytes:
    """The report in its language. Equal reports give equal bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": plain(report.say(report.title), report.figures, report.language),
            "author": report.say(report.place),
            "created": moment_of(report.as_of).replace(tzinfo=None),
        }
    )
    writer = _BookWriter(book, report)
    writer.write()
    book.close()
    return out.getvalue()


class _BookWriter:
    def __init__(self, book: Workbook, report: Report) -> None:
        self.book, self.report = book, report
        self.formats = Formats(book)
        self.cells = CellWriter(self.formats, report.figures, report.language)

    def write(self) -> None:
        tables, figures = self._tables(), self._figures()
        index = self.book.add_worksheet(self.report.say(INDEX))
        checks = self.book.add_worksheet(self.report.say(CHECKS))
        self._index(index, tables, figures)
        self._checks(checks)
        for sheet in (*tables, *figures):
            self._sheet(self.book.add_worksheet(sheet.name), sheet)

    def _tables(self) -> list[_Sheet]:
        report, sheets = self.report, []
        numbered = numbers_with_titles(report)
        for number, block in enumerate(b for b in report.blocks if isinstance(b, Table | Chart | PointMap)):
            title = numbered[block.key]
            table = block if isinstance(block, Table) else _data_of(block)
            day = write_date(block.as_of, report.language)
            source = phrases.FOOTNOTE.of(report.language).format(
                query=block.query, day=day, count=len(table.rows)
            )
            chart = block if isinstance(block, Chart) else None
            name = sheet_name(f"T{number + 1:02d}", title)
            sheets.append(_Sheet(name, title, table.columns, table.rows, table.totals, source, None, chart))
        return sheets

    def _figures(self) -> list[_Sheet]:
        report = self.report
        # The part of one place has no sheet of its own: its rows stand, to be filtered, in the sheet of the whole.
        every = dict.fromkeys((*report.mentioned(), *report.figures))
        first = [code for code in every if not report.figures[code].within]
        return [
            _Sheet(
                sheet_name(f"F{number:03d}", report.say(report.figures[code].label)),
                report.say(report.figures[code].label),
                report.figures[code].columns,
                self._rows_of(report.figures[code]),
                (),
                phrases.figure_source(report.figures[code], report.language),
                report.figures[code],
            )
            for number, code in enumerate(first, start=1)
        ]

    def _rows_of(self, figure: Figure) -> Rows:
        """The rows behind a figure. What the parts of a derived one rest on is not among them: it follows."""
        if figure.measure is not Measure.DERIVED:
            return figure.rows
        parts = (part for part in self.report.figures.values() if part.within == figure.code)
        return (*figure.rows, *(row for part in parts for row in part.rows))

    def _index(self, sheet: Worksheet, tables: list[_Sheet], figures: list[_Sheet]) -> None:
        report, formats = self.report, self.formats
        for column, (_, width) in enumerate(_HEADS):
            sheet.set_column(column, column, width)
        sheet.write_string(
            0, 0, plain(report.say(report.title), report.figures, report.language), formats.title
        )
        sheet.write_string(
            1, 0, report.say(phrases.AS_OF).format(day=write_date(report.as_of, report.language))
        )
        sheet.write_string(2, 0, "；".join(report.say(words) for words in report.footing), formats.quiet)
        row = 4
        sheet.write_string(row, 0, report.say(_TABLES), formats.head)
        for item in tables:
            row += 1
            sheet.write_url(row, 0, f"internal:'{item.name}'!A1", formats.link, item.title)
        row += 2
        for column, (words, _) in enumerate(_HEADS):
            sheet.write_string(row, column, report.say(words), formats.head)
        for item in figures:
            row += 1
            self._index_line(sheet, row, item)
        sheet.freeze_panes(4, 1)

    def _index_line(self, sheet: Worksheet, row: int, item: _Sheet) -> None:
        figure, report = item.figure, self.report
        if figure is None:
            raise TypeError("an index line needs a figure")
        sheet.write_url(row, 0, f"internal:'{item.name}'!A1", self.formats.link, item.title)
        self.cells.write(sheet, row, 1, figure.value, Column(figure.label, figure.unit, figure.decimals))
        sheet.write_string(row, 2, figure.unit.words.of(report.language))
        sheet.write_string(row, 3, figure.query)
        self.cells.write(sheet, row, 4, figure.as_of, None)
        sheet.write_number(row, 5, len(figure.rows), self.formats.number(0))
        sheet.write_string(row, 6, figure.rule.of(report.language))

    def _checks(self, sheet: Worksheet) -> None:
        report, formats = self.report, self.formats
        heads = (Words("种类", "Kind"), *phrases.CHECK_HEADS)
        for column, (words, width) in enumerate(zip(heads, _CHECK_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, report.say(words), formats.head)
        ordered = sorted(report.checks, key=lambda check: check.verdict.value == "agrees")
        for row, check in enumerate(ordered, start=1):
            look = None if check.verdict.value == "agrees" else formats.flag
            sheet.write_string(row, 0, report.say(phrases.CHECK_KINDS[check.kind]), look)
            sheet.write_string(row, 1, report.say(check.title), look)
            unit = Column(check.title, check.unit, check.decimals)
            for column, value in enumerate((check.stated, check.computed, check.difference), start=2):
                self.cells.write(sheet, row, column, value, unit)
            sheet.write_string(row, 5, report.say(phrases.VERDICTS[check.verdict]), look)
        sheet.freeze_panes(1, 0)

    def _sheet(self, sheet: Worksheet, item: _Sheet) -> None:
        formats, columns = self.formats, item.columns
        for index, column in enumerate(columns):
            sheet.set_column(index, index, wide(column, item.rows, index, self.report.language))
        back = f"internal:'{self.report.say(INDEX)}'!A1"
        sheet.write_url(0, 0, back, formats.link, self.report.say(_BACK))
        sheet.write_string(1, 0, item.title, formats.title)
        sheet.write_string(2, 0, item.source, formats.quiet)
        for index, column in enumerate(columns):
            sheet.write_string(_HEAD_ROW, index, self.cells.head(column), formats.head)
        self._rows(sheet, item.rows, columns, _HEAD_ROW + 1)
        self._rows(sheet, item.totals, columns, _HEAD_ROW + 1 + len(item.rows), bold=True)
        if item.rows and columns:
            sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(item.rows), len(columns) - 1)
        sheet.freeze_panes(_HEAD_ROW + 1, 0)
        if item.chart is not None:
            add_chart(self.book, sheet, item.name, item.chart, self.report.language)

    def _rows(
        self, sheet: Worksheet, rows: Rows, columns: tuple[Column, ...], first: int, *, bold: bool = False
    ) -> None:
        write = self.cells.write
        for row, cells in enumerate(rows, start=first):
            for index, cell in enumerate(cells):
                write(sheet, row, index, cell, columns[index], bold=bold)


def _data_of(block: Chart | PointMap) -> Table:
    return chart_data(block) if isinstance(block, Chart) else map_data(block)
