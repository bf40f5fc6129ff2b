"""Exports: what is written is typed, safe, bounded, and says what it is for."""

import io
import tempfile
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.base.exports.columns import CellKind, ExportColumn, excel_value, safe_text, shown_width
from linli.base.exports.csvfile import csv_bytes
from linli.base.exports.request import ExportRefused, ExportRequest
from linli.base.exports.workbook import ExportSheet, escape_header, sheet_name, workbook_bytes, write_workbook
from linli.base.imports.reader import read_workbook

pytestmark = pytest.mark.one_database

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
REQUEST = ExportRequest(
    purpose="核对社区用房 & 上报",
    by_label="李红（社区办）",
    at=AT,
    title="社区用房一览",
    filters=(("区划", "新罗区"), ("截至", "2026-11-24")),
)
COLUMNS = (
    ExportColumn("社区"),
    ExportColumn("面积", CellKind.DECIMAL),
    ExportColumn("人数", CellKind.INTEGER),
    ExportColumn("合格率", CellKind.PERCENT),
    ExportColumn("成立日期", CellKind.DATE),
    ExportColumn("是否自有", CellKind.YES_NO),
)
ROWS = [
    ("=HYPERLINK(1)", Decimal("1234.5"), 7, Decimal("0.965"), date(2008, 3, 15), True),
    ("-1+1", None, None, None, None, False),
    ("@永兴", 0, 12345678901234567890, 1, date(1949, 10, 1), None),
]
SHEET = ExportSheet("用房", COLUMNS, ROWS, note="面积为建筑面积")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_cells_are_typed_and_formulas_are_text() -> None:
    page = opened(workbook_bytes(REQUEST, [SHEET]))["用房"]
    assert [cell.value for cell in page[2]] == [
        "=HYPERLINK(1)",
        1234.5,
        7,
        0.965,
        datetime.combine(date(2008, 3, 15), time()),
        "是",
    ]
    assert page["A2"].data_type == page["A3"].data_type == page["A4"].data_type == "s"
    assert [cell.number_format for cell in page[2]] == ["@", "#,##0.00", "#,##0", "0.0%", "yyyy-mm-dd", "@"]
    assert page["C4"].value == "12345678901234567890"  # more digits than a number keeps
    assert page["B3"].value is None


def test_head_is_frozen_filtered_repeated_and_wide_enough_for_chinese() -> None:
    page = opened(workbook_bytes(REQUEST, [SHEET]))["用房"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F4"
    assert page.print_title_rows == "$1:$1"
    assert page.column_dimensions["A"].width >= shown_width("=HYPERLINK(1)")


def test_the_cover_says_what_for_who_when_which_and_how_many() -> None:
    book = opened(workbook_bytes(REQUEST, [SHEET]))
    cover = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows() if row[1].value}
    assert cover["用途"] == REQUEST.purpose
    assert cover["导出人"] == "李红（社区办）"
    assert cover["导出时间"] == REQUEST.at_shown
    assert cover["筛选条件"] == "“区划”为“新罗区”；“截至”为“2026-11-24”"
    assert cover["用房"] == "3 行。 面积为建筑面积"
    assert book.properties.creator == "李红（社区办）"
    assert book.properties.title == "社区用房一览"


def test_each_printed_page_carries_the_watermark() -> None:
    book = opened(workbook_bytes(REQUEST, [SHEET]))
    for page in book.worksheets:
        footer = page.oddFooter.left.text
        assert "李红" in footer
        assert "核对社区用房 && 上报" in footer
        assert page.oddHeader.center.text == "社区用房一览"


def test_the_same_request_gives_the_same_bytes_whenever_it_is_made() -> None:
    data = workbook_bytes(REQUEST, [SHEET])
    assert data == workbook_bytes(REQUEST, [SHEET])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    other = ExportRequest(REQUEST.purpose, REQUEST.by_label, AT.replace(hour=2), REQUEST.title)
    assert data != workbook_bytes(other, [SHEET])


