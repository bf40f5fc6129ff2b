"""Demo accounts: handy in a demo, nobody anywhere else."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from linli.base.errors import Refusal
from linli.base.identity import demo, queries
from linli.base.identity.bootstrap import create_administrators
from linli.base.identity.models import Account, Holding
from linli.base.identity.states import ADMINISTRATOR_ROLES, Role

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def demo_mode(settings):
    settings.DEMO = True
    return settings


def sign_in(client: Client, username: str = "dongmen"):
    return client.post(LOGIN, {"login": username, "password": demo.PASSPHRASE})


def test_every_demo_login_works_without_a_second_factor(demo_mode, at):
    logins = demo.create_demo_accounts(at)
    assert {login.role for login in logins} >= set(Role) - {Role.RESIDENT}
    assert len(demo.PASSPHRASE) >= 15
    for login in logins:
        browser = Client()
        sign_in(browser, login.username)
        page = browser.get(reverse("my-posts"))
        assert page.status_code == 200, login.username
        assert 'class="demo-bar"' in page.text
        assert login.label.split(" + ")[0] in page.text


def test_one_of_them_holds_two_posts(demo_mode, at):
    demo.create_demo_accounts(at)
    posts = queries.posts_held(account_id=Account.objects.get(username="twoposts").pk)
    assert [(post.role, post.prefix) for post in posts] == [
        (Role.COMMITTEE, "350802001001"),
        (Role.SUB_DISTRICT, "350802001"),
    ]


def test_making_them_again_changes_nothing(demo_mode, at):
    first = demo.create_demo_accounts(at)
    count = Holding.objects.count()
    assert demo.create_demo_accounts(at) == first
    assert Holding.objects.count() == count


def test_the_sign_in_page_of_a_demo_offers_them(demo_mode, client: Client):
    page = client.get(LOGIN).text
    assert demo.PASSPHRASE in page
    assert '<button class="secondary" name="login" value="dongmen">' in page


def test_outside_a_demo_they_are_not_made(settings, at):
    assert not settings.DEMO
    with pytest.raises(Refusal) as refused:
        demo.create_demo_accounts(at)
    assert refused.value.code == "identity.demo_only"
    for make in (
        lambda: Account.objects.create(username="x", is_demo=True),
        lambda: Account.objects.create_user("x", is_demo=True),
    ):
        with pytest.raises(Refusal):
            make()
    assert not Account.objects.exists()


def test_a_database_from_a_demo_serves_no_demo_sign_in_elsewhere(demo_mode, at, client: Client):
    demo.create_demo_accounts(at)
    sign_in(client)
    assert client.get(reverse("my-posts")).status_code == 200
    demo_mode.DEMO = False
    # The open session is nobody's now, and no way of signing in works.
    assert client.get(reverse("my-posts"))["Location"].startswith(LOGIN)
    fresh = Client()
    answer = sign_in(fresh)
    assert answer["Location"] == reverse("account_inactive")
    assert "演示" in fresh.get(answer["Location"]).text
    assert "_auth_user_id" not in fresh.session
    fresh.force_login(Account.objects.get(username="dongmen"))
    assert fresh.get(reverse("my-posts"))["Location"].startswith(LOGIN)
    assert demo.PASSPHRASE not in fresh.get(LOGIN).text


def test_the_first_administrators_come_from_the_command_line(capsys):
    call_command("create_administrators", system="sys", security="sec", audit="aud")
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[1] for line in lines] == ["sys", "sec", "aud"]
    for _role, username, passphrase in lines:
        account = Account.objects.get(username=username)
        assert account.check_password(passphrase)
        assert account.must_change_passphrase
    roles = Holding.objects.order_by("began_at", "id").values_list("role", flat=True)
    assert set(roles) == set(ADMINISTRATOR_ROLES)
    with pytest.raises(CommandError, match="已经有了"):
        call_command("create_administrators", system="a", security="b", audit="c")


def test_the_three_are_three_people(at):
    names = dict.fromkeys(ADMINISTRATOR_ROLES, ("one", "one"))
    with pytest.raises(Refusal) as refused:
        create_administrators(names=names, body_name="x", at=at)
    assert refused.value.code == "identity.three_people"
    assert not Account.objects.exists()
