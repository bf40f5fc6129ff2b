"""Rosters in a real browser: upload, correct a column, dry run, run, decide a doubtful pair, undo."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.rosters.setting import csv_file, row

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
PASSPHRASE = "linli demo 350802"
SLOW = 90_000  # a busy machine; alone it takes two or three seconds
# Names and homes of nobody else in the demo.
HOME = "龙岩市新罗区东城街道东门社区登高西路288号紫荆豪庭7栋2单元1104室"
PEOPLE = (
    row("欧阳晓岚", "19710305", 31, male=False, 现住地址=HOME),
    row("司徒文渊", "19690918", 32, 现住地址=HOME),
    row("慕容致远", "19880606", 33, 现住地址=HOME.replace("1104", "1203")),
)
HEADINGS = ("住户", "性别", "出生日期", "公民身份号码", "手机号码", "现住地址")


def roster(people: Sequence[dict[str, str]]) -> bytes:
    """A roster whose first heading nobody knows."""
    return csv_file([one | {"住户": one["姓名"]} for one in people], HEADINGS, title="2026年住户清册")


def upload(page: Page, source: str, name: str, file: bytes) -> None:
    page.get_by_role("link", name=re.compile("导入名册|Bring a roster in")).first.click()
    page.select_option("#id_source", source)
    page.set_input_files("#id_file", {"name": name, "mimeType": "text/csv", "buffer": file})
    with page.expect_navigation():
        page.locator("main form button").first.click()


def finish_the_job(page: Page) -> None:
    """Wait for the job that the page shows, and go on to its result."""
    page.get_by_role("link", name=re.compile("看结果|See the result")).click(timeout=SLOW)
    page.wait_for_load_state()


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh-hans")])
def test_a_roster_from_upload_to_undo(visitor, width, language):
    clerk = visitor(width, language).sign_in("district", PASSPHRASE)
    page = clerk.open("/rosters/")
    clerk.assert_accessible()

    upload(page, "police", "住户清册.csv", roster(PEOPLE))
    expect(page.locator("main")).not_to_contain_text(PEOPLE[0]["姓名"])
    box = page.get_by_role("combobox", name="住户")
    box.select_option("self.name")
    clerk.assert_accessible()
    with page.expect_navigation():
        page.get_by_role("button", name="列没有问题，预演").click()
    finish_the_job(page)
    expect(page.locator(".results")).to_contain_text("新增的人")
    expect(page.locator(".results tr").first).to_contain_text("3")
    clerk.assert_accessible()
    with page.expect_navigation():
        page.get_by_role("button", name="登记入库").click()
    finish_the_job(page)
    expect(page.get_by_role("heading", name="整份撤销")).to_be_visible()
    clerk.assert_accessible()
    first = page.url

    # The next roster of another source: the heading is remembered only for the police.
    page = clerk.open("/rosters/")
    bare = [{"住户": PEOPLE[2]["姓名"], "姓名": PEOPLE[2]["姓名"]}]
    upload(page, "grid", "网格补登.csv", roster(bare))
    page.get_by_role("combobox", name="住户").select_option("self.name")
    with page.expect_navigation():
        page.get_by_role("button", name="列没有问题，预演").click()
    finish_the_job(page)
    expect(page.locator(".results tr").nth(3)).to_contain_text("1")
    with page.expect_navigation():
        page.get_by_role("button", name="登记入库").click()
    finish_the_job(page)

    page = clerk.open("/rosters/doubts/")
    with page.expect_navigation():
        page.get_by_role("link", name="从头判断").click()
    expect(page.locator(".pair")).to_contain_text("慕**远")
    expect(page.locator(".pair")).to_contain_text("姓名相同")
    expect(page.locator("main")).not_to_contain_text(PEOPLE[2]["姓名"])
    clerk.assert_accessible()
    with page.expect_navigation():
        page.keyboard.press("y")
    expect(page.locator(".messages")).to_contain_text("已合并")

    clerk.page.goto(first)
    page.fill("#id_why", "演示：整份撤销")
    with page.expect_navigation():
        page.get_by_role("button", name="整份撤销").click()
    expect(page.locator("main")).to_contain_text("已于")
    clerk.assert_quiet()


def test_a_wrong_file_is_refused_in_words_on_a_phone(visitor):
    clerk = visitor("phone", "en").sign_in("district", PASSPHRASE)
    page = clerk.open("/rosters/")
    clerk.assert_fits()
    upload(page, "police", "list.csv", b"%PDF-1.7")
    expect(page.locator(".error-summary")).to_contain_text("PDF")
    clerk.assert_accessible()
    clerk.assert_fits()
