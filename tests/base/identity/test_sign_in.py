"""Signing in with a passphrase and a code, through the real pages."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from linli.base.audit.models import AuditEntry
from linli.base.identity import secrets
from linli.base.identity.models import Account, Holding
from linli.base.identity.states import SECOND_FACTOR_ROLES, Role
from tests.factories import LONG_AGO, give_second_factor, login, post_for

pytestmark = pytest.mark.django_db
PASSPHRASE = "tea cup platform snail"
LOGIN = "/accounts/login/"


def person(role: Role | None = Role.COMMITTEE, **fields) -> Account:
    account = Account.objects.create_user("wang", PASSPHRASE, display_name="王东门", **fields)
    if role:
        post = post_for(role, "350802001001")
        Holding.objects.create(account=account, post=post, role=role, began_at=LONG_AGO)
    return account


def sign_in(client: Client, passphrase: str = PASSPHRASE, username: str = "wang"):
    return client.post(LOGIN, {"login": username, "password": passphrase})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def app_of(account: Account) -> str:
    """Set up an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    data = {"secret": secrets.seal(secret)}
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data=data)
    return secret


def test_a_passphrase_and_a_code_open_the_account(client: Client):
    secret = app_of(person())
    answer = sign_in(client)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    page = client.get(answer["Location"])
    assert page.status_code == 200
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert "验证码不对" in wrong.text
    client.post(answer["Location"], {"code": code_of(secret)})
    assert client.get(reverse("my-posts")).status_code == 200
    entry = AuditEntry.objects.get(verb="identity.sign_in")
    assert entry.detail == {"methods": ["mfa", "password"]}


def test_a_recovery_code_stands_in_once(client: Client):
    account = person()
    app_of(account)
    codes = RecoveryCodes.activate(account).get_unused_codes()
    for expected in (True, False):
        browser = Client()
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in browser.session) == expected


def test_secrets_lie_sealed_in_the_database(client: Client):
    account = person()
    secret = app_of(account)
    RecoveryCodes.activate(account)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert stored.count(secrets.PREFIX) == 2


@pytest.mark.parametrize("role", SECOND_FACTOR_ROLES)
def test_without_a_second_factor_no_page_opens_but_ones_own_account(client: Client, role: Role):
    person(role)
    sign_in(client)
    for path in ("/accounts/my-posts/", "/accounts/people/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index"))
    assert "必须先设置一种第二重验证" in page.text
    assert client.get(reverse("usersessions_list")).status_code == 200


def test_the_gate_opens_with_the_first_code_of_an_app(client: Client):
    person()
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = client.get(answer["Location"])
    assert "恢复码" in codes.text
    assert len(re.findall(r"<li><code>\d{8}</code></li>", codes.text)) == 10
    assert client.get(reverse("my-posts")).status_code == 200


def test_what_is_delicate_asks_again_later(client: Client, monkeypatch):
    secret = app_of(person())
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    deactivate = reverse("mfa_deactivate_totp")
    assert client.get(deactivate).status_code == 200
    real = time.time
    monkeypatch.setattr("time.time", lambda: real() + 301)
    page = client.get(deactivate, follow=True)
    assert "请再确认一次是您本人" in page.text
    assert reverse("mfa_reauthenticate") in page.text
    answer = client.post(page.redirect_chain[-1][0], {"password": PASSPHRASE, "next": deactivate})
    assert answer["Location"] == deactivate
    assert client.get(deactivate).status_code == 200
    assert client.post(deactivate).status_code == 302
    assert not Authenticator.objects.exists()


def test_removing_the_second_factor_closes_the_gate_on_the_next_request(client: Client):
    account = login(client, Role.COMMITTEE, "350802001001")
    assert client.get(reverse("my-posts")).status_code == 200
    Authenticator.objects.filter(user=account).delete()
    assert client.get(reverse("my-posts"))["Location"] == reverse("mfa_index")


def test_recovery_codes_alone_are_no_second_factor(client: Client):
    account = person()
    RecoveryCodes.activate(account)
    sign_in(client)
    assert client.get(reverse("my-posts"))["Location"] == reverse("mfa_index")


def test_a_resident_may_do_without(client: Client):
    person(Role.RESIDENT)
    sign_in(client)
    assert client.get(reverse("my-posts")).status_code == 200


def test_a_one_time_passphrase_is_changed_first(client: Client):
    account = person(must_change_passphrase=True)
    give_second_factor(account)
    client.force_login(account)
    change = reverse("account_change_password")
    assert client.get(reverse("my-posts"))["Location"] == change
    form = {"oldpassword": PASSPHRASE, "password1": PASSPHRASE, "password2": PASSPHRASE}
    assert "不能与现在的口令相同" in client.post(change, form).text
    weak = client.post(change, {**form, "password1": "1qaz2wsx3edc4rfv", "password2": "1qaz2wsx3edc4rfv"})
    assert "太常见" in weak.text
    assert '<a href="#id_password1">' in weak.text
    new = "quite another set of words"
    assert client.post(change, {**form, "password1": new, "password2": new}).status_code == 302
    account.refresh_from_db()
    assert account.check_password(new)
    assert not account.must_change_passphrase
    assert client.get(reverse("my-posts")).status_code == 200
    assert AuditEntry.objects.filter(verb="identity.change_passphrase").count() == 1


