"""Asking, granting, breaking the glass and reviewing it, on the pages and in a browser."""

import pytest

from linli.base.identity.demo import PASSPHRASE

PAGES = (
    "",
    "approvals/",
    "approvals/ask/",
    "break-glass/",
    "alarms/",
    "agreements/",
    "exports/",
    "exports/ask/",
    "exports/ask/contact/",
    "purposes/",
    "deletions/",
)


def test_the_glass_is_broken_seen_and_reviewed(visitor):
    worker = visitor("phone", "zh-hans").sign_in("dongmen", PASSPHRASE)
    page = worker.open("/reading/break-glass/")
    page.get_by_label("紧急情况").fill("三单元起火，查找住户")
    page.get_by_role("button", name="启用紧急查阅").click()
    page.wait_for_selector(".glass-bar")
    worker.open("/reading/")
    assert "紧急查阅正在进行" in worker.page.inner_text(".glass-bar")
    worker.assert_accessible()
    worker.assert_fits()
    worker.assert_quiet()

    boss = visitor("desktop", "zh-hans").sign_in("district", PASSPHRASE)
    page = boss.open("/reading/")
    page.get_by_role("link", name="东门社区居民委员会").first.click()
    page.get_by_label("确有必要").check()
    page.get_by_label("说明").fill("火情属实")
    page.get_by_role("button", name="记录").click()
    page.wait_for_load_state()
    boss.assert_accessible()
    boss.assert_quiet()


@pytest.mark.parametrize(("width", "language"), [("phone", "zh-hans"), ("desktop", "en")])
@pytest.mark.parametrize("role", ["district", "dongmen"])
def test_every_reading_page_is_accessible_and_fits(visitor, role, width, language):
    person = visitor(width, language).sign_in(role, PASSPHRASE)
    for path in PAGES:
        person.open(f"/reading/{path}")
        person.assert_accessible()
        person.assert_fits()
    person.assert_quiet()
