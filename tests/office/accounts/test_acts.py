"""The administrators' acts through the real pages, refusals included."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from linli.base.audit.models import AuditEntry
from linli.base.identity import openwork, queries, throttle
from linli.base.identity.models import Account, Body, Holding, Post
from linli.base.identity.states import Role
from tests.factories import account_for, login, post_for

pytestmark = pytest.mark.django_db
COMMITTEE = "350802001001"


@pytest.fixture
def system() -> Client:
    client = Client()
    login(client, Role.SYSTEM_ADMIN)
    return client


@pytest.fixture
def security() -> Client:
    client = Client()
    login(client, Role.SECURITY_ADMIN)
    return client


def url(name: str, thing) -> str:
    return reverse(name, args=[thing.pk])


def test_opening_an_account_shows_its_passphrase_once(system: Client):
    answer = system.post(reverse("people:open"), {"username": "wang", "display_name": "王东门"})
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    passphrase = re.search(r"<code>((?:[a-z2-9]{4}-){4}[a-z2-9]{4})</code>", answer.text)[1]
    account = Account.objects.get(username="wang")
    assert account.check_password(passphrase)
    assert passphrase not in system.get(url("people:account", account)).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"username": "wang", "display_name": "x"}, "已经有人用了"),
        ({"username": "", "display_name": "x"}, '<a href="#id_username">'),
        ({"username": "王 东门", "display_name": "x"}, "error-summary"),
        ({"username": "x" * 65, "display_name": "x"}, "error-summary"),
    ],
)
def test_a_mistake_is_shown_with_the_form(system: Client, form, words):
    account_for(Role.COMMITTEE, COMMITTEE, username="wang")
    answer = system.post(reverse("people:open"), form)
    assert answer.status_code == 422
    assert words in answer.text


def test_body_post_appointment_hand_over_end_and_closing(system: Client, security: Client, monkeypatch):
    body_form = {"kind": "residents_committee", "name": "东门社区居民委员会", "division_code": COMMITTEE}
    answer = system.post(reverse("posts:new-body"), body_form)
    body = Body.objects.get(name="东门社区居民委员会")
    assert answer["Location"].endswith(f"?body={body.pk}")
    assert f'value="{body.pk}" selected' in system.get(answer["Location"]).text
    answer = system.post(
        reverse("posts:new"),
        {"body": body.pk, "role": "grid_officer", "title": "网格员", "grid_suffix": "001"},
    )
    post = Post.objects.get(title="网格员")
    assert post.prefix == f"{COMMITTEE}G001"
    assert answer["Location"] == url("posts:post", post)

    wang, li = (Account.objects.create(username=name) for name in ("wang", "li"))
    appoint = {"appoint-post": str(post.pk), "appoint-why": "文〔2026〕1号"}
    assert security.post(url("people:appoint", wang), appoint).status_code == 303
    assert queries.posts_held(account_id=wang.pk)[0].post_id == post.pk

    monkeypatch.setattr(openwork, "_kinds", {})
    openwork.register_open_work("identity.body", "待办机构", lambda _post: Body.objects.order_by("name"))
    page = security.get(url("posts:hand-over", post))
    assert "待办机构" in page.text
    assert "东门社区居民委员会" in page.text
    wrong = security.post(url("posts:hand-over", post), {"username": "nobody", "why": "x"})
    assert wrong.status_code == 422
    assert "没有这个登录名" in wrong.text
    same = security.post(url("posts:hand-over", post), {"username": "wang", "why": "x"})
    assert (same.status_code, "同一个人" in same.text) == (422, True)
    assert security.post(url("posts:hand-over", post), {"username": "LI", "why": "交接"}).status_code == 303
    assert queries.posts_held(account_id=wang.pk) == ()
    assert queries.posts_held(account_id=li.pk)[0].post_id == post.pk

    held = system.post(url("posts:close", post), {"close-why": "x"})
    assert (held.status_code, "岗位上还有人" in held.text) == (422, True)
    assert security.post(url("posts:end", post), {"end-why": "离任"}).status_code == 303
    assert "没办完的事" in system.post(url("posts:close", post), {"close-why": "撤并"}).text
    monkeypatch.setattr(openwork, "_kinds", {})
    assert system.post(url("posts:close", post), {"close-why": "撤并"}).status_code == 303
    assert "网格员" in system.get(reverse("posts:index") + "?state=closed").text
    assert "从前在岗的人" in security.get(url("posts:post", post)).text


def test_a_vacant_post_is_filled_from_its_own_page(security: Client):
    post = post_for(Role.COMMITTEE, COMMITTEE)
    wang = Account.objects.create(username="wang")
    assert "这个岗位现在空缺" in security.get(url("posts:hand-over", post)).text
    security.post(url("posts:hand-over", post), {"username": "wang", "why": "x"})
    assert Holding.objects.get(post=post).account == wang
    assert AuditEntry.objects.filter(verb="identity.appoint").count() == 1


def test_three_administrators_stay_apart_on_the_page_too(security: Client):
    holder = account_for(Role.AUDIT_ADMIN)
    post = post_for(Role.COMMITTEE, COMMITTEE)
    answer = security.post(url("people:appoint", holder), {"appoint-post": str(post.pk), "appoint-why": "x"})
    assert answer.status_code == 422
    assert "三员分立" in answer.text


def test_a_post_elsewhere_cannot_be_given(security: Client):
    wang = Account.objects.create(username="wang")
    foreign = post_for(Role.COMMITTEE, "350803001001")
    answer = security.post(url("people:appoint", wang), {"appoint-post": str(foreign.pk), "appoint-why": "x"})
    assert answer.status_code == 422
    for name in ("posts:hand-over", "posts:end"):
        assert security.post(url(name, foreign), {"username": "wang", "why": "x"}).status_code == 404
    assert not Holding.objects.filter(account=wang).exists()


def test_passphrase_and_second_factor_are_reset_by_different_people(system: Client, security: Client):
    wang = account_for(Role.COMMITTEE, COMMITTEE, username="wang")
    assert system.post(url("people:second-factor", wang), {"factor-why": "x"}).status_code == 403
    assert security.post(url("people:passphrase", wang), {"passphrase-why": "x"}).status_code == 403
    answer = system.post(url("people:passphrase", wang), {"passphrase-why": "忘了"})
    assert answer.status_code == 201
    assert Authenticator.objects.filter(user=wang).exists()
    assert security.post(url("people:second-factor", wang), {"factor-why": "手机丢了"}).status_code == 303
    assert not Authenticator.objects.filter(user=wang).exists()
    whys = AuditEntry.objects.filter(subject=f"identity.Account:{wang.pk}").values_list("why", flat=True)
    assert set(whys) == {"忘了", "手机丢了"}


def test_a_reason_is_asked_for(system: Client):
    wang = account_for(Role.COMMITTEE, COMMITTEE, username="wang")
    answer = system.post(url("people:active", wang), {"active-why": " "})
    assert answer.status_code == 422
    assert '<a href="#id_active-why">' in answer.text
    wang.refresh_from_db()
    assert wang.is_active


def test_deactivating_and_activating(system: Client):
    wang = account_for(Role.COMMITTEE, COMMITTEE, username="wang")
    for active in (False, True):
        assert system.post(url("people:active", wang), {"active-why": "x"}).status_code == 303
        wang.refresh_from_db()
        assert wang.is_active == active


def test_unlocking(security: Client):
    from django.utils import timezone

    wang = account_for(Role.COMMITTEE, COMMITTEE, username="wang")
    assert "解除锁定" not in security.get(url("people:account", wang)).text
    for _try in range(5):
        throttle.note_failure(at=timezone.now(), name="wang", address="10.0.0.1")
    assert "wang" in security.get(reverse("security")).text
    assert "解除锁定" in security.get(url("people:account", wang)).text
    assert security.post(url("people:unlock", wang), {"unlock-why": "本人来电"}).status_code == 303
    assert not throttle.waiting_time(at=timezone.now(), name="wang")


def test_linking_single_sign_on(security: Client):
    wang, li = (
        account_for(Role.COMMITTEE, f"35080200100{n}", username=name) for n, name in ((1, "wang"), (2, "li"))
    )
    assert security.post(url("people:single-sign-on", wang), {"subject-subject": "sub-1"}).status_code == 303
    taken = security.post(url("people:single-sign-on", li), {"subject-subject": "sub-1"})
    assert (taken.status_code, "另一个账号" in taken.text) == (422, True)
    assert "<code>sub-1</code>" in security.get(url("people:account", wang)).text
    security.post(url("people:single-sign-on", wang), {"subject-subject": ""})
    assert queries.single_sign_on_subject(wang) == ""


def test_a_refusal_writes_nothing(security: Client):
    oneself = Account.objects.get(username__startswith="security_admin")
    before = AuditEntry.objects.count()
    answer = security.post(url("people:second-factor", oneself), {"factor-why": "x"})
    assert answer.status_code == 403
    assert "不能为自己授权或重置" in answer.text
    assert AuditEntry.objects.count() == before
    assert Authenticator.objects.filter(user=oneself).exists()
