"""Grids in a real browser: maps handed in, a plan proposed, shown around, adopted from a day, an officer looked for."""

import re

import pytest
from playwright.sync_api import Page, expect

from linli.grids.generated import Town, map_files
from linli.grids.states import MapKind

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
PASSPHRASE = "linli demo 350802"
SLOW = 90_000  # a busy machine; alone each job takes a second or two
TOWN = Town({"350802002001": "第一社区", "350802002002": "第二社区"}, columns=3, rows=3, seed=3)


def finish_the_job(page: Page) -> None:
    page.get_by_role("link", name=re.compile("看结果|See the result")).click(timeout=SLOW)
    page.wait_for_load_state()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def open_part(page: Page, name: str) -> None:
    page.locator("summary", has_text=re.compile(f"^{name}$")).click()


def hand_in_maps(page: Page) -> None:
    page.get_by_role("link", name=re.compile("载入底图")).first.click()
    page.fill("#id_name", "故事里的底图")
    for kind in MapKind:
        name, content = map_files(TOWN)[kind]
        file = {"name": name, "mimeType": "application/geo+json", "buffer": content}
        page.set_input_files(f"#id_{kind.value}", file)
    press(page, "载入")
    finish_the_job(page)


@pytest.mark.parametrize(("width", "language"), [("desktop", "zh-hans")])
def test_a_plan_from_maps_to_adoption(visitor, width, language):
    clerk = visitor(width, language).sign_in("district", PASSPHRASE)
    page = clerk.open("/grids/")
    clerk.assert_accessible()
    hand_in_maps(page)
    expect(page.locator("main")).to_contain_text("第二社区")
    clerk.assert_accessible()

    page.get_by_role("link", name="新建划分草案").click()
    page.fill("#id_name", "故事里的方案")
    page.select_option("#id_effort", "draft")
    clerk.assert_accessible()
    press(page, "建立草案")
    press(page, "计算方案")
    finish_the_job(page)
    expect(page.locator("main")).to_contain_text("户数合适")
    clerk.assert_accessible()

    plan_page = page.url
    page.get_by_role("link", name="专属网格（学校、医院、市场）").click()
    clerk.assert_accessible()
    page.locator("form[method=post] input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.select_option("#id_kind", "market")
    page.fill("#id_name", "农贸市场")
    press(page, "划为专属网格")
    expect(page.locator("main")).to_contain_text(re.compile("农贸市场|断成"))
    clerk.assert_accessible()
    page.goto(plan_page)
    page.get_by_role("link", name="各楼栋的户数和更正").click()
    page.locator("tbody a").first.click()
    page.fill("#id_homes", "61")
    page.fill("#id_reason", "实地清点")
    clerk.assert_accessible()
    press(page, "更正")
    expect(page.locator("main")).to_contain_text("已更正（1）")
    clerk.assert_accessible()
    page.goto(plan_page)

    open_part(page, "征求意见")
    page.fill("#id_until", "2099-12-31")
    press(page, "开始征求意见")
    page.fill("#id_comment-text", "三号楼归西边更顺路")
    press(page, "提出意见")
    expect(page.locator("main")).to_contain_text("三号楼归西边更顺路")
    clerk.assert_accessible()

    open_part(page, "采用")
    page.fill("#id_from_date", "2026-01-01")
    page.fill("#id_why", "街办〔2026〕12号")
    press(page, "采用这份方案")
    finish_the_job(page)
    expect(page.locator("main")).to_contain_text("施行中")
    clerk.assert_accessible()

    page.get_by_role("link", name="各网格的人口").click()
    expect(page.locator("main")).to_contain_text("到这一天还没有清点过")
    clerk.assert_accessible()
    press(page, "现在清点今天的")
    finish_the_job(page)
    page.goto(f"{plan_page}figures/")
    expect(page.locator("main")).to_contain_text("总数不变")
    clerk.assert_accessible()

    clerk.open("/grids/officers/")
    expect(page.locator("main")).to_contain_text("350802002001001")
    page.get_by_role("link", name="350802002001001").click()
    expect(page.locator("h1")).to_contain_text("350802002001001")
    clerk.assert_accessible()
    clerk.assert_quiet()


@pytest.mark.parametrize(("width", "language"), [("phone", "en")])
def test_the_pages_fit_a_phone(visitor, width, language):
    clerk = visitor(width, language).sign_in("district", PASSPHRASE)
    for path in ("/grids/", "/grids/grounds/new/", "/grids/officers/"):
        clerk.open(path)
        clerk.assert_fits()
        clerk.assert_accessible()
    clerk.assert_quiet()
