"""Looks, names, widths and charts of the sheets of a workbook."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linli.core.tabulate.blocks import Chart, ChartKind, TableCell
from linli.core.tabulate.figures import Column
from linli.core.tabulate.svg.parts import FILLS, STROKES, width_of
from linli.core.tabulate.words import Language, Words

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31
_FONT: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}


def sheet_name(number: str, title: str) -> str:
    """A name Excel takes: the number makes it unique, the title makes it readable."""
    return f"{number} {_FORBIDDEN.sub('', title)}"[:_LONGEST_NAME].rstrip()


def wide(column: Column, rows: Sequence[tuple[TableCell, ...]], index: int, language: Language) -> float:
    """A width in characters, from the head and the first rows."""
    texts = [column.head.of(language)]
    for row in rows[:50]:
        cell = row[index]
        texts.append(cell.of(language) if isinstance(cell, Words) else str(cell))
    widest = max(width_of(text, 1.8) for text in texts)
    return min(max(widest + 3, 9), 60)


class Formats:
    """The cell formats of a book, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.text = book.add_format(_FONT)
        self.bold = book.add_format({**_FONT, "bold": True, "top": 1})
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 14})
        self.quiet = book.add_format({**_FONT, "font_color": "#4C5660", "font_size": 9})
        self.link = book.add_format({**_FONT, "font_color": "#1F4E79", "underline": 1})
        self.flag = book.add_format({**_FONT, "bold": True, "bg_color": "#FFF2CC"})
        head = {
            **_FONT,
            "bold": True,
            "bg_color": "#E9ECEF",
            "border": 1,
            "text_wrap": True,
            "align": "center",
        }
        self.head = book.add_format(head)
        self._made: dict[str, Format] = {}

    def _of(self, pattern: str, *, bold: bool) -> Format:
        key = f"{pattern}{bold}"
        if key not in self._made:
            extra = {"bold": True, "top": 1} if bold else {}
            self._made[key] = self._book.add_format({**_FONT, **extra, "num_format": pattern})
        return self._made[key]

    def number(self, decimals: int | None, *, bold: bool = False) -> Format:
        """Grouped in threes; with None, decimals appear only where there are any."""
        pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._of("#,##0" if decimals == 0 else pattern, bold=bold)

    def share(self, decimals: int, *, bold: bool = False) -> Format:
        """Per cent with a fixed number of places."""
        return self._of("0" + ("." + "0" * decimals if decimals else "") + "%", bold=bold)

    def year(self, *, bold: bool = False) -> Format:
        """A calendar year, without a separator."""
        return self._of("0", bold=bold)

    def day(self, language: Language) -> Format:
        """A day as the language writes it."""
        return self._of('yyyy"年"m"月"d"日"' if language == "zh" else "d mmm yyyy", bold=False)


@cache
def _types() -> dict[ChartKind, dict[str, str]]:
    return {
        ChartKind.BAR: {"type": "bar"},
        ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
        ChartKind.LINE: {"type": "line"},
    }


def add_chart(book: Workbook, sheet: Worksheet, name: str, chart: Chart, language: Language) -> None:
    """A native chart beside its data, so that it can be restyled."""
    drawn = book.add_chart(_types()[chart.kind])
    last = 4 + len(chart.categories)
    for index, series in enumerate(chart.series, start=1):
        tone = min(index - 1, len(FILLS) - 1)
        drawn.add_series(
            {
                "name": series.label.of(language),
                "categories": [name, 5, 0, last, 0],
                "values": [name, 5, index, last, index],
                "fill": {"color": FILLS[tone]},
                "border": {"color": STROKES[tone]},
                "data_labels": {"value": len(chart.series) == 1},
            }
        )
    if chart.kind is not ChartKind.LINE:
        drawn.set_y_axis({"reverse": True})
    drawn.set_legend({"position": "top"} if len(chart.series) > 1 else {"none": True})
    drawn.set_size({"width": 640, "height": 360})
    sheet.insert_chart(4, len(chart.series) + 2, drawn)
