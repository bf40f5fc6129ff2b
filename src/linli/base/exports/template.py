"""A workbook to be filled in and sent back.

Each sheet to be filled in carries hidden marks: the first row names what each column is, the first column what
each row is. They move with the columns and rows when people move those, so an answer is found by its marks and
not by its address. The hidden sheet `_linli` holds version, campaign, place, and each question's first address.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.base.exports.columns import excel_value, safe_text, shown_width
from linli.base.exports.template_cells import cell_column, choices_of, validation
from linli.base.exports.template_parts import (
    HIDDEN_SHEET,
    TEMPLATE_MARK,
    FillField,
    FillList,
    FillTable,
    TemplateAbout,
)
from linli.base.exports.workbook import escape_header, sheet_name, write_cell

_PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
}
_LIST_COLUMNS = ("#question", "#unit", "#answer", "#source", "#hint")


def template_bytes(about: TemplateAbout, sheets: Sequence[FillList | FillTable], at: datetime) -> bytes:
    """The workbook. The same arguments give the same bytes. Raises ExportRefused for text beyond a cell."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": about.title[:255],
            "subject": about.place_label[:255],
            "created": at.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    writer = _TemplateWriter(book, about)
    writer.cover()
    for sheet in sheets:
        if isinstance(sheet, FillList):
            writer.question_list(sheet)
        else:
            writer.table(sheet)
    writer.hidden_sheet()
    book.close()
    return out.getvalue()


