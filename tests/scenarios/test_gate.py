"""The gate in a real browser: a department's form from upload to its number, decided on one screen."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
PASSPHRASE = "linli demo 350802"
SCREEN = {"width": 1280, "height": 800}


def form(title: str) -> bytes:
    """A ledger with a heading over two columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    heads = (("序号", None), ("老人", ("姓名", "公民身份号码")), ("联系电话", None), ("结对反馈情况", None))
    column = 1
    for head, below in heads:
        wide = len(below or (head,))
        sheet.cell(2, column, head)
        if below is None:
            sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
        else:
            sheet.merge_cells(start_row=2, start_column=column, end_row=2, end_column=column + wide - 1)
            for place, name in enumerate(below):
                sheet.cell(3, column + place, name)
        column += wide
    sheet["A1"] = title
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=column - 1)
    for row in range(4, 8):
        for place in range(1, column):
            sheet.cell(row, place, " ")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page: Page, data: bytes, name: str) -> None:
    page.set_input_files("#id_file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    with page.expect_navigation():
        page.locator("main form button").first.click()


def confirm_with_keys(page: Page) -> None:
    """Enter takes the first proposal, 0 says there is none; the cursor on the picture goes along."""
    rows = page.locator("[data-field]")
    open_rows = page.locator('[data-field][data-open="yes"]')
    while open_rows.count():
        before = open_rows.count()
        row = open_rows.first
        row.focus()
        expect(page.locator(".form-picture .now")).to_have_count(1)
        label = row.locator(".label").inner_text()
        page.keyboard.press("0" if "结对" in label else "Enter")
        expect(open_rows).to_have_count(before - 1)
    assert rows.count() >= 4


@pytest.mark.parametrize("language", ["zh-hans"])
def test_from_a_departments_form_to_its_number(visitor, language):
    department = visitor("desktop", language).sign_in("department", PASSPHRASE)
    page = department.open("/forms/")
    upload(page, form("高龄老人结对情况表"), "结对.xlsx")
    expect(page.locator(".form-picture td[colspan='2']")).to_have_text("老人")
    department.assert_accessible()
    confirm_with_keys(page)
    page.fill("#id_scope_words", "人员，住得很远")
    with page.expect_navigation():
        page.get_by_role("button", name="保存").click()
    expect(page.locator(".field-error").first).to_contain_text("看不懂“住得很远”")
    department.assert_accessible()
    page.fill("#id_scope_words", "人员，年龄不小于80")
    page.select_option("#id_frequency", "quarterly")
    with page.expect_navigation():
        page.get_by_role("button", name="保存").click()
    with page.expect_navigation():
        page.get_by_role("link", name="用这张表申请").click()
    expect(page.locator("#scope-read")).to_contain_text("读作：人员，年龄不小于80")
    found = {
        "#id_document_name": "关于高龄老人结对的通知",
        "#id_document_number": "演示〔2026〕21号",
        "#id_plan": "网格员上门登记。",
        "#id_places": "350802001",
        "#id_starts_date": "2027-05-06",
        "#id_ends_date": "2028-05-06",
        "#id_unit_count": "20",
        "#id_minutes_per_unit": "5",
        "#id_money_offered": "5000",
    }
    for field, text in found.items():
        page.fill(field, text)
    page.select_option("#id_unit_kind", "resident")
    page.select_option("#id_duty", "welfare")
    department.assert_accessible()
    with page.expect_navigation():
        page.get_by_role("button", name="保存草稿").click()
    with page.expect_navigation():
        page.get_by_role("button", name="提交", exact=True).click()
    address = re.sub(r"^https?://[^/]+", "", page.url)

    office = visitor("desktop", language).sign_in("district", PASSPHRASE)
    office.page.set_viewport_size(SCREEN)
    desk = office.open(address)
    on_one_screen(desk)
    expect(desk.locator(".pack-asked .form-picture")).to_contain_text("公民身份号码")
    expect(desk.locator(".pack-verdict")).to_contain_text("职责清单之内")
    expect(desk.locator(".pack-asked .legend")).to_contain_text("本部门指标")
    office.assert_accessible()
    office.assert_fits()
    desk.fill("#id_why", "依据充分，经费已落实")
    with desk.expect_navigation():
        desk.get_by_role("button", name="记下决定").click()
    expect(desk.locator(".control-number")).to_have_text(re.compile(r"350802-\d{4}-\d{4}-\d{2}"))
    with desk.expect_navigation():
        desk.get_by_role("link", name="带编号的表").click()
    expect(desk.locator(".qr svg")).to_be_visible()
    office.assert_accessible()
    for path in ("/forms/indicators/", "/gate/days/", "/gate/register/350802/2026/"):
        office.open(path)
        office.assert_accessible()
        office.assert_fits()
    office.assert_quiet()
    department.assert_quiet()


def on_one_screen(page: Page) -> None:
    """Picture, verdict and the decision are in sight at once, without scrolling the page."""
    for part in (".pack-asked .form-picture", ".advice", ".cells", ".decision-bar button"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + min(box["height"], 40) <= SCREEN["height"], (part, box)
