"""From the workbook a department sends out today to the same workbook filled: five people, one form."""

import io
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from linli.demo.family import HOMES, PEOPLE, facts_of_people
from linli.register.drafts import new_subject
from linli.register.states import SubjectKind
from tests.scenarios.applying import HERE, PASSPHRASE, admit, apply_for, now, press
from tests.scenarios.test_gate import confirm_with_keys, upload

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
TITLE = "东门社区成年居民核对表"
HEADS = ("序号", "姓名", "性别", "出生日期", "联系电话", "结对见面情况")


def workbook() -> bytes:
    """A list with running numbers, a format for days, and a place to sign below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "核对表"
    sheet["A1"] = TITLE
    sheet.merge_cells("A1:F1")
    for column, head in enumerate(HEADS, start=1):
        sheet.cell(2, column, head)
    sheet.cell(3, 1, 1)
    sheet.cell(3, 4).number_format = "yyyy/m/d"
    sheet["A4"] = "填表人签字："
    sheet.merge_cells("A4:F4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def recorded() -> dict[str, tuple[str, str, date, str | None]]:
    """Of each grown-up of the demo's families, by name: what was recorded, as the workbook has to show it."""
    people = {one.key: new_subject(SubjectKind.PERSON, HERE, "001") for one in PEOPLE}
    rooms = {room: new_subject(SubjectKind.DWELLING, HERE, "001") for room in HOMES}
    said: dict[UUID, dict[str, str]] = {}
    for fact in facts_of_people(people, rooms, rooms):
        said.setdefault(fact.subject, {})[fact.element] = fact.value
    found = {}
    for one in said.values():
        born = date.fromisoformat(one["self.birth_date"])
        sex = {"1": "男性", "2": "女性"}[one["self.sex"]]
        found[one["self.name"]] = (one["self.name"], sex, born, one.get("self.phone"))
    # The labour office told of another day later on: that one is believed, and the cell is shown as a conflict.
    name, sex, _born, phone = found["林建国"]
    found[name] = (name, sex, date(1980, 3, 16), phone)
    return {name: cells for name, cells in found.items() if is_grown(cells[2])}


def is_grown(born: date) -> bool:
    """Eighteen or older today."""
    today = now().date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= 18


def taken(page: Page, target: Path) -> Path:
    """The filled form as the community downloads it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="下载填好的原表").click()
    download.value.save_as(target)
    return target


def completed(path: Path, words: str, row: int = 3) -> bytes:
    """With something written into the last column of a row."""
    book = openpyxl.load_workbook(path)
    book["核对表"].cell(row, 6).value = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_in(page: Page, data: bytes, folder: Path) -> None:
    """Hand the completed form in."""
    (folder / "done.xlsx").write_bytes(data)
    page.set_input_files("#hand-in-file", folder / "done.xlsx")
    press(page, "交回并核对")


def test_a_departments_workbook_comes_back_filled(visitor, tmp_path: Path):
    department = visitor().sign_in("department", PASSPHRASE)
    page = department.open("/forms/")
    upload(page, workbook(), "核对表.xlsx")
    confirm_with_keys(page)
    request = apply_for(
        page,
        document=("关于核对成年居民的通知", "龙民〔2026〕12号"),
        plan="由社区从登记中填报一次。",
        scope="人员，年龄不小于18",
        reason="上级限期核对",
    )

    office = visitor().sign_in("district", PASSPHRASE)
    desk = office.open(request)
    number = admit(desk)

    committee = visitor().sign_in("dongmen", PASSPHRASE)
    list_page = committee.open("/returns/")
    committee.assert_accessible()
    row = list_page.locator("tr", has_text=number)
    with list_page.expect_navigation():
        row.get_by_role("button", name="从登记填写").click()
    committee.assert_accessible()
    filled = list_page.url.removeprefix(committee.address).partition("?")[0]
    shown = list_page.locator(".return-table tbody tr").count()
    assert shown >= 2
    with list_page.expect_navigation():
        list_page.locator(".return-table td.cell a").nth(1).click()
    expect(list_page.locator("h1")).to_have_text("这一格为什么是这样？")
    expect(list_page.locator("dl.facts")).to_contain_text("来源")
    committee.assert_accessible()
    committee.open(filled)
    hand_in(list_page, completed(taken(list_page, tmp_path / "out.xlsx"), "看情况再说", row=2), tmp_path)
    expect(list_page.locator("main")).to_contain_text("没有在原来的位置找到“结对见面情况”")
    committee.assert_accessible()
    committee.open(filled)
    hand_in(list_page, completed(taken(list_page, tmp_path / "out.xlsx"), "已见面"), tmp_path)
    expect(list_page.locator("main")).to_contain_text("登记了 1 个值")
    committee.assert_accessible()
    committee.open(filled)
    press(list_page, "报送街道")
    committee.assert_quiet()

    street = visitor("phone").sign_in("dongcheng", PASSPHRASE)
    waiting = street.open("/returns/")
    street.assert_fits()
    street.assert_accessible()
    street.open(filled)
    street.assert_fits()
    street.assert_accessible()
    press(waiting, "审核通过")

    page = department.open(filled)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载填好的原表").click()
    target = tmp_path / "back.xlsx"
    download.value.save_as(target)
    sheet = openpyxl.load_workbook(target)["核对表"]
    assert [cell.value for cell in sheet[2]] == list(HEADS)
    rows = [[cell.value for cell in one] for one in sheet.iter_rows(min_row=3, max_row=2 + shown)]
    assert [one[0] for one in rows] == list(range(1, shown + 1))
    assert all(one[1] and "*" not in one[1] for one in rows), "names stand whole in the department's own file"
    assert {one[2] for one in rows} <= {"男性", "女性", "男", "女", None}
    assert all(one[3] is None or is_grown(one[3].date()) for one in rows)
    assert [one[5] for one in rows] == ["已见面", *[None] * (shown - 1)], "what the community found out"
    told = {one[1]: (one[1], one[2], one[3] and one[3].date(), one[4]) for one in rows}
    wanted = recorded()
    assert len(wanted) == 4
    assert {name: told.get(name) for name in wanted} == wanted
    assert sheet.cell(3, 4).number_format == "yyyy/m/d"
    assert sheet.cell(3 + shown, 1).value == "填表人签字："
    assert number in sheet.oddFooter.left.text
    department.assert_quiet()