@pytest.mark.parametrize("purpose", ["", "   ", "\n"])
def test_no_purpose_no_export(purpose: str) -> None:
    with pytest.raises(ExportRefused) as refusal:
        ExportRequest(purpose, "李红", AT, "一览")
    assert refusal.value.code == "exports.purpose_missing"
    assert refusal.value.remedy


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ExportRefused, match="时区"):
        ExportRequest("核对", "李红", datetime(2026, 11, 24), "一览")  # noqa: DTZ001


def test_rows_beyond_the_cap_are_refused_and_nothing_is_left(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    small = ExportRequest("核对", "李红", AT, "一览", row_cap=2)
    out = io.BytesIO()
    with pytest.raises(ExportRefused) as refusal:
        write_workbook(small, [ExportSheet("用房", COLUMNS, iter(ROWS))], out)
    assert refusal.value.code == "exports.too_many_rows"
    assert "2 行" in refusal.value.message
    assert out.getvalue() == b""
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ExportRefused, match="超过"):
        csv_bytes(small, COLUMNS, ROWS)


def test_no_temporary_file_is_left(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert workbook_bytes(REQUEST, [SHEET])
    assert list(tmp_path.iterdir()) == []


def test_text_beyond_a_cell_and_numbers_that_are_none_are_refused() -> None:
    column = ExportColumn("数", CellKind.DECIMAL)
    for value, code in (("字" * 40_000, "exports.text_too_long"), (float("nan"), "exports.not_a_number")):
        with pytest.raises(ExportRefused) as refusal:
            workbook_bytes(REQUEST, [ExportSheet("表", (column,), [(value,)])])
        assert refusal.value.code == code


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ExportRefused) as refusal:
        workbook_bytes(REQUEST, [ExportSheet("表", COLUMNS, [("永兴",)])])
    assert refusal.value.code == "exports.row_length"


def test_csv_has_a_mark_guards_formulas_and_reads_back() -> None:
    data = csv_bytes(REQUEST, COLUMNS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[1] == "'=HYPERLINK(1),1234.5,7,96.5%,2008-03-15,是"
    assert lines[2] == "'-1+1,,,,,否"
    (sheet,) = read_workbook(data).sheets
    assert sheet.rows[1][0] == "=HYPERLINK(1)"
    assert sheet.rows[3][0] == "@永兴"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_guarded(start: str) -> None:
    data = csv_bytes(REQUEST, (ExportColumn("文"),), [(start + "1",)])
    cell = data.decode("utf-8-sig").split("\r\n")[1].strip('"')
    assert cell.startswith("'") or cell == "1"  # a carriage return does not get into a cell at all


def test_names_of_sheets_and_headers_are_made_to_fit() -> None:
    assert sheet_name("'用房[1]/2?'") == "用房－1－－2－"
    assert len(sheet_name("很" * 50)) == 31
    assert escape_header("a & b\nc", 200) == "a && b c"
    assert len(escape_header("&" * 300, 200)) <= 200


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    assert safe_text("a\x00b\x0bc\ud800") == "abc?"
    assert excel_value("", ExportColumn("文")) is None


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=15),
            st.decimals(-(10**9), 10**9, places=2),
            st.dates(date(1950, 1, 1), date(2150, 1, 1)),
        ),
        max_size=6,
    )
)
def test_a_workbook_exported_is_the_workbook_imported(rows: list[tuple[str, Decimal, date]]) -> None:
    columns = (ExportColumn("文"), ExportColumn("数", CellKind.DECIMAL), ExportColumn("日", CellKind.DATE))
    data = workbook_bytes(REQUEST, [ExportSheet("表", columns, rows)])
    sheet = read_workbook(data).sheet("表")
    assert sheet is not None
    assert [(a, Decimal(str(b)), c) for a, b, c in sheet.rows[1:]] == rows
