"""A form about communities from the department's workbook to its numbers, with the people behind one of them."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.scenarios.applying import PASSPHRASE, admit, apply_for, press
from tests.scenarios.test_gate import upload

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
HEADS = ("社区名称", "总人口", "男性人口", "女性人口", "总户数", "文艺队数")
TITLE = "辖区人口汇总表"


def workbook() -> bytes:
    """A list of communities; thousands are set apart in its numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet["A1"] = TITLE
    sheet.merge_cells("A1:F1")
    for column, head in enumerate(HEADS, start=1):
        sheet.cell(2, column, head)
        sheet.cell(3, column).number_format = "#,##0" if column > 1 else "General"
    sheet["A5"] = "填表人签字："
    sheet.merge_cells("A5:F5")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def confirm(page: Page) -> None:
    """Enter takes the rule that a heading proposes; what no register knows is none."""
    open_rows = page.locator('[data-field][data-open="yes"]')
    expect(open_rows).to_have_count(len(HEADS) - 1)  # the name of the community asks nobody
    while open_rows.count():
        before = open_rows.count()
        row = open_rows.first
        row.focus()
        label = row.locator(".label").inner_text()
        page.keyboard.press("0" if label == "文艺队数" else "Enter")
        expect(open_rows).to_have_count(before - 1)


def test_a_list_of_communities_is_counted_opened_and_handed_in(visitor, tmp_path: Path):
    department = visitor().sign_in("department", PASSPHRASE)
    page = department.open("/forms/")
    upload(page, workbook(), "汇总.xlsx")
    department.assert_accessible()
    confirm(page)
    request = apply_for(
        page,
        document=("关于报送人口汇总的通知", "龙统〔2026〕8号"),
        plan="由平台计数，社区核对后报送一次。",
        scope="场所",
        reason="上级限期",
    )

    office = visitor().sign_in("district", PASSPHRASE)
    desk = office.open(request)
    number = admit(desk)

    committee = visitor("phone").sign_in("dongmen", PASSPHRASE)
    own = committee.open("/returns/")
    with own.expect_navigation():
        own.locator("tr", has_text=number).get_by_role("button", name="从登记填写").click()
    committee.assert_fits()
    committee.assert_accessible()
    filled = own.url.removeprefix(committee.address).partition("?")[0]
    people = own.locator(".return-numbers tr", has_text="总人口").locator("a")
    count = int(people.inner_text())
    assert count >= 2
    with own.expect_navigation():
        people.click()
    expect(own.locator("h1")).to_have_text(f"总人口：{count}")
    expect(own.locator("table tbody tr")).to_have_count(min(count, 20))
    assert "*" in own.locator("table tbody").inner_text()
    committee.assert_fits()
    committee.assert_accessible()
    committee.open(filled)
    with own.expect_navigation():
        own.locator(".return-numbers tr", has_text="文艺队数").locator("a").click()
    own.fill("#id_text", "三支")
    press(own, "登记这个值")
    expect(own.locator(".error-summary, [role=alert]").first).to_contain_text("不是数")
    committee.assert_accessible()
    own.fill("#id_text", "3")
    press(own, "登记这个值")
    press(own, "报送街道")

    street = visitor().sign_in("dongcheng", PASSPHRASE)
    waiting = street.open(filled)
    street.assert_accessible()
    press(waiting, "审核通过")

    page = department.open(filled)
    department.assert_accessible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载各社区汇总表").click()
    target = tmp_path / "all.xlsx"
    download.value.save_as(target)
    sheet = openpyxl.load_workbook(target)["汇总"]
    row = [sheet.cell(3, column).value for column in range(1, 7)]
    assert (row[1], row[5]) == (count, 3)
    assert row[2] + row[3] <= count
    assert sheet.cell(3, 2).number_format == "#,##0"
    assert sheet.cell(4, 1).value == "合计"
    with page.expect_navigation():
        page.locator(".return-numbers tr", has_text="总人口").locator("a").click()
    expect(page.locator("main")).to_contain_text("只有社区和街道可以查看")
    assert page.locator("main table").count() == 0
    department.assert_quiet()
