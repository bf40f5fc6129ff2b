"""Honest tables in the many shapes that people send."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from linli.base.imports.columns import Column, Kind, Schema
from linli.base.imports.reader import Workbook, read_workbook
from linli.base.imports.table import ParsedTable, read_table
from tests.base.imports import files
from tests.base.imports.schemas import COMMUNITIES, GOOD, HEAD

pytestmark = pytest.mark.one_database


def parsed(workbook: Workbook) -> ParsedTable:
    table = read_table(workbook, COMMUNITIES)
    assert table.problems == ()
    return table


def value(heading: str, cell: Any, code: str) -> Any:
    rows = ((*HEAD, heading), (*GOOD, cell)) if heading not in HEAD else (HEAD, _replaced(heading, cell))
    return parsed(read_workbook(files.xlsx(rows))).rows[0].values[code]


def _replaced(heading: str, cell: Any) -> tuple[Any, ...]:
    at = HEAD.index(heading)
    return (*GOOD[:at], cell, *GOOD[at + 1 :])


@pytest.mark.parametrize(
    "data",
    [
        files.xlsx(),
        files.xls(),
        files.text(),
        files.text(encoding="utf-8"),
        files.text(encoding="gb18030"),
        files.text(encoding="utf-16", mark="\t"),
        files.text(encoding="utf-16-le", mark="\t"),
        files.text(encoding="utf-16-be"),
        files.text(mark=";"),
    ],
    ids=["xlsx", "xls", "utf-8-bom", "utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "semicolons"],
)
@pytest.mark.parametrize("name", ["社区.xlsx", "社区.xls", "社区.csv", "社区"])
def test_the_same_table_in_every_format_under_every_name(tmp_path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    table = parsed(read_workbook(path))
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[1].values == {
        "code": "350802001002",
        "name": "东宝社区",
        "area": Decimal("240.5"),
        "approval": Decimal(1),
        "founded": date(2008, 3, 15),
        "chief_id": "350802196001010013",
    }


@pytest.mark.parametrize(
    ("cell", "area"),
    [
        (160, "160"),
        (0.1 + 0.2, "0.3"),
        ("160", "160"),
        (" 160 ", "160"),
        ("１６０．５", "160.5"),
        ("1,234", "1234"),
        ("1，234.5", "1234.5"),
        ("12,345,678", "12345678"),
        ("1.2万", "12000"),
        ("120㎡", "120"),
        ("120 平方米", "120"),
        ("120m²", "120"),
        ("120M2", "120"),
        ("１２０平方米", "120"),
        ("0.5万平方米", "5000"),
        ("+7", "7"),
        (".5", "0.5"),
    ],
)
def test_numbers_as_people_write_them(cell: Any, area: str) -> None:
    assert value("办公面积", cell, "area") == Decimal(area)


@pytest.mark.parametrize(
    ("heading", "cell", "yuan"),
    [
        ("办公经费", "3万元", 30000),
        ("办公经费（万元）", 3, 30000),
        ("办公经费（万元）", "3万元", 30000),
        ("办公经费（元）", "￥30,000", 30000),
        ("办公经费（全年）", 30000, 30000),
        ("办公经费(亿元)", "0.0003", 30000),
        ("办公经费（单位：万元）", 3, 30000),
    ],
)
def test_units_in_headings_and_cells(heading: str, cell: Any, yuan: int) -> None:
    assert value(heading, cell, "funds") == yuan


@pytest.mark.parametrize(
    "cell",
    [
        "2008-03-15",
        "2008/3/15",
        "2008.3.15",
        "2008年3月15日",
        "2008 年 3 月 15 日",
        "20080315",
        20080315,
        39522,
        "２００８－３－１５",
        "2008-03-15 08:30:00",
        "2008年03月15号",
    ],
)
def test_dates_in_all_their_notations(cell: Any) -> None:
    assert value("成立日期", cell, "founded") == date(2008, 3, 15)


def test_a_date_cell_and_a_cell_with_a_time() -> None:
    def more(book: Any, page: Any) -> None:
        page.write_datetime(1, 4, date(2008, 3, 15), book.add_format({"num_format": "yyyy年m月d日"}))

    table = parsed(read_workbook(files.xlsx((HEAD, GOOD), more=more)))
    assert table.rows[0].values["founded"] == date(2008, 3, 15)


@pytest.mark.parametrize(
    "cell", ["2008年3月", "2008-03", "2008.3", "2008/03", "200803", 200803, "2008年3月15日"]
)
def test_months(cell: Any) -> None:
    schema = Schema("months", (Column("month", ("月份",), Kind.MONTH),))
    table = read_table(read_workbook(files.xlsx((("月份",), (cell,)))), schema)
    assert table.problems == ()
    assert table.rows[0].values["month"] == date(2008, 3, 1)


@pytest.mark.parametrize(
    ("heading", "cell", "rate"),
    [
        ("合格率", "96%", "0.96"),
        ("合格率", "９６．５％", "0.965"),
        ("合格率", 0.96, "0.96"),
        ("合格率", 1, "1"),
        ("合格率", 0, "0"),
    ],
)
def test_rates(heading: str, cell: Any, rate: str) -> None:
    assert value(heading, cell, "approval") == Decimal(rate)


def test_a_rate_under_a_heading_in_percent_is_points_unless_the_cell_itself_shows_percent() -> None:
    head = tuple("合格率（%）" if text == "合格率" else text for text in HEAD)

    def more(book: Any, page: Any) -> None:
        page.write_number(2, 3, 0.96, book.add_format({"num_format": "0.0%"}))

    rows = (head, _replaced("合格率", 96.5), GOOD, (*GOOD[:3], 0.96, *GOOD[4:]))
    table = read_table(read_workbook(files.xlsx(rows, more=more)), COMMUNITIES)
    assert [row.values.get("approval") for row in table.rows] == [Decimal("0.965"), Decimal("0.96"), None]
    assert [(problem.code, problem.row) for problem in table.problems] == [("percent_ambiguous", 4)]


@pytest.mark.parametrize(
    ("cell", "owned"), [("是", True), ("√", True), ("Y", True), (1, True), ("无", False), ("×", False)]
)
def test_yes_and_no(cell: Any, owned: bool) -> None:
    assert value("是否自有", cell, "owned") is owned


@pytest.mark.parametrize("cell", ["村改居", "Converted", "converted", " 村 改 居 "])
def test_choices_by_any_of_their_names(cell: str) -> None:
    assert value("类型", cell, "kind") == "converted"


def test_a_code_typed_as_a_number_keeps_all_its_digits() -> None:
    assert value("区划代码", 350802001001, "code") == "350802001001"


def test_headings_fold_width_spaces_stars_and_language() -> None:
    rows = (
        ("Division code *", " 社 区 ", "办公面积 （㎡）：", "Approval", "Ｆｏｕｎｄｅｄ", "证件号码"),
        GOOD,
    )
    assert parsed(read_workbook(files.xlsx(rows))).rows[0].values["area"] == 160


def test_a_heading_below_a_title_and_merged_over_two_lines() -> None:
    def more(book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 5, "新罗区社区情况表")
        page.merge_range(2, 0, 3, 0, "区划代码")
        page.merge_range(2, 1, 3, 1, "社区")
        page.merge_range(2, 2, 2, 4, "基本情况")
        for column, text in enumerate(("办公面积", "合格率", "成立日期"), start=2):
            page.write(3, column, text)
        page.merge_range(2, 5, 3, 5, "证件号码")

    rows = ((), (), (), (), GOOD)
    table = parsed(read_workbook(files.xlsx(rows, more=more)))
    assert [row.number for row in table.rows] == [5]
    assert table.rows[0].values["area"] == 160


def test_two_lines_whose_lower_names_repeat_are_told_apart_by_the_upper() -> None:
    schema = Schema(
        "staff",
        (
            Column("chief_age", ("主任年龄",), Kind.INTEGER),
            Column("deputy_age", ("副主任年龄",), Kind.INTEGER),
        ),
    )

    def more(book: Any, page: Any) -> None:
        page.merge_range(0, 0, 0, 1, "主任")
        page.merge_range(0, 2, 0, 3, "副主任")

    rows = ((), ("年龄", "学历", "年龄", "学历"), (47, "高中", 39, "大专"))
    table = read_table(read_workbook(files.xlsx(rows, more=more)), schema)
    assert table.rows[0].values == {"chief_age": 47, "deputy_age": 39}


def test_empty_rows_between_are_left_out_and_hidden_sheets_are_not_read() -> None:
    def more(book: Any, page: Any) -> None:
        hidden = book.add_worksheet("Communities")
        hidden.write(0, 0, "区划代码")
        hidden.hide()

    workbook = read_workbook(files.xlsx((HEAD, GOOD, (), ("  ",), GOOD), more=more))
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [
        ("社区", False),
        ("Communities", True),
    ]
    assert [row.number for row in parsed(workbook).rows] == [2, 5]


def test_cells_keep_their_places_and_types() -> None:
    def more(book: Any, page: Any) -> None:
        page.write(3, 2, True)
        page.merge_range(4, 1, 4, 3, "合并")

    (sheet,) = read_workbook(files.xlsx((), more=more)).sheets
    assert list(sheet.addresses()) == [("C4", True), ("B5", "合并")]
    assert sheet.merged == ((4, 1, 4, 3),)
    assert sheet.cell(99, 99) is None


def test_a_cell_that_spans_lines_in_a_text_table() -> None:
    (sheet,) = read_workbook(b'a,"b\nc"\n1,2\n').sheets
    assert sheet.rows == (("a", "b\nc"), ("1", "2"))


@pytest.mark.parametrize(
    "name", ["永兴", "路", "龙门", "陆", "北关社区", "莲新，东宝", "a路", "联通", "m²", "±1·2"]
)
def test_short_texts_in_both_encodings(name: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        data = f"社区,名\n1,{name}\n".encode(encoding)
        assert read_workbook(data).sheets[0].rows[1] == ("1", name)
