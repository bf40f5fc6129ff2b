"""The register in a real browser: look somebody up, open the card, reveal, go back in time; the resident sees it all.

The demo's invented families are on record; everything else is the product as a user starts it.
"""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.scenario, pytest.mark.slow]
PASSPHRASE = "linli demo 350802"
LIN, LIN_MASKED = "林建国", "林*国"
REASON = "上门走访前核对人口"


def state_purpose(officer, purpose="resident_register", reason=REASON) -> None:
    page = officer.open("/register/")
    page.select_option("#id_purpose", purpose)
    page.fill("#id_reason", reason)
    with page.expect_navigation():
        page.press("#id_reason", "Enter")


def find(officer, text) -> None:
    page = officer.open("/register/")
    page.fill("#id_text", text)
    with page.expect_navigation():
        page.press("#id_text", "Enter")


def enter_as_resident(resident, number=0) -> None:
    page = resident.open("/mine/sign-in/")
    with page.expect_navigation():
        page.locator("button.code").nth(number).click()
    expect(page).to_have_url(re.compile(r"/mine/$"))


def test_from_the_search_to_the_residents_own_page(visitor):
    officer = visitor("desktop").sign_in("dongmen", PASSPHRASE)
    state_purpose(officer)
    page = officer.page
    find(officer, LIN)
    expect(page.get_by_role("link", name=LIN_MASKED)).to_be_visible()
    assert LIN not in page.url
    officer.assert_accessible()
    with page.expect_navigation():
        page.get_by_role("link", name=LIN_MASKED).click()
    card = page.url
    expect(page.locator("body")).not_to_contain_text(LIN)
    officer.assert_accessible()

    page.check("input[value='self.name']")
    page.fill("#reveal-reason", "本人在窗口，核对姓名")
    with page.expect_navigation():
        page.get_by_role("button", name="显示完整内容").click()
    expect(page.locator(".value-shown", has_text=LIN)).to_be_visible()

    officer.open(card.removeprefix(officer.address))
    slider = page.locator("input.slider").first
    expect(slider).to_be_visible()
    slider.focus()
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    assert "on=" in page.url
    expect(page.get_by_text("的情况，按现在所知")).to_be_visible()
    officer.assert_quiet()

    resident = visitor("phone")
    enter_as_resident(resident)
    page = resident.page
    expect(page.locator(".held-value", has_text=LIN).first).to_be_visible()
    resident.assert_accessible()
    resident.assert_fits()
    with page.expect_navigation():
        page.get_by_role("link", name="谁看过").click()
    expect(page.get_by_text("看了完整内容").first).to_be_visible()
    expect(page.get_by_text("本人在窗口，核对姓名")).to_be_visible()
    expect(page.get_by_text(REASON).first).to_be_visible()
    resident.assert_accessible()
    resident.assert_fits()
    resident.assert_quiet()


def test_history_works_without_scripts(browser, demo_server):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo_server}/accounts/login/")
    page.fill("input[name=login]", "dongmen")
    page.fill("input[name=password]", PASSPHRASE)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(r"localhost:\d+/$"))
    page.goto(f"{demo_server}/register/purpose/")
    page.select_option("#id_purpose", "resident_register")
    page.fill("#id_reason", REASON)
    page.press("#id_reason", "Enter")
    page.wait_for_url(re.compile(r"/register/$"))
    page.fill("#id_text", LIN_MASKED)
    page.press("#id_text", "Enter")
    page.get_by_role("link", name=LIN_MASKED).first.click()
    expect(page.locator("input.slider").first).to_be_hidden()
    page.fill("#history-known", "2020-01-01")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text("这是按到2020年1月1日为止的登记看到的情况")).to_be_visible()
    context.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_pages_of_the_register_fit_and_read_well(visitor, width, language):
    officer = visitor(width, language).sign_in("dongmen", PASSPHRASE)
    state_purpose(officer)
    find(officer, LIN_MASKED)
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name=LIN_MASKED).first.click()
    paths = [officer.page.url.removeprefix(officer.address)]
    paths.append(officer.page.locator("a[href*='/register/values/']").first.get_attribute("href"))
    paths += [officer.page.locator(f"a[href*='{part}']").first.get_attribute("href") for part in (
        "/register/changes/", "/code/", "/register/dwellings/", "/register/households/",
    )]  # fmt: skip
    place = "/register/places/350802001001"
    paths += [f"{place}/{page}/" for page in ("buildings", "households", "people", "figures", "merges")]
    paths += ["/register/corrections/", "/register/purpose/"]
    for path in paths:
        officer.open(str(path))
        officer.assert_fits()
        officer.assert_accessible()
    officer.open(f"{place}/buildings/")
    with officer.page.expect_navigation():
        officer.page.locator("tbody th a").first.click()
    officer.assert_fits()
    officer.assert_accessible()
    officer.assert_quiet()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_residents_pages_fit_and_read_well_in_large_type_too(visitor, width, language):
    resident = visitor(width, language)
    enter_as_resident(resident, 1)
    correct = resident.page.locator("a[href$='/correct/']").first.get_attribute("href")
    paths = ("/mine/", "/mine/readings/", "/mine/requests/", "/mine/take-along/", "/mine/passkey/", correct)
    for path in paths:
        resident.open(path)
        resident.assert_fits()
        resident.assert_accessible()
    resident.page.locator(".large-type button").click()
    resident.page.wait_for_load_state()
    for path in paths:
        resident.open(path)
        resident.assert_fits()
    resident.assert_accessible()
    resident.assert_quiet()


def test_a_passkey_opens_the_page_next_time(visitor):
    resident = visitor("phone")
    devtools = resident.context.new_cdp_session(resident.page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    enter_as_resident(resident, 2)
    page = resident.page
    with page.expect_navigation():
        page.get_by_role("link", name="设通行密钥").click()
    with page.expect_navigation():
        page.get_by_role("button", name="现在设").click()
    expect(page.get_by_text("通行密钥设好了")).to_be_visible()
    page.locator("details.who summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="退出").click()
    resident.open("/mine/sign-in/")
    with page.expect_navigation(url=re.compile(r"/mine/$")):
        page.get_by_role("button", name="用通行密钥进入").click()
    expect(page.get_by_role("heading", name="登记了我什么？")).to_be_visible()
    resident.assert_quiet()
