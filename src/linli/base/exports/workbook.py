"""Writing an export: a cover sheet that says what it is and why, then one sheet per table."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from linli.base.exports.columns import ExportColumn, excel_value, safe_text, shown_width
from linli.base.exports.request import ExportRefused, ExportRequest, too_many_rows

_WIDTH_ROWS = 200
_WIDTHS = (8, 60)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class ExportSheet:
    """One table: `rows` may be an iterator and is read once; each row has a value per column."""

    name: str
    columns: tuple[ExportColumn, ...]
    rows: Iterable[Sequence[Any]]
    note: str = ""


def write_workbook(request: ExportRequest, sheets: Sequence[ExportSheet], out: BinaryIO) -> dict[str, int]:
    """Writes the workbook to `out`; answers the number of rows per sheet.

    Rows are held in files of a private temporary folder while they are written, never all in memory. The same
    request and rows give the same bytes. The caller writes the audit entry with the request's purpose. Raises
    ExportRefused before anything is written to `out`.
    """
    with tempfile.TemporaryDirectory(prefix="linli-export-") as folder:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {**_OPTIONS, "tmpdir": folder})
        book.set_properties(_properties(request))
        cover = book.add_worksheet(_("说明"))
        writer = _Writer(book, request)
        try:
            counts = {sheet.name: writer.sheet(sheet) for sheet in sheets}
            writer.cover(cover, [(sheet, counts[sheet.name]) for sheet in sheets])
        except BaseException:
            _abandon(book)
            raise
        book.close()
    out.write(buffer.getvalue())
    return counts


def workbook_bytes(request: ExportRequest, sheets: Sequence[ExportSheet]) -> bytes:
    """The workbook whole."""
    out = io.BytesIO()
    write_workbook(request, sheets, out)
    return out.getvalue()


def _properties(request: ExportRequest) -> dict[str, Any]:
    return {
        "title": request.title[:255],
        "subject": request.purpose[:255],
        "author": request.by_label[:255],
        "comments": request.watermark[:255],
        "created": request.at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
    }


def _abandon(book: Any) -> None:
    """Closes the row files of a workbook that is not finished, so that its folder can go."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
    book.fileclosed = True


class _Writer:
    """Formats and page set-up shared by the sheets of one workbook."""

    def __init__(self, book: Any, request: ExportRequest) -> None:
        self.book = book
        self.request = request
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#EEF1F4"}
        )
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.label = book.add_format({"bold": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, sheet: ExportSheet) -> int:
        """Writes one table; answers its number of rows."""
        page = self.book.add_worksheet(sheet_name(sheet.name))
        formats = [self.book.add_format({"num_format": column.excel_format}) for column in sheet.columns]
        page.freeze_panes(1, 0)
        for index, column in enumerate(sheet.columns):
            page.write_string(0, index, safe_text(column.title), self.head)
        widths = [shown_width(column.title) for column in sheet.columns]
        count = 0
        for values in sheet.rows:
            count += 1
            if count > self.request.row_cap:
                raise too_many_rows(self.request.row_cap)
            self._row(page, count, values, sheet, formats)
            if count <= _WIDTH_ROWS:
                widths = [max(width, _width(value)) for width, value in zip(widths, values, strict=True)]
        page.autofilter(0, 0, count, len(sheet.columns) - 1)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width or _bounded(widths[index] + 2))
        self._page_set_up(page, sheet)
        return count

    def _row(self, page: Any, at: int, values: Sequence[Any], sheet: ExportSheet, formats: list[Any]) -> None:
        if len(values) != len(sheet.columns):
            raise ExportRefused(
                "exports.row_length",
                gettext_lazy("第 %(row)s 行的列数与表头不一致。"),
                row=at,
            )
        for index, (value, column) in enumerate(zip(values, sheet.columns, strict=True)):
            write_cell(page, at, index, excel_value(value, column), formats[index])

    def _page_set_up(self, page: Any, sheet: ExportSheet) -> None:
        page.set_paper(9)
        if len(sheet.columns) > 6:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        self._watermark(page)

    def _watermark(self, page: Any) -> None:
        """Header and footer of each printed page. Excel takes at most 255 characters of each."""
        page.set_header("&C" + escape_header(self.request.title, 200))
        footer = escape_header(self.request.watermark, 200)
        page.set_footer("&L" + footer + "&R&P / &N")

    def cover(self, page: Any, sheets: Sequence[tuple[ExportSheet, int]]) -> None:
        """The first sheet: what this is, what for, who made it, when, with which filters."""
        request = self.request
        pair = pgettext("a filter and its value", "“%(label)s”为“%(value)s”")
        filters = pgettext("between filters", "；").join(
            pair % {"label": label, "value": value} for label, value in request.filters
        )
        lines = [
            (_("用途"), request.purpose),
            (_("导出人"), request.by_label),
            (_("导出时间"), request.at_shown),
            (_("筛选条件"), filters or _("没有筛选")),
        ]
        for sheet, count in sheets:
            rows = _("%(count)s 行。") % {"count": count}
            lines.append((sheet.name, f"{rows} {sheet.note}".strip()))
        lines.append((_("注意"), _("请只用于上面写明的用途，用完后删除。导出已记入审计记录。")))
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 80)
        page.write_string(0, 0, safe_text(request.title), self.title)
        for at, (label, text) in enumerate(lines, start=2):
            page.write_string(at, 0, safe_text(label), self.label)
            page.write_string(at, 1, safe_text(text), self.wrapped)
        page.set_paper(9)
        self._watermark(page)


def write_cell(page: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
    """Writes a value by its type; text is always text, also when it begins like a formula."""
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value, cell_format)
    elif isinstance(value, datetime | date):
        page.write_datetime(row, column, value, cell_format)
    else:
        page.write_number(row, column, value, cell_format)


def sheet_name(name: str) -> str:
    """A name Excel takes: at most 31 characters, none of `[]:*?/\\`, no apostrophe at either end."""
    clean = "".join("－" if letter in "[]:*?/\\" else letter for letter in safe_text(name))
    return clean[:31].strip("'") or _("表")


def escape_header(text: str, most: int) -> str:
    """Text for a header or footer: `&` doubled, line ends out, cut to what Excel takes."""
    flat = " ".join(safe_text(text).split())
    while len(flat.replace("&", "&&")) > most:
        flat = flat[:-2] + "…"
    return flat.replace("&", "&&")


def _width(value: Any) -> int:
    if isinstance(value, date):
        return 16 if isinstance(value, datetime) else 10
    return shown_width(str(value)) if value is not None else 0


def _bounded(width: int) -> int:
    return min(max(width, _WIDTHS[0]), _WIDTHS[1])
