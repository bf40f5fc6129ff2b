"""Second factors in a real browser under the real content policy: a security key, a passkey, a refusal.

Chromium's virtual authenticator stands for the key; everything else is real: pages, script, library, database.
"""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect

from linli.base.identity import actions
from linli.base.identity.models import Account, Holding
from linli.base.identity.states import Role
from tests.factories import LONG_AGO, actor, post_for
from tests.office.accounts.identity_provider import CLIENT_ID, CLIENT_SECRET, running

pytestmark = [pytest.mark.scenario, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSPHRASE = "tea cup platform snail"


@pytest.fixture(scope="session", autouse=True)
def beside_the_browsers_loop() -> Iterator[None]:
    """The browser's event loop runs in this thread for the rest of the run; Django takes that for async code."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def site(live_server, settings) -> str:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def wang(db) -> Account:
    account = Account.objects.create_user("wang", PASSPHRASE, display_name="王东门")
    post = post_for(Role.COMMITTEE, "350802001001")
    Holding.objects.create(account=account, post=post, role=post.role, began_at=LONG_AGO)
    return account


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [text for text in complaints if "Content Security Policy" in text or "Error:" in text] == []


def add_key(page: Page, **options) -> tuple:
    """Plug a virtual key in."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    defaults = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**defaults, **options}})
    return devtools, key["authenticatorId"]


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.get_by_label("登录名").fill("wang")
    page.get_by_label("口令", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="退出").click()


def register(page: Page, site: str, *, passwordless: bool) -> None:
    page.goto(f"{site}/accounts/2fa/keys/add/")
    page.get_by_label("密钥的名字").fill("办公室电脑")
    if passwordless:
        page.get_by_label("也用它免口令登录").check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()


def test_a_security_key_opens_the_gate_and_is_asked_for_ever_after(page: Page, site: str, wang: Account):
    add_key(page)
    sign_in(page, site)
    expect(page).to_have_url(re.compile("/accounts/2fa/$|/$"))
    page.goto(f"{site}/accounts/my-posts/")
    expect(page).to_have_url(f"{site}/accounts/2fa/")
    expect(page.get_by_text("必须先设置一种第二重验证")).to_be_visible()

    register(page, site, passwordless=False)
    assert Authenticator.objects.get(user=wang, type="webauthn").wrap().name == "办公室电脑"
    page.goto(f"{site}/accounts/my-posts/")
    expect(page.get_by_role("heading", name="我在哪些岗位上？")).to_be_visible()

    sign_out(page, site)
    sign_in(page, site)
    expect(page.get_by_role("heading", name="第二重验证")).to_be_visible()
    page.goto(f"{site}/accounts/my-posts/")
    expect(page).to_have_url(re.compile(r"/accounts/(login|2fa/authenticate)/"))
    page.get_by_role("button", name="用安全密钥").click()
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))
    page.goto(f"{site}/accounts/my-posts/")
    expect(page.get_by_role("heading", name="我在哪些岗位上？")).to_be_visible()


def test_a_passkey_signs_in_without_a_passphrase(page: Page, site: str, wang: Account):
    add_key(page)
    sign_in(page, site)
    register(page, site, passwordless=True)
    sign_out(page, site)
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))
    page.goto(f"{site}/accounts/my-posts/")
    expect(page.get_by_role("heading", name="我在哪些岗位上？")).to_be_visible()


def test_a_key_that_does_not_know_its_owner_is_no_passkey(page: Page, site: str, wang: Account):
    devtools, key = add_key(page)
    sign_in(page, site)
    register(page, site, passwordless=True)
    sign_out(page, site)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_timeout(1000)
    page.goto(f"{site}/accounts/my-posts/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_somebody_elses_key_is_refused_in_words(page: Page, site: str, wang: Account):
    devtools, key = add_key(page)
    sign_in(page, site)
    register(page, site, passwordless=False)
    sign_out(page, site)
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    add_key(page, transport="usb")
    sign_in(page, site)
    page.get_by_role("button", name="用安全密钥").click()
    expect(page.locator("form[data-passkey=get] [data-passkey-error]")).to_be_visible(timeout=15_000)
    page.goto(f"{site}/accounts/my-posts/")
    expect(page).to_have_url(re.compile(r"/accounts/(login|2fa/authenticate)/"))


def test_single_sign_on_leaves_and_returns_under_the_content_policy(
    page: Page, site: str, wang: Account, settings, at
):
    with running() as provider:
        app = {"provider_id": "oidc", "name": "统一身份认证", "client_id": CLIENT_ID, "secret": CLIENT_SECRET}
        apps = [{**app, "settings": {"server_url": provider.url}}]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
        security = actor(Role.SECURITY_ADMIN)
        actions.link_single_sign_on(account=wang, subject="person-1", by=security, at=at)
        page.goto(f"{site}/accounts/login/")
        page.get_by_role("button", name="用统一身份认证登录").click()
        expect(page.locator(".who-label")).to_have_text("王东门")
        page.goto(f"{site}/accounts/my-posts/")
        expect(page).to_have_url(f"{site}/accounts/2fa/")


def test_an_authenticator_app_is_shown_as_a_picture_under_the_content_policy(
    page: Page, site: str, wang: Account
):
    sign_in(page, site)
    page.goto(f"{site}/accounts/2fa/totp/activate/")
    picture = page.get_by_role("img", name="二维码")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
