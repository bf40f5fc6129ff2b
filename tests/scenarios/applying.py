"""Steps that several stories take: a department applies with the form that it has brought in."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

PASSPHRASE = "linli demo 350802"
HERE = "350802001001"


def now() -> datetime:
    """The moment, where the demo is."""
    return datetime.now(ZoneInfo("Asia/Shanghai"))


def press(page: Page, name: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def apply_for(page: Page, *, document: tuple[str, str], plan: str, scope: str, reason: str) -> str:
    """Fill the application in and send it; the address of the request. `document` is its name and number."""
    with page.expect_navigation():
        page.get_by_role("link", name="用这张表申请").click()
    today = now().date()
    said = {
        "document_name": document[0],
        "document_number": document[1],
        "plan": plan,
        "places": HERE,
        "starts_date": today.isoformat(),
        "ends_date": (today + timedelta(days=20)).isoformat(),
        "scope_words": scope,
        "minutes_per_unit": "1",
        "money_offered": "500",
        "short_notice_reason": reason,
    }
    for name, text in said.items():
        page.fill(f"#id_{name}", text)
    press(page, "保存草稿")
    press(page, "提交")
    return re.sub(r"^https?://[^/]+", "", page.url)


def admit(desk: Page) -> str:
    """The office admits the request that is open; its control number."""
    desk.fill("#id_money_agreed", "500")
    desk.fill("#id_why", "依据充分，经费已落实")
    press(desk, "记下决定")
    number = re.search(r"\d{6}-\d{4}-\d{4}-\d{2}", desk.inner_text("main"))
    assert number
    return number[0]
