"""The desk's pages: who may open them, what they show, and that showing more costs no more queries."""

import pytest
from django.urls import reverse

from linli.base.identity.models import Account
from linli.base.identity.states import Role
from linli.base.reading.models import Reading
from linli.visits.actions import report_lost
from linli.visits.models import Clash, Device, FieldReport, SetAside, Signal
from tests.factories import login
from tests.visits.setting import AT, CODE, Home, Phone, acting, collect, furnish, officer_account, settle
from tests.visits.test_receive import office_says

pytestmark = pytest.mark.django_db
LISTS = ("clashes", "asides", "second-look", "reports", "phones")


@pytest.fixture
def homes() -> list[Home]:
    furnish()
    made = [settle(room=str(number)) for number in range(101, 104)]
    collect("dwelling.occupancy", "dwelling.smoke_alarm", days=3650)
    collect("self.phone", purpose="contact", days=3650)
    return made


@pytest.fixture
def phone(homes) -> Phone:
    return Phone.of(officer_account())


def busy(phone: Phone, home: Home) -> None:
    """One of everything."""
    office_says(home.dwelling, "dwelling.occupancy", "2")
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    phone.hand_in(phone.make("poem", b"{}"))
    sent = phone.make("report", b'{"kind": "fire", "spot": "1", "text": "x"}')
    phone.hand_in(sent)
    Signal.objects.create(
        district=CODE[:6],
        place=phone_place(phone),
        envelope=FieldReport.objects.get(envelope__entry_id=sent.id).envelope,
        account_id=Account.objects.get(username="officer").pk,
        kind="too_fast",
        detail={"seconds": 5},
        found_at=AT,
    )


def phone_place(phone: Phone) -> str:
    return Device.objects.get(pk=phone.device_id).place


@pytest.mark.parametrize("name", LISTS)
def test_empty_lists_say_what_to_do_next(client, db, name):
    login(client, Role.COMMITTEE, CODE)
    page = client.get(reverse(f"field:{name}")).content.decode()
    assert 'class="empty"' in page


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_takes_no_more_queries(client, homes, phone, name, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    login(client, Role.COMMITTEE, CODE)
    busy(phone, homes[0])
    client.get(reverse(f"field:{name}"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(f"field:{name}"))
    for home in homes[1:]:
        busy(phone, home)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(f"field:{name}"))
    assert len(three) == len(one)


def test_both_values_are_shown_with_where_they_came_from_and_the_look_is_logged(client, homes, phone):
    login(client, Role.COMMITTEE, CODE)
    busy(phone, homes[0])
    before = Reading.objects.count()
    page = client.get(reverse("field:clash", args=[Clash.objects.get().pk])).content.decode()
    assert "出租" in page
    assert "自住" in page
    assert "居委会登记" in page
    assert "网格员 officer" in page
    assert Reading.objects.count() == before + 1


def test_a_personal_value_is_masked_on_both_sides_until_it_is_shown(client, homes, phone):
    login(client, Role.COMMITTEE, CODE)
    head = homes[0].people[0]
    phone.hand_in(phone.visit(homes[0], (head, "self.phone", "", "13912345678")))
    address = reverse("field:clash", args=[Clash.objects.get().pk])
    page = client.get(address).content.decode()
    assert "139****5678" in page
    assert "13912345678" not in page
    whole = client.get(f"{address}?whole=1").content.decode()
    assert "13912345678" in whole
    assert "13800130000" in whole


def test_deciding_on_the_page(client, homes, phone):
    login(client, Role.COMMITTEE, CODE)
    busy(phone, homes[0])
    address = reverse("field:clash", args=[Clash.objects.get().pk])
    answer = client.post(address, {"verdict": "brought", "why": ""}, follow=True)
    assert "理由" in answer.content.decode()
    answer = client.post(address, {"verdict": "brought", "why": "现场看过"}, follow=True)
    assert "已处理" in answer.content.decode()
    assert Clash.objects.get().verdict == "brought"
    aside = SetAside.objects.get()
    client.get(reverse("field:aside", args=[aside.pk]))
    client.post(reverse("field:aside", args=[aside.pk]), {"verdict": "dropped", "why": "看不懂"})
    assert SetAside.objects.get().verdict == "dropped"


def test_a_phone_is_reported_lost_on_the_page(client, homes, phone):
    login(client, Role.COMMITTEE, CODE)
    client.post(reverse("field:lost", args=[phone.device_id]), {"why": "丢了"})
    page = client.get(reverse("field:phones")).content.decode()
    assert "等待手机联系后清除" in page
    assert Device.objects.get().lost_why == "丢了"


def test_an_officer_sees_phones_and_signals_of_the_own_grid_only(client, homes, phone):
    busy(phone, homes[0])
    client.force_login(Account.objects.get(username="officer"))
    assert client.get(reverse("field:clashes")).status_code == 403
    assert "旧手机" in client.get(reverse("field:phones")).content.decode()
    client.force_login(officer_account("350802001001G013", "neighbour"))
    assert "旧手机" not in client.get(reverse("field:phones")).content.decode()


def test_the_community_next_door_finds_nothing(client, homes, phone):
    busy(phone, homes[0])
    login(client, Role.COMMITTEE, "350802001002")
    assert client.get(reverse("field:clash", args=[Clash.objects.get().pk])).status_code == 404
    assert client.get(reverse("field:aside", args=[SetAside.objects.get().pk])).status_code == 404
    client.post(reverse("field:lost", args=[phone.device_id]), {"why": "x"})
    assert Device.objects.get().lost_at is None
    report_lost(device_id=phone.device_id, why="x", by=acting(Account.objects.get(username="officer")), at=AT)
