"""Every page of the administration and of one's own account, as each role sees it."""

import pytest
from django.test import Client
from django.urls import reverse

from linli.base.identity.models import Account, Holding
from linli.base.identity.states import Role
from linli.office.accounts.templatetags.device_words import device_words
from tests.factories import DISTRICT, LONG_AGO, account_for, login, post_for

OWN_PAGES = [
    "my-posts",
    "usersessions_list",
    "mfa_index",
    "mfa_list_webauthn",
    "account_change_password",
    "account_logout",
]
ADMINISTRATION = ["people:index", "posts:index"]
OPENING = ["people:open", "posts:new", "posts:new-body"]


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_own_pages_show(client: Client, db, name: str, language: str):
    login(client, Role.COMMITTEE, "350802001001")
    page = client.get(reverse(name), headers={"accept-language": language})
    assert page.status_code == 200
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page.text


@pytest.mark.parametrize("name", ADMINISTRATION)
@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_lists_show_to_those_who_keep_them(client: Client, db, name: str, role: Role):
    login(client, role)
    account_for(Role.COMMITTEE, "350802001001")
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "350802001001" in page.text


@pytest.mark.parametrize("name", [*ADMINISTRATION, *OPENING, "security"])
@pytest.mark.parametrize("role", [Role.DISTRICT_OFFICE, Role.COMMITTEE, Role.AUDIT_ADMIN, Role.AUDITOR])
def test_administration_is_closed_to_everybody_else(client: Client, db, name: str, role: Role):
    login(client, role)
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", OPENING)
def test_only_the_system_administrator_opens_accounts_bodies_and_posts(client: Client, db, name: str):
    login(client, Role.SYSTEM_ADMIN)
    assert client.get(reverse(name)).status_code == 200
    other = Client()
    login(other, Role.SECURITY_ADMIN)
    assert other.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ADMINISTRATION)
def test_lists_ask_the_same_number_of_queries_whatever_their_length(
    client: Client, db, rows: int, name: str, django_assert_num_queries
):
    login(client, Role.SYSTEM_ADMIN)
    for number in range(rows):
        account_for(Role.COMMITTEE, f"35080200100{number + 1}")
    # session, account, standing; then count, page, and the posts or holders of the page
    with django_assert_num_queries(6):
        client.get(reverse(name))


def test_an_administrator_sees_only_their_own_district(client: Client, db):
    login(client, Role.SYSTEM_ADMIN)
    inside = account_for(Role.COMMITTEE, "350802001001")
    outside = account_for(Role.COMMITTEE, "350803001001")
    assert outside.username not in client.get(reverse("people:index")).text
    assert client.get(reverse("people:account", args=[inside.pk])).status_code == 200
    assert client.get(reverse("people:account", args=[outside.pk])).status_code == 404
    foreign = post_for(Role.COMMITTEE, "350803001001")
    assert client.get(reverse("posts:post", args=[foreign.pk])).status_code == 404


def test_filters_narrow_the_list_of_accounts(client: Client, db):
    login(client, Role.SYSTEM_ADMIN)
    account_for(Role.COMMITTEE, "350802001001", username="wang")
    Account.objects.create(username="newcomer")
    idle = account_for(Role.SUB_DISTRICT, "350802001", username="retired")
    Account.objects.filter(pk=idle.pk).update(is_active=False)
    page = {
        query: client.get(reverse("people:index") + query).text
        for query in ("?text=wang", "?role=sub_district", "?state=no_post", "?state=inactive", "?text=nobody")
    }
    assert "wang" in page["?text=wang"]
    assert "newcomer" not in page["?text=wang"]
    assert "retired" in page["?role=sub_district"]
    assert "wang" not in page["?role=sub_district"]
    assert "newcomer" in page["?state=no_post"]
    assert "wang" not in page["?state=no_post"]
    assert "retired" in page["?state=inactive"]
    assert "没有符合的账号" in page["?text=nobody"]


def test_the_security_page_names_what_waits(client: Client, db):
    login(client, Role.SECURITY_ADMIN)
    unsafe = Account.objects.create(username="no-factor-yet")
    Holding.objects.create(
        account=unsafe, post=post_for(Role.COMMITTEE, "350802001001"), role=Role.COMMITTEE, began_at=LONG_AGO
    )
    post_for(Role.SUB_DISTRICT, "350802001", title="空着的岗位")
    Account.objects.create(username="waits-for-a-post")
    page = client.get(reverse("security")).text
    for words in ("no-factor-yet", "空着的岗位", "waits-for-a-post"):
        assert words in page


@pytest.mark.parametrize(
    ("role", "offered", "withheld"),
    [
        (Role.SYSTEM_ADMIN, ["重置口令", "停用账号"], ["重置第二重验证", "任命"]),
        (Role.SECURITY_ADMIN, ["重置第二重验证", "任命", "关联统一身份认证"], ["重置口令", "停用账号"]),
    ],
)
def test_each_administrator_is_offered_their_own_acts(client: Client, db, role, offered, withheld):
    login(client, role)
    account = account_for(Role.COMMITTEE, "350802001001")
    page = client.get(reverse("people:account", args=[account.pk])).text
    for words in offered:
        assert words in page
    for words in withheld:
        assert words not in page


def test_nobody_is_offered_acts_on_their_own_account(client: Client, db):
    oneself = login(client, Role.SECURITY_ADMIN, DISTRICT)
    page = client.get(reverse("people:account", args=[oneself.pk])).text
    assert "这是您自己的账号" in page
    assert '<form method="post" action="/accounts/people/' not in page


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome · Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1 MicroMessenger/8.0",
            "微信 WeChat · iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("curl/8.0", "curl/8.0"),
        ("", "—"),
    ],
)
def test_devices_are_named_in_words(user_agent: str, words: str):
    assert device_words(user_agent) == words
