"""OpenID Connect sign-in against a real (small) provider: discovery, PKCE, token, userinfo."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse

from linli.base.audit.models import AuditEntry
from linli.base.identity import actions
from linli.base.identity.models import Account
from linli.base.identity.states import Role
from tests.factories import account_for, actor
from tests.office.accounts.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider, running

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/oidc/oidc/login/"


@pytest.fixture
def provider(settings) -> Iterator[IdentityProvider]:
    with running() as made:
        app = {
            "provider_id": "oidc",
            "name": "统一身份认证",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {"server_url": made.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
        yield made


@pytest.fixture
def linked(at) -> Account:
    account = account_for(Role.RESIDENT, "350802001001", username="wang")
    security = actor(Role.SECURITY_ADMIN)
    actions.link_single_sign_on(account=account, subject="person-1", by=security, at=at)
    return account


def sign_in(client: Client, query: str = ""):
    """From the button to the provider and back."""
    page = client.post(BEGIN + query)
    assert page.status_code == 200
    onward = html.unescape(re.search(r'content="0;url=([^"]+)"', page.text)[1])
    back = requests.get(onward, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_the_sign_in_page_offers_it_when_it_is_set_up(client: Client, provider):
    page = client.get(reverse("account_login")).text
    assert "用统一身份认证登录" in page
    assert f'action="{BEGIN}' in page


def test_without_the_setting_there_is_no_such_page(client: Client, db):
    assert BEGIN not in client.get(reverse("account_login")).text
    assert client.post(BEGIN).status_code == 404


def test_a_linked_person_signs_in(client: Client, provider, linked):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.all().delete()  # a resident may do without
    answer = sign_in(client)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(linked.pk)
    assert provider.asked == [
        "/.well-known/openid-configuration",
        "/authorize",
        "/.well-known/openid-configuration",
        "/token",
        "/userinfo",
    ]
    assert AuditEntry.objects.get(verb="identity.sign_in").detail == {"methods": ["socialaccount"]}
    linked.refresh_from_db()
    assert linked.display_name == ""


def test_a_second_factor_is_asked_for_all_the_same(client: Client, provider, linked):
    answer = sign_in(client)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_setting_out_is_a_form_not_a_link(client: Client, provider):
    assert client.get(BEGIN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403


def test_an_unknown_person_gets_no_account_and_is_told_whom_to_ask(client: Client, provider, linked):
    provider.subject = "person-2"
    answer = sign_in(client)
    assert answer["Location"] == reverse("single-sign-on-unknown")
    page = client.get(answer["Location"])
    assert page.status_code == 403
    assert "<code>person-2</code>" in page.text
    assert "_auth_user_id" not in client.session
    assert Account.objects.count() == 1


def test_nobody_links_themselves(client: Client, provider, linked):
    other = account_for(Role.RESIDENT, "350802001002", username="li")
    client.force_login(other)
    provider.subject = "person-2"
    answer = sign_in(client, "?process=connect")
    assert answer["Location"] == reverse("single-sign-on-unknown")
    assert not other.socialaccount_set.exists()


@pytest.mark.parametrize("account_state", ["deactivated", "unlinked"])
def test_a_closed_door_stays_closed(client: Client, provider, linked, account_state, at):
    if account_state == "deactivated":
        actions.deactivate_account(account=linked, why="x", by=actor(Role.SYSTEM_ADMIN), at=at)
        expected = reverse("account_inactive")
    else:
        actions.unlink_single_sign_on(account=linked, by=actor(Role.SECURITY_ADMIN), at=at)
        expected = reverse("single-sign-on-unknown")
    assert sign_in(client)["Location"] == expected
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "forged",
    [{"iss": "http://evil.example"}, {"aud": "somebody-else"}, {"exp": 1}],
    ids=lambda forged: next(iter(forged)),
)
def test_a_token_that_is_not_for_us_is_refused(client: Client, provider, linked, forged):
    provider.claims = forged
    answer = sign_in(client)
    assert answer.status_code == 401
    assert "统一身份认证没有成功" in answer.text
    assert "_auth_user_id" not in client.session


def test_an_answer_nobody_asked_for_is_refused(client: Client, provider, linked):
    answer = client.get(f"{BEGIN}callback/?code=code-0&state=made-up")
    assert answer.status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_down_is_said_in_words(client: Client, provider, linked, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = client.post(BEGIN)
    assert answer.status_code == 502
    assert "统一身份认证没有成功" in answer.text
