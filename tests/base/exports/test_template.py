"""A workbook sent out to be filled in, and what comes back, also after people have moved things about."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from linli.base.exports.template import template_bytes
from linli.base.exports.template_parts import (
    FieldKind,
    FillField,
    FillList,
    FillSection,
    FillTable,
    TemplateAbout,
)
from linli.base.imports.columns import Choice, Column, Kind, Schema
from linli.base.imports.filled import Filled, read_filled
from linli.base.imports.problems import problem_text
from linli.base.imports.reader import read_workbook
from tests.base.imports import files

pytestmark = pytest.mark.one_database

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ABOUT = TemplateAbout(
    version="3",
    campaign="0192f0c1-0000-7000-8000-000000000001",
    place="350802001001",
    title="2026 年社区建设调查",
    place_label="永兴社区（350802001001）",
    instructions=("请于 12 月 1 日前上传。",),
)
QUESTIONS = FillList(
    "main",
    "问卷",
    (
        FillSection(
            "有场所",
            (
                FillField(
                    "office.area",
                    "办公用房面积",
                    FieldKind.DECIMAL,
                    unit="平方米",
                    minimum=0,
                    required=True,
                    hint="按建筑面积填",
                    known=Decimal(160),
                    known_source="2025 年普查",
                ),
                FillField(
                    "office.tenure", "权属", FieldKind.CHOICE, choices=("自有", "借用", "租用"), required=True
                ),
                FillField("office.owned", "是否独立成栋", FieldKind.YES_NO),
            ),
        ),
        FillSection(
            "有人",
            (
                FillField("approval", "评议合格率", FieldKind.PERCENT, required=True),
                FillField("founded", "成立日期", FieldKind.DATE, known=date(2003, 5, 1), locked=True),
                FillField("note", "备注"),
            ),
        ),
    ),
)
STAFF = FillTable(
    "staff",
    "人员",
    (
        FillField("name", "姓名", required=True),
        FillField("age", "年龄", FieldKind.INTEGER, unit="岁", minimum=16, maximum=80, required=True),
        FillField("education", "学历", FieldKind.CHOICE, choices=tuple(f"学历{n}" * 5 for n in range(20))),
    ),
    known=({"name": "张三", "age": 47},),
    blank_rows=5,
)
COLUMNS = {
    "office.area": Column("office.area", ("面积",), Kind.DECIMAL, required=True, unit="平方米", minimum=0),
    "office.tenure": Column(
        "office.tenure", ("权属",), Kind.CHOICE, choices=(Choice("own", ("自有",)), Choice("lent", ("借用",)))
    ),
    "office.owned": Column("office.owned", ("独立",), Kind.YES_NO),
    "approval": Column("approval", ("合格率",), Kind.PERCENT),
    "founded": Column("founded", ("成立",), Kind.DATE),
    "note": Column("note", ("备注",)),
}
STAFF_SCHEMA = Schema(
    "staff",
    (
        Column("name", ("姓名",), required=True),
        Column("age", ("年龄",), Kind.INTEGER, required=True, maximum=80, unit="岁"),
        Column("education", ("学历",), expected=False),
    ),
)
ORIGINAL = template_bytes(ABOUT, [QUESTIONS, STAFF], AT)


def changed(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(ORIGINAL))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(data: bytes, **more: str) -> Filled:
    wanted = {"version": "3", "campaign": ABOUT.campaign, "place": ABOUT.place, **more}
    return read_filled(read_workbook(data, name="填报.xlsx"), **wanted)


def answer(book: Any) -> None:
    page = book["问卷"]
    page["D5"], page["D6"], page["D8"], page["D10"] = "借用", "是", 0.96, "漏雨"
    staff = book["人员"]
    staff["B5"], staff["C5"] = "李四", "39岁"


def test_what_is_known_is_filled_in_and_comes_back() -> None:
    values, problems = filled(ORIGINAL).values(COLUMNS)
    assert problems == ()
    assert values == {
        "office.area": 160,
        "office.tenure": None,
        "office.owned": None,
        "approval": None,
        "founded": date(2003, 5, 1),
        "note": None,
    }


def test_answers_come_back_with_their_addresses_and_types() -> None:
    back = filled(changed(answer))
    values, problems = back.values(COLUMNS)
    assert problems == ()
    assert values["office.tenure"] == "lent"
    assert values["office.owned"] is True
    assert values["approval"] == Decimal("0.96")
    assert back.answers["note"].address == "D10"
    table = back.table(STAFF_SCHEMA)
    assert table is not None
    assert table.problems == ()
    assert [(row.number, row.values["name"], row.values["age"]) for row in table.rows] == [
        (4, "张三", 47),
        (5, "李四", 39),
    ]


def move_columns_and_rows(book: Any) -> None:
    """Cuts the answer column out and puts it elsewhere, turns the rows round, puts a row in front."""
    for name in ("问卷", "人员"):
        page = book[name]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        page.delete_rows(1, page.max_row)
        head, body = (rows[:2], rows[2:][::-1]) if name == "问卷" else (rows[:3], rows[3:][::-1])
        turn = [3, 0, 4, 1, 2, 5] if name == "问卷" else [2, 0, 3, 1]
        for row in ([None] * 6, *head, *body):
            page.append([row[index] if index < len(row) else None for index in turn])


def test_answers_are_found_after_columns_and_rows_were_moved() -> None:
    def both(book: Any) -> None:
        answer(book)
        move_columns_and_rows(book)

    before, after = filled(changed(answer)), filled(changed(both))
    assert after.problems == ()
    assert after.values(COLUMNS) == before.values(COLUMNS)
    assert after.answers["note"].address != before.answers["note"].address
    first, second = before.table(STAFF_SCHEMA), after.table(STAFF_SCHEMA)
    assert first is not None
    assert second is not None
    assert sorted(str(row.values["name"]) for row in second.rows) == ["张三", "李四"]
    assert {row.values["name"]: row.values["age"] for row in first.rows} == {
        row.values["name"]: row.values["age"] for row in second.rows
    }


def test_answers_are_found_at_their_first_address_when_the_marks_are_gone() -> None:
    def unmark(book: Any) -> None:
        answer(book)
        for at in range(1, 40):
            book["问卷"].cell(at, 1).value = None

    back = filled(changed(unmark))
    assert back.problems == ()
    assert back.values(COLUMNS)[0]["office.tenure"] == "lent"


def test_a_deleted_question_is_missed() -> None:
    back = filled(changed(lambda book: book["问卷"].delete_rows(5)))
    assert [(problem.code, problem.params["question"]) for problem in back.problems] == [
        ("template_cell_missing", "office.tenure")
    ]


def test_bad_answers_name_sheet_row_column_and_heading() -> None:
    def bad(book: Any) -> None:
        book["问卷"]["D4"] = -3
        book["人员"]["B5"] = "李四"
        book["人员"]["C5"] = 200

    back = filled(changed(bad))
    values, problems = back.values(COLUMNS)
    assert "office.area" not in values
    assert problem_text(problems[0]).place == "文件《填报.xlsx》，工作表“问卷”，第 4 行，D 列“面积”："
    table = back.table(STAFF_SCHEMA)
    assert table is not None
    assert [(p.code, p.row, p.column, p.params["header"]) for p in table.problems] == [
        ("too_big", 5, "C", "年龄")
    ]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"version": "4"}, "template_outdated"),
        ({"campaign": "x"}, "template_other_campaign"),
        ({"place": "350802001002"}, "template_other_place"),
    ],
)
def test_the_wrong_workbook_is_recognised(other: dict[str, str], code: str) -> None:
    (problem,) = filled(ORIGINAL, **other).problems
    assert problem.code == code
    assert problem_text(problem).remedy


def test_any_other_workbook_is_not_taken_for_a_template() -> None:
    assert [problem.code for problem in filled(files.xlsx()).problems] == ["template_unrecognised"]
    without = changed(lambda book: book.remove(book["_linli"]))
    assert [problem.code for problem in filled(without).problems] == ["template_unrecognised"]


def test_drop_downs_checks_and_messages() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ORIGINAL))
    checks = {str(check.sqref): check for check in book["问卷"].data_validations.dataValidation}
    assert checks["D5"].type == "list"
    assert checks["D5"].formula1 == '"自有,借用,租用"'
    assert checks["D6"].formula1 == '"是,否"'
    assert (checks["D4"].type, checks["D4"].operator, checks["D4"].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    assert "单位：平方米" in checks["D4"].prompt
    assert (checks["D8"].formula1, checks["D8"].formula2) == ("0", "1")
    assert "例如 96%" in checks["D8"].error
    assert "D9" not in checks  # locked
    table = {str(check.sqref): check for check in book["人员"].data_validations.dataValidation}
    assert (table["C4:C9"].type, table["C4:C9"].formula1, table["C4:C9"].formula2) == ("whole", "16", "80")
    assert table["D4:D9"].formula1 == "'_linli'!$G$1:$G$20"  # too long for a list in the cell
    assert book["_linli"]["G3"].value == "学历2" * 5


def test_only_answers_are_unlocked_and_the_marks_are_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ORIGINAL))
    page = book["问卷"]
    assert page.protection.sheet
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"D4", "D5", "D6", "D8", "D10"}
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert book["_linli"].sheet_state == "veryHidden"
    assert [cell.value for cell in book["_linli"][4]][:3] == ["office.area", "问卷", "D4"]


def test_required_answers_are_coloured_while_missing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ORIGINAL))
    coloured = {str(area.sqref) for area in book["问卷"].conditional_formatting}
    assert coloured == {"D4", "D5", "D8"}
    (rule,) = next(iter(book["人员"].conditional_formatting)).rules
    assert rule.formula == ["AND(ISBLANK(B4),COUNTA($B4:$D4)>0)"]


def test_the_same_template_gives_the_same_bytes() -> None:
    assert template_bytes(ABOUT, [QUESTIONS, STAFF], AT) == ORIGINAL
