"""A form is kept so that it can be drawn back exactly, without what somebody filled in."""

import json

import pytest

from linli.core.formmatch.layout import FieldAt, Sheet, drawn, read_layout, sheet_of_record, sheet_record
from linli.forms.files import sheets_of
from tests.core.formmatch.twenty_forms import TWENTY, MadeForm
from tests.forms.making import workbook

pytestmark = pytest.mark.one_database


def grid(sheet: Sheet) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(one.row, one.column): (one.text, one.rows, one.columns) for one in sheet.cells}


def kept_and_read_back(sheet: Sheet, fields=()) -> Sheet:
    return sheet_of_record(json.loads(json.dumps(sheet_record(sheet, fields))))


@pytest.mark.parametrize("made", TWENTY, ids=lambda made: made.name)
def test_twenty_forms_come_back_cell_by_cell(made: MadeForm) -> None:
    for sheet in sheets_of(made.make(), made.name):
        back = kept_and_read_back(sheet)
        assert grid(back) == grid(sheet)
        assert (back.name, back.lines, back.continues) == (sheet.name, sheet.lines, sheet.continues)
        assert (back.height, back.width) == (sheet.height, sheet.width)


@pytest.mark.parametrize("made", TWENTY, ids=lambda made: made.name)
def test_the_drawing_shows_every_cell_once_and_every_field_where_it_stands(made: MadeForm) -> None:
    layout = read_layout(sheets_of(made.make(), made.name))
    places = [
        FieldAt(position, laid.sheet, laid.at, laid.value_at)
        for position, laid in enumerate(layout.fields, start=1)
    ]
    pictures = drawn([kept_and_read_back(sheet, layout.fields) for sheet in layout.sheets], places)
    texts = [cell.text for picture in pictures for row in picture.rows for cell in row if cell.text]
    source = [
        cell.text
        for sheet in layout.sheets
        if sheet.lines or any(c.text for c in sheet.cells)
        for cell in sheet.cells
        if cell.text
    ]
    filled = {value for laid in layout.fields for value in laid.values}
    assert sorted(texts) == sorted(text for text in source if text in set(texts))
    assert {text for text in source if text not in texts} <= filled
    named = {
        position for picture in pictures for row in picture.rows for cell in row for position in cell.labels
    }
    at_lines = {p for p, laid in enumerate(layout.fields, start=1) if not _has_cell(layout.sheets, laid)}
    assert named | at_lines == set(range(1, len(layout.fields) + 1))


def _has_cell(sheets, laid) -> bool:
    return any(sheet.name == laid.sheet and sheet.at(*laid.at) is not None for sheet in sheets)


def test_rows_and_columns_of_the_drawing_fill_the_table_without_a_hole() -> None:
    (sheet,) = sheets_of(workbook(), "a.xlsx")
    (picture,) = drawn([sheet], [])
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(picture.rows):
        column = 0
        for cell in cells:
            while (row, column) in covered:
                column += 1
            places = {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            assert not places & covered
            covered |= places
    assert covered == {(r, c) for r in range(len(picture.rows)) for c in range(sheet.width)}


def test_what_somebody_filled_in_is_not_kept_in_the_picture() -> None:
    rows = [["姓名", "身份证号", "联系电话"], ["张三", "110101199003070011", "13800000000"]]
    sheet = Sheet.of_rows("名单", rows)
    layout = read_layout([sheet])
    kept = json.dumps(sheet_record(sheet, layout.fields), ensure_ascii=False)
    assert "110101199003070011" not in kept
    assert "13800000000" not in kept
    assert "姓名" in kept
