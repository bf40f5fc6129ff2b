"""Files that departments send by mistake: each is answered in words on the page, and nothing is kept."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.forms.models import Form, FormField
from tests.base.imports import files
from tests.forms.making import workbook
from tests.office.forms.test_pages import department, sent, text

pytestmark = pytest.mark.django_db
__all__ = ["department"]  # a fixture of the other file


def sheets(*titles: str, heads: tuple[str, ...] = ("姓名", "联系电话", "探访情况")) -> bytes:
    """A workbook with a sheet for each title; all ask the same."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, title in enumerate(titles, start=1):
        sheet = book.create_sheet(f"第{number}张")
        sheet["A1"] = title
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
        for column, head in enumerate(heads, start=1):
            sheet.cell(2, column, head)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def card(number: int) -> bytes:
    """A card with so many labels, each before its blank, four pairs to a row."""
    book = openpyxl.Workbook()
    sheet = book.active
    for place in range(number):
        sheet.cell(place // 4 + 1, place % 4 * 2 + 1, f"第{place}项情况")
        sheet.cell(place // 4 + 1, place % 4 * 2 + 2, "____")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BAD = {
    "a password": (files.flagged_encrypted, "密码"),
    "macros": (lambda: files.rebuilt({"xl/vbaProject.bin": b"x"}), "宏"),
    "no fields": (lambda: workbook("通知", ()), "没有找到要填的字段"),
    "too many fields": (lambda: card(2_012), "超过 2000 个"),
    "too many columns": (
        lambda: workbook("大表", tuple(f"字段{number}号" for number in range(600))),
        "列数超过 500 列",
    ),
    "no table at all": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 200, ""),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_a_form_is_answered_on_the_page(department, name):
    make, told = BAD[name]
    page = department.post("/forms/", {"file": SimpleUploadedFile("表.xlsx", make())})
    assert page.status_code == 422
    assert told in text(page)
    assert "表.xlsx" in text(page) or told
    assert Form.objects.count() == 0


def test_two_thousand_fields_are_taken_and_shown(department):
    made = sent(department, card(1_999))
    page = department.get(f"/forms/{made.pk}/")
    assert page.status_code == 200
    assert made.field_count == 1_999


def test_two_sheets_of_one_title_are_told_apart_by_their_names_and_said(department):
    made = sent(department, sheets("老人情况表", "老人情况表"))
    page = text(department.get(f"/forms/{made.pk}/"))
    assert "工作表“第1张、第2张”问的完全相同" in page
    assert FormField.objects.filter(form=made, label="联系电话").values_list("sheet", flat=True).count() == 2


def test_a_field_that_asks_for_religion_is_refused_where_it_is_answered(department):
    made = sent(department, workbook("情况表", ("序号", "姓名", "宗教信仰")))
    field = FormField.objects.get(form=made, label="宗教信仰")
    page = department.post(
        f"/forms/{made.pk}/fields/{field.position}/", {"element": "NONE"}, headers={"HX-Request": "true"}
    )
    assert "永不采集" in text(page)
    field.refresh_from_db()
    assert field.indicator_id is None


def test_rows_scope_period_and_due_day_are_said_and_a_wrong_scope_is_answered(department):
    made = sent(department)
    said = {"row_unit": "household", "frequency": "monthly", "due_days": "5"}
    wrong = department.post(f"/forms/{made.pk}/shape/", said | {"scope_words": "人员，住得很远"})
    assert wrong.status_code == 422
    assert "看不懂“住得很远”" in text(wrong)
    done = department.post(f"/forms/{made.pk}/shape/", said | {"scope_words": "户"})
    assert done.status_code == 303
    made.refresh_from_db()
    assert (made.row_unit, made.scope, made.frequency, made.due_days) == (
        "household",
        {"unit": "household", "where": []},
        "monthly",
        5,
    )
    application = department.get(f"/gate/new/?form={made.pk}")
    assert "家庭户" in application.text


def test_the_picture_stands_beside_the_fields(department):
    made = sent(department)
    page = department.get(f"/forms/{made.pk}/").text
    assert 'class="form-picture"' in page
    assert 'colspan="6"' in page
    assert 'data-at="2"' in page


def test_indicators_have_a_page(department):
    made = sent(department)
    field = FormField.objects.get(form=made, label="结对反馈")
    department.post(f"/forms/{made.pk}/fields/{field.position}/", {"element": "NONE"})
    page = text(department.get("/forms/indicators/"))
    assert "结对反馈" in page
    assert "只有一个部门要" in page