class _TemplateWriter:
    """Formats, choices and addresses shared by the sheets of one template."""

    def __init__(self, book: Any, about: TemplateAbout) -> None:
        self.book = book
        self.about = about
        self.places: list[tuple[str, str, str]] = []
        self.choices: list[tuple[str, ...]] = []
        self.formats: dict[tuple[str, bool], Any] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "text_wrap": True, "border": 1})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.section = book.add_format({"bold": True, "font_size": 12, "bottom": 1})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.missing = book.add_format({"bg_color": "#FFF3CD"})

    def cover(self) -> None:
        """The first sheet: whose workbook this is and how to fill it in."""
        page = self.book.add_worksheet(_("填表说明"))
        page.set_column(0, 0, 100)
        page.write_string(0, 0, safe_text(self.about.title), self.title)
        page.write_string(1, 0, safe_text(self.about.place_label), self.section)
        lines = [
            *self.about.instructions,
            _("只填底色为黄的格和白色的格；灰色的格已锁定。填好后黄色消失。"),
            _("已经知道的内容已填好，请核对，有变化的直接改。"),
            _("请不要改工作表的名字，不要把内容复制到别的工作簿；填好后原样上传。"),
        ]
        for at, line in enumerate(lines, start=3):
            page.write_string(at, 0, safe_text(line), self.plain)
        self._finish(page)

    def question_list(self, sheet: FillList) -> None:
        """Column A and row 1 are hidden marks; B question, C unit, D answer, E source, F hint."""
        page = self._page(sheet.name, f"list:{sheet.code}", _LIST_COLUMNS)
        headings = (_("问题"), _("单位"), _("填报"), _("已知数据的来源"), _("说明"))
        for column, heading in enumerate(headings, start=1):
            page.write_string(1, column, heading, self.head)
        row = 2
        for section in sheet.sections:
            if section.title:
                page.write_string(row, 1, safe_text(section.title), self.section)
                row += 1
            for field in section.fields:
                self._question(page, row, sheet, field)
                row += 1
        for letter, width in zip("BCDEF", (42, 10, 22, 24, 44), strict=True):
            page.set_column(f"{letter}:{letter}", width)
        page.freeze_panes(2, 2)
        self._finish(page)

    def _question(self, page: Any, row: int, sheet: FillList, field: FillField) -> None:
        page.write_string(row, 0, field.code)
        page.write_string(row, 1, _starred(field.label, field), self.plain)
        page.write_string(row, 2, safe_text(field.unit), self.plain)
        page.write_string(row, 4, safe_text(field.known_source), self.plain)
        page.write_string(row, 5, safe_text(field.hint), self.plain)
        self._answer(page, row, 3, field, field.known)
        self._check(page, (row, 3, row, 3), field)
        self.places.append((field.code, sheet_name(sheet.name), f"D{row + 1}"))

    def table(self, sheet: FillTable) -> None:
        """Column A and row 1 are hidden marks; row 2 the hint, row 3 the headings, then the rows."""
        page = self._page(sheet.name, f"table:{sheet.code}", [field.code for field in sheet.fields])
        page.write_string(1, 1, safe_text(sheet.hint), self.section)
        last = 2 + len(sheet.known) + sheet.blank_rows
        for column, field in enumerate(sheet.fields, start=1):
            heading = _heading(field)
            page.write_string(2, column, heading, self.head)
            page.set_column(column, column, max(12, shown_width(heading) + 2))
            for at in range(3, last + 1):
                known = sheet.known[at - 3].get(field.code) if at - 3 < len(sheet.known) else None
                self._answer(page, at, column, field, known)
            if last >= 3:
                self._check(page, (3, column, last, column), field, table_width=len(sheet.fields))
        for at in range(3, last + 1):
            page.write_string(at, 0, "#row")
        page.freeze_panes(3, 0)
        self._finish(page)

    def _page(self, name: str, mark: str, columns: Sequence[str]) -> Any:
        page = self.book.add_worksheet(sheet_name(name))
        page.write_string(0, 0, f"{TEMPLATE_MARK}:{mark}")
        for column, code in enumerate(columns, start=1):
            page.write_string(0, column, code)
        page.set_row(0, None, None, {"hidden": True})
        page.set_column(0, 0, None, None, {"hidden": True})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page

    def _answer(self, page: Any, row: int, column: int, field: FillField, known: Any) -> None:
        cell_format = self._format(field)
        value = excel_value(known, cell_column(field))
        if value is None:
            page.write_blank(row, column, None, cell_format)
        else:
            write_cell(page, row, column, value, cell_format)

    def _format(self, field: FillField) -> Any:
        key = (cell_column(field).excel_format, field.locked)
        if key not in self.formats:
            looks = {"num_format": key[0], "locked": field.locked, "border": 1, "valign": "top"}
            if field.locked:
                looks["bg_color"] = "#E3E6E9"
            self.formats[key] = self.book.add_format(looks)
        return self.formats[key]

    def _check(
        self, page: Any, area: tuple[int, int, int, int], field: FillField, table_width: int = 0
    ) -> None:
        """The drop-down or check, and yellow while a required answer is missing.

        In a table only rows that somebody has begun count as missing.
        """
        choices = choices_of(field)
        reference = ""
        if choices:
            self.choices.append(choices)
            letter = _letter(len(self.choices) + 3)
            reference = f"='{HIDDEN_SHEET}'!${letter}$1:${letter}${len(choices)}"
        rule = validation(field, reference)
        if rule and not field.locked:
            page.data_validation(*area, rule)
        if not field.required or field.locked:
            return
        if table_width:
            cell = f"{_letter(area[1])}{area[0] + 1}"
            line = f"$B{area[0] + 1}:${_letter(table_width)}{area[0] + 1}"
            criteria = f"=AND(ISBLANK({cell}),COUNTA({line})>0)"
            page.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": self.missing})
        else:
            page.conditional_format(*area, {"type": "blanks", "format": self.missing})

    def _finish(self, page: Any) -> None:
        page.set_header("&C" + escape_header(self.about.title, 200))
        page.set_footer("&L" + escape_header(self.about.place_label, 200) + "&R&P / &N")
        page.protect("", _PROTECTION)

    def hidden_sheet(self) -> None:
        """`_linli`: what the workbook is, then code, sheet and first address of each question."""
        page = self.book.add_worksheet(HIDDEN_SHEET)
        about = (
            (TEMPLATE_MARK, self.about.version),
            ("campaign", self.about.campaign),
            ("place", self.about.place),
        )
        for row, (name, value) in enumerate(about):
            page.write_string(row, 0, name)
            page.write_string(row, 1, value)
        for row, place in enumerate(self.places, start=len(about)):
            for column, text in enumerate(place):
                page.write_string(row, column, text)
        for column, choices in enumerate(self.choices, start=4):
            for row, choice in enumerate(choices):
                page.write_string(row, column, safe_text(choice))
        page.protect("", {})
        page.very_hidden()


def _heading(field: FillField) -> str:
    """Label, unit in brackets, and a star when it is required."""
    if not field.unit:
        return _starred(field.label, field)
    words = pgettext("a heading and its unit", "%(label)s（单位：%(unit)s）")
    return _starred(words % {"label": field.label, "unit": field.unit}, field)


def _starred(text: str, field: FillField) -> str:
    return safe_text(text) + (" *" if field.required else "")


def _letter(index: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(index))
