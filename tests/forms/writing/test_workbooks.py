"""Workbooks given back filled, in the department's own layout."""

from datetime import date

import pytest

from linli.forms.writing import Card, ledger, write_back

from .setting import card, ledger_with_a_total, opened, places_in

pytestmark = pytest.mark.one_database
NOTE = "准入编号 350802-2026-0001-77，有效至2027年1月1日"


def by_label(content: bytes) -> dict[str, int]:
    return {place.label: place.position for place in places_in(content)}


def filled_ledger(people: int):
    content = ledger_with_a_total()
    at = by_label(content)
    rows = [
        {
            at["姓名"]: f"=张{number}",
            at["性别"]: "女",
            at["出生日期"]: date(1990, 1, number + 1),
            at["身份证号"]: "35080219900305001X",
            at["月收入（元）"]: 1000 + number,
        }
        for number in range(people)
    ]
    head = {at["填报单位"]: "东门社区", at["填报日期"]: "2026年11月28日"}
    return write_back(content, "困难家庭.xlsx", places_in(content), [ledger(rows, head)], note=NOTE)


def test_more_rows_than_the_form_has_push_down_what_stands_below():
    book = opened(filled_ledger(8).content)
    sheet = book["困难家庭"]
    assert [cell.value for cell in sheet[11]] == [
        8, "=张7", "女", sheet["D11"].value, "35080219900305001X", 1007, "=F11*12",
    ]  # fmt: skip
    assert sheet["D11"].value.date() == date(1990, 1, 8)
    assert sheet["D11"].number_format == "yyyy/m/d"
    assert (sheet["A12"].value, sheet["F12"].value, sheet["G12"].value) == (
        "合计",
        "=SUM(F4:F11)",
        "=SUM(G4:G11)",
    )
    assert sheet["A14"].value == "负责人签字："
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        "A1:G1",
        "A2:C2",
        "D2:G2",
        "A12:E12",
        "A14:C14",
    }
    assert sheet.row_dimensions[14].height == 40
    assert sheet.row_dimensions[9].height == 28
    assert sheet["B11"].font.name == "仿宋"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C4:C11"
    assert sheet.print_area == "'困难家庭'!$A$1:$G$14"
    assert book["汇总"]["A1"].value == "=困难家庭!F12"


def test_lines_above_the_list_are_filled_in_their_own_text():
    sheet = opened(filled_ledger(1).content)["困难家庭"]
    assert sheet["A2"].value == "填报单位：东门社区"
    assert sheet["D2"].value == "填报日期：2026年11月28日"


def test_fewer_rows_than_the_form_has_leave_the_rest_empty():
    sheet = opened(filled_ledger(2).content)["困难家庭"]
    assert (sheet["B5"].value, sheet["B6"].value) == ("=张1", None)
    assert sheet["A7"].value == "合计"


def test_a_value_that_begins_like_a_formula_stays_a_text():
    sheet = opened(filled_ledger(1).content)["困难家庭"]
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=张0", "s")


def test_the_control_number_is_printed_on_every_page():
    book = opened(filled_ledger(1).content)
    assert all(NOTE in sheet.oddFooter.left.text for sheet in book.worksheets)


def test_an_empty_list_is_given_back_as_it_was():
    sheet = opened(filled_ledger(0).content)["困难家庭"]
    assert [cell.value for cell in sheet[4]][:2] == [1, None]
    assert sheet["F7"].value == "=SUM(F4:F6)"


def household(content: bytes, head: str, members: int) -> Card:
    at = by_label(content)
    return Card(
        {at["户主姓名"]: head, at["联系电话"]: "13900000000", at["住房性质"]: "租赁", at["面积"]: 62},
        [{at["姓名"]: f"{head}{number}", at["出生年月"]: "1990-03"} for number in range(members)],
    )


def test_each_household_has_a_sheet_of_its_own():
    content = card()
    cards = [household(content, "陈", 2), household(content, "林", 4)]
    book = opened(write_back(content, "卡.xlsx", places_in(content), cards).content)
    assert book.sheetnames == ["家庭卡", "家庭卡 (2)"]
    first, second = book["家庭卡"], book["家庭卡 (2)"]
    assert (first["B2"].value, second["B2"].value) == ("陈", "林")
    assert (first["B3"].value, first["D3"].value) == ("□自有 ☑租赁", "62平方米")
    assert [first.cell(row, 1).value for row in range(6, 9)] == ["陈0", "陈1", "填表说明：如实填写。"]
    assert [second.cell(row, 1).value for row in range(6, 11)] == [
        "林0",
        "林1",
        "林2",
        "林3",
        "填表说明：如实填写。",
    ]
    assert "A10:D10" in {str(one) for one in second.merged_cells.ranges}


def test_a_form_given_back_still_reads_as_the_same_form():
    content = ledger_with_a_total()
    asked = [(place.label, place.row, place.column) for place in places_in(content) if place.in_roster]
    made = filled_ledger(3).content
    assert [(place.label, place.row, place.column) for place in places_in(made) if place.in_roster] == asked