def test_too_many_failures_wait_and_say_how_long(client: Client):
    app_of(person())
    for _try in range(5):
        assert "登录名或口令不对" in sign_in(client, "wrong").text
    waiting = sign_in(client)
    assert re.search(r"请等 [45] 分钟再试", waiting.text)
    assert "登录名或口令不对" not in waiting.text
    # Another name from the same address is still welcome.
    assert "登录名或口令不对" in sign_in(client, "wrong", "somebody").text


def test_a_name_that_does_not_exist_is_answered_and_throttled_alike(client: Client):
    person()
    answers = []
    for username in ("wang", "nobody"):
        texts = [sign_in(client, "wrong", username).text for _try in range(6)]
        answers.append([("不对" in text, "请等" in text) for text in texts])
    assert answers[0] == answers[1]


def test_wrong_codes_are_throttled_too(client: Client):
    app_of(person())
    sign_in(client)
    url = reverse("mfa_authenticate")
    for _try in range(5):
        assert "验证码不对" in client.post(url, {"code": "000000"}).text
    assert "请等" in client.post(url, {"code": "000000"}).text


def test_a_flood_from_one_address_gets_a_page_of_its_own(client: Client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    answers = [sign_in(client, "wrong", f"n{number}") for number in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "请等 1 分钟再试" in answers[1].text


def test_a_deactivated_account_cannot_sign_in_and_its_session_ends(client: Client):
    account = person()
    app_of(account)
    client.force_login(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(reverse("my-posts"))["Location"].startswith(LOGIN)
    answer = sign_in(client)
    assert answer["Location"] == reverse("account_inactive")
    assert "不能登录" in client.get(answer["Location"]).text
    assert client.get(reverse("my-posts"))["Location"].startswith(LOGIN)


def test_nobody_can_register(client: Client):
    for path in ("/accounts/signup/", "/accounts/email/", "/accounts/password/reset/", "/accounts/3rdparty/"):
        assert client.get(path).status_code == 404


def test_a_second_device_is_listed_and_signed_out(client: Client):
    app_of(person(Role.RESIDENT))
    other = Client(HTTP_USER_AGENT="Phone")
    account = Account.objects.get(username="wang")
    Authenticator.objects.all().delete()
    sign_in(client)
    sign_in(other)
    page = client.get(reverse("usersessions_list"))
    assert "Phone" in page.text
    assert "本机" in page.text
    theirs = UserSession.objects.exclude(session_key=client.session.session_key).get()
    stranger = Client()
    login(stranger, Role.RESIDENT, "350802001002")
    assert stranger.post(reverse("end-session", args=[theirs.pk])).status_code == 404
    assert other.get(reverse("my-posts")).status_code == 200
    assert client.post(reverse("end-session", args=[theirs.pk])).status_code == 303
    assert other.get(reverse("my-posts"))["Location"].startswith(LOGIN)
    sign_in(other)
    assert client.post(reverse("end-other-sessions")).status_code == 303
    assert other.get(reverse("my-posts"))["Location"].startswith(LOGIN)
    assert list(UserSession.objects.filter(user=account).values_list("session_key", flat=True)) == [
        client.session.session_key
    ]
    assert AuditEntry.objects.filter(verb="identity.end_session").count() == 2


def test_last_seen_is_written_every_ten_minutes_not_every_request(client: Client, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    person(Role.RESIDENT)
    sign_in(client)
    before = UserSession.objects.get().last_seen_at
    client.get(reverse("my-posts"))
    assert UserSession.objects.get().last_seen_at == before
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("linli.base.identity.middleware.timezone.now", lambda: later)
    client.get(reverse("my-posts"))
    assert UserSession.objects.get().last_seen_at == later


def test_an_ended_duty_loses_access_on_the_next_request(client: Client):
    account = login(client, Role.SYSTEM_ADMIN)
    assert client.get(reverse("people:index")).status_code == 200
    Holding.objects.filter(account=account).update(ended_at=LONG_AGO)
    assert client.get(reverse("people:index")).status_code == 403
    assert "没有岗位" in client.get(reverse("my-posts")).text


def test_switching_posts_is_seen_and_on_record(client: Client):
    account = login(client, Role.COMMITTEE, "350802001001")
    second = post_for(Role.SUB_DISTRICT, "350802001", title="挂职经办人")
    Holding.objects.create(account=account, post=second, role=second.role, began_at=LONG_AGO)
    foreign = post_for(Role.DISTRICT_OFFICE)
    for wrong in (str(foreign.pk), "nonsense"):
        assert client.post(reverse("switch-post"), {"post": wrong}).status_code == 404
    assert client.post(reverse("switch-post"), {"post": str(second.pk)}).status_code == 303
    page = client.get(reverse("my-posts"))
    assert re.search(r'<span class="who-label">[^<]*挂职经办人</span>', page.text)
    assert AuditEntry.objects.get(verb="identity.switch_post").subject == f"identity.Post:{second.pk}"
