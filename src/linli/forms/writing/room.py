"""Rows put into a sheet of a workbook: what stands below moves down whole, with everything that points to it."""

from copy import copy
from typing import Any

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from linli.forms.writing.formulas import moved, moved_range


def make_room(sheet: Worksheet, at: int, by: int) -> None:
    """Put `by` empty rows before row `at` (from 1): merged cells, heights, formulas of the whole workbook, drop-down
    lists, conditional formats, names, the print area and pictures move with the cells below.
    """
    merged = [CellRange(one.coord) for one in sheet.merged_cells.ranges]
    touched = [one for one in merged if one.max_row >= at]
    for one in touched:
        sheet.unmerge_cells(one.coord)
    if sheet.max_row >= at:
        sheet.move_range(
            CellRange(min_col=1, min_row=at, max_col=sheet.max_column, max_row=sheet.max_row), rows=by
        )
    for one in touched:
        one.expand(down=by) if one.min_row < at else one.shift(row_shift=by)
        sheet.merge_cells(one.coord)
    _heights(sheet, at, by)
    _formulas(sheet, at, by)
    _pointers(sheet, at, by)


def like_row(sheet: Worksheet, model: int, row: int) -> None:
    """Give a row the looks of another: styles, height, cells merged side by side."""
    for column in range(1, sheet.max_column + 1):
        seen = sheet.cell(model, column)
        if seen.has_style:
            # The public way sets six styles one by one, twenty times slower on long lists.
            sheet.cell(row, column)._style = copy(seen._style)  # noqa: SLF001
    sheet.row_dimensions[row].height = sheet.row_dimensions[model].height
    for one in list(sheet.merged_cells.ranges):
        if one.min_row == one.max_row == model:
            sheet.merge_cells(start_row=row, end_row=row, start_column=one.min_col, end_column=one.max_col)


def _heights(sheet: Worksheet, at: int, by: int) -> None:
    heights = {row: (one.height, one.hidden) for row, one in sheet.row_dimensions.items() if row >= at}
    for row in heights:
        sheet.row_dimensions[row].height, sheet.row_dimensions[row].hidden = None, False
    for row, (height, hidden) in heights.items():
        sheet.row_dimensions[row + by].height, sheet.row_dimensions[row + by].hidden = height, hidden


def _formulas(sheet: Worksheet, at: int, by: int) -> None:
    for one in sheet.parent.worksheets:
        for row in one.iter_rows():
            for cell in row:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = moved(cell.value, sheet=sheet.title, own=one.title, at=at, by=by)
                if cell.hyperlink is not None:
                    cell.hyperlink.ref = cell.coordinate


def _pointers(sheet: Worksheet, at: int, by: int) -> None:
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = type(rule.sqref)(moved_range(str(rule.sqref), at, by))
    formats = ConditionalFormattingList()
    for one in sheet.conditional_formatting:
        for rule in one.rules:
            formats.add(moved_range(str(one.sqref), at, by), rule)
    sheet.conditional_formatting = formats
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved_range(sheet.auto_filter.ref, at, by)
    if sheet.print_area:
        sheet.print_area = moved_range(_bare(sheet.print_area), at, by)
    _names(sheet, at, by)
    for picture in sheet._images:  # noqa: SLF001 - openpyxl has no public list of them
        _anchor(picture.anchor, at, by)


def _names(sheet: Worksheet, at: int, by: int) -> None:
    for names in (sheet.parent.defined_names, sheet.defined_names):
        for name in names.values():
            name.attr_text = moved(f"={name.attr_text}", sheet=sheet.title, own="", at=at, by=by)[1:]


def _bare(area: str) -> str:
    """A print area without the name of its sheet."""
    return " ".join(part.rpartition("!")[2] for part in area.split(","))


def _anchor(anchor: Any, at: int, by: int) -> None:
    for corner in (getattr(anchor, "_from", None), getattr(anchor, "to", None)):
        if corner is not None and corner.row >= at - 1:
            corner.row += by
