"""A form about communities from the department's workbook to its numbers, with the people behind one of them."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from linli.returns.paper import period_words
from tests.scenarios.applying import PASSPHRASE, admit, apply_for, now, press
from tests.scenarios.test_gate import upload

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
TITLE = "人口基本情况统计"
HEADS = (
    "单位",
    "期末常住人口\n（人）",
    "期末育龄妇女人数\n（人）",
    ("期末已婚育龄妇女（人）", ("小计", "0孩", "1孩", "2孩", "多孩")),
    "出生人数\n（人）",
    "死亡人数\n（人）",
    "累计领取独生子女证人数",
)
"""Headings of a county's monthly form: two rows of them, units inside, one heading divided."""
TYPED = "累计领取独生子女证人数"
FIRST, TOTAL = 6, 8


def workbook() -> bytes:
    """A list of communities as it is sent out: what it is an annex to, who fills it in for which month, two rows to be
    filled, the department's own totals (one of them a formula), and who signs.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    column = 1
    for head in HEADS:
        name, parts = (head, ("",)) if isinstance(head, str) else head
        sheet.cell(4, column, name)
        last = column + len(parts) - 1
        sheet.merge_cells(
            start_row=4, start_column=column, end_row=5 if len(parts) == 1 else 4, end_column=last
        )
        for at, part in enumerate(parts if len(parts) > 1 else (), start=column):
            sheet.cell(5, at, part)
        for at in range(column, last + 1):
            for row in range(FIRST, TOTAL + 1):
                sheet.cell(row, at).number_format = "#,##0" if at > 1 else "General"
        column = last + 1
    for row, text in ((1, "附件1"), (2, TITLE), (9, "填表人：________    审核人：________")):
        sheet.cell(row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=column - 1)
    sheet["A3"], sheet["F3"] = "填报单位：________", "统计月份：________"
    sheet.merge_cells("A3:E3")
    sheet.merge_cells("F3:K3")
    sheet.cell(TOTAL, 1, "合计")
    sheet.cell(TOTAL, 2, f"=SUM(B{FIRST}:B{TOTAL - 1})")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def confirm(page: Page) -> None:
    """Enter takes the rule that a heading proposes; what no register knows is none."""
    open_rows = page.locator('[data-field][data-open="yes"]')
    expect(open_rows).to_have_count(10)  # names, the month and who signs ask nobody
    while open_rows.count():
        before = open_rows.count()
        row = open_rows.first
        row.focus()
        label = row.locator(".label").inner_text()
        page.keyboard.press("0" if label == TYPED else "Enter")
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
    people = own.locator(".return-numbers tr", has_text="期末常住人口").locator("a")
    count = int(people.inner_text())
    assert count >= 2
    # Whom a heading divides is counted of those it names.
    married = own.locator(".return-numbers tr", has_text="0孩")
    expect(married).to_contain_text("婚姻状况为已婚，性别为女性，年龄在15至49之间，子女数为0")
    with own.expect_navigation():
        people.click()
    expect(own.locator("h1")).to_have_text(f"期末常住人口（人）：{count}")
    expect(own.locator("table tbody tr")).to_have_count(min(count, 20))
    assert "*" in own.locator("table tbody").inner_text()
    committee.assert_fits()
    committee.assert_accessible()
    committee.open(filled)
    with own.expect_navigation():
        own.locator(".return-numbers tr", has_text=TYPED).locator("a").click()
    own.fill("#id_text", "三个")
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
    row = [sheet.cell(FIRST, column).value for column in range(1, 12)]
    assert (row[0], row[1], row[10]) == ("东门社区居委会", count, 3)
    assert row[2] <= count
    if None not in row[3:8]:
        assert row[3] == sum(row[4:8])
    assert sheet.cell(FIRST, 2).number_format == "#,##0"
    # The form's own row of totals is filled, its formula left alone, and no second one is put in.
    assert [sheet.cell(TOTAL, at).value for at in (1, 2, 11)] == ["合计", f"=SUM(B{FIRST}:B{TOTAL - 1})", 3]
    assert sheet.cell(FIRST + 1, 1).value is None
    today = now().date()
    assert sheet["F3"].value == f"统计月份：{period_words(today, today + timedelta(days=19))}"
    with page.expect_navigation():
        page.locator(".return-numbers tr", has_text="期末常住人口").locator("a").click()
    expect(page.locator("main")).to_contain_text("只有社区和街道可以查看")
    assert page.locator("main table").count() == 0
    department.assert_quiet()
