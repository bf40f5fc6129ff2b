"""The first main job in a browser: a community answers, the district sees what is lacking and writes the report."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from linli.base.identity.demo import PASSPHRASE

FACILITIES = ("6,413", "4,264", "2,149")


def open_campaign(person, year: str):
    """From the list of surveys into one of them."""
    page = person.open("/surveys/")
    page.get_by_role("link", name=year).first.click()
    return page


def test_a_community_answers_and_nothing_is_lost(visitor):
    person = visitor("phone").sign_in("dongbao", PASSPHRASE)
    page = open_campaign(person, "2026")
    if page.get_by_role("button", name="开始填写").count():
        page.get_by_role("button", name="开始填写").click()
    area = page.locator("[name=q-office_area]").first
    area.fill("１２８.５")
    area.blur()
    expect(page.locator("[data-status]")).to_contain_text("已保存", timeout=10_000)
    page.reload()
    expect(page.locator("[name=q-office_area]").first).to_have_value("128.5")
    area = page.locator("[name=q-office_area]").first
    area.fill("-3")
    area.blur()
    expect(page.locator("#q-office_area-message")).not_to_be_empty(timeout=10_000)
    page.reload()
    expect(page.locator("[name=q-office_area]").first).to_have_value("128.5")
    person.assert_accessible()
    person.assert_quiet()


def test_two_people_answer_at_once_and_both_answers_are_seen(visitor):
    first = visitor().sign_in("dongbao", PASSPHRASE)
    second = visitor().sign_in("dongbao", PASSPHRASE)
    pages = [open_campaign(person, "2026") for person in (first, second)]
    if pages[0].get_by_role("button", name="开始填写").count():
        pages[0].get_by_role("button", name="开始填写").click()
        pages[1].reload()
    pages[1].reload()
    for page, value in zip(pages, ("31", "32"), strict=True):
        box = page.locator("[name=q-plaques]").first
        box.fill(value)
        box.blur()
        page.wait_for_timeout(1500)
    expect(pages[1].locator("#q-plaques-message")).to_contain_text("31")
    expect(pages[1].locator("[name=q-plaques]").first).to_have_value("32")


def test_the_district_goes_from_verdict_to_row_to_rule(visitor):
    person = visitor().sign_in("district", PASSPHRASE)
    page = person.open("/")
    expect(page.locator("main")).to_contain_text("33")
    page.get_by_role("link", name="73%").first.click()
    expect(page.locator("main")).to_contain_text(re.compile(r"100\s*平方米"))
    expect(page.locator("main")).to_contain_text("永兴")
    person.assert_accessible()


@pytest.fixture(scope="module")
def report_path() -> dict[str, str]:
    return {}


def test_the_report_is_written_and_every_number_opens(visitor, report_path):
    person = visitor().sign_in("district", PASSPHRASE)
    page = person.open("/reports/")
    if not page.locator("select").first.is_visible():
        page.locator("details.panel summary").first.click()
    option = page.locator("select").first.locator("option", has_text="2008").get_attribute("value")
    page.locator("select").first.select_option(option)
    page.get_by_role("button", name="编制报告").click()
    expect(page.locator(".report-sheet")).to_be_visible(timeout=60_000)
    report_path["path"] = page.url.removeprefix(person.address).split("?")[0]
    for words in FACILITIES:
        expect(page.locator(".report-sheet")).to_contain_text(words)
    page.locator(".report-sheet a.figure, .report-sheet a[data-figure]").first.click()
    expect(page.locator("#rows-panel table").first).to_be_visible(timeout=10_000)
    person.assert_accessible()
    person.assert_quiet()


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_report_is_downloaded(visitor, report_path, form, start):
    person = visitor().sign_in("district", PASSPHRASE)
    page = person.open(report_path["path"])
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(f"a[download][href*='{form}']").first.click()
    body = waiting.value.path().read_bytes()
    assert body.startswith(start)
    assert len(body) > 20_000
    if start == b"PK":
        assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None


def test_the_warning_about_the_facilities_names_both_differences(visitor, report_path):
    person = visitor().sign_in("district", PASSPHRASE)
    page = person.open(f"{report_path['path']}checks/")
    for words in ("6,413", "4,264", "4,311", "2,149", "2,102"):
        expect(page.locator("main")).to_contain_text(words)


def test_a_committee_cannot_open_another_community(visitor):
    person = visitor().sign_in("dongbao", PASSPHRASE)
    answer = person.page.goto(f"{person.address}/five/350802001001/")
    assert answer.status in {403, 404}
