"""The queues: doubtful pairs side by side through the gate, and reported changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.models import Reading
from linli.base.scope import Scope
from linli.register.gate.supplied import load_supplied_purposes
from linli.rosters.models import Doubt, LifeChange
from linli.rosters.states import ChangeState, DoubtState
from tests.factories import login
from tests.rosters.setting import BEIMEN, CHEN, DISTRICT, HEADINGS, LI, WANG, csv_file, done, row, set_up

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)
LONG_AGO = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _district():
    set_up()
    load_supplied_purposes(by=Actor.system("install"), at=LONG_AGO)


@pytest.fixture
def pair():
    done(csv_file([LI, WANG, CHEN]))
    done(csv_file([{"姓名": CHEN["姓名"]}]), source="grid")
    return Doubt.objects.in_scope(ALL).get()


def test_an_empty_queue_says_when_pairs_will_appear(client):
    login(client, Role.DISTRICT_OFFICE)
    assert "没有这样的记录" in client.get(reverse("rosters:doubts")).content.decode()


def test_a_pair_stands_side_by_side_masked_with_words_and_keys(client, pair):
    login(client, Role.DISTRICT_OFFICE)
    page = client.get(reverse("rosters:doubt", args=[pair.pk])).content.decode()
    assert "陈*强" in page
    assert CHEN["姓名"] not in page
    assert CHEN["公民身份号码"] not in page
    assert "姓名相同" in page
    assert "<kbd>Y</kbd>" in page
    assert "<kbd>N</kbd>" in page


def test_looking_at_a_pair_leaves_a_trace(client, pair):
    login(client, Role.DISTRICT_OFFICE)
    before = Reading.objects.count()
    client.get(reverse("rosters:doubt", args=[pair.pk]))
    assert Reading.objects.count() > before


def test_deciding_leads_on_or_back_to_the_list(client, pair):
    login(client, Role.DISTRICT_OFFICE)
    answer = client.post(reverse("rosters:judge", args=[pair.pk]), {"answer": "different"})
    assert answer["Location"] == reverse("rosters:doubts")
    assert Doubt.objects.in_scope(ALL).get().state == DoubtState.DIFFERENT


def test_a_merged_pair_can_be_parted_with_a_reason_only(client, pair):
    login(client, Role.DISTRICT_OFFICE)
    client.post(reverse("rosters:judge", args=[pair.pk]), {"answer": "same"})
    assert "拆开" in client.get(reverse("rosters:doubt", args=[pair.pk])).content.decode()
    assert client.post(reverse("rosters:part", args=[pair.pk]), {"why": ""}).status_code == 422
    assert client.post(reverse("rosters:part", args=[pair.pk]), {"why": "不是一个人"}).status_code == 303
    assert Doubt.objects.in_scope(ALL).get().state == DoubtState.SPLIT


def test_a_pair_of_another_community_is_not_there(client, pair):
    login(client, Role.COMMITTEE, BEIMEN)
    assert client.get(reverse("rosters:doubt", args=[pair.pk])).status_code == 404


def test_a_department_brings_rosters_and_judges_nobody(client, pair):
    login(client, Role.DEPARTMENT)
    assert client.get(reverse("rosters:index")).status_code == 200
    assert client.get(reverse("rosters:doubts")).status_code == 403


def test_a_reported_change_is_masked_and_accepted_from_the_list(client):
    done(csv_file([LI]))
    done(csv_file([LI | {"现住地址": "龙岩市新罗区东城街道东宝社区解放路20号恒信家园5栋801室"}]))
    login(client, Role.DISTRICT_OFFICE)
    page = client.get(reverse("rosters:changes")).content.decode()
    assert "搬家" in page
    assert "801室" not in page
    change = LifeChange.objects.in_scope(ALL).get()
    assert (
        reverse("register:person", args=[change.subject]) in page
    )  # whom it is about, behind the reading gate
    refused = client.post(reverse("rosters:decide-change", args=[change.pk]), {"answer": "decline"})
    assert refused.status_code == 422
    client.post(reverse("rosters:decide-change", args=[change.pk]), {"answer": "accept"})
    assert LifeChange.objects.in_scope(ALL).get().state == ChangeState.ACCEPTED


def test_a_committee_is_not_sent_to_the_roster_of_the_sub_district(client):
    done(csv_file([LI]))
    done(csv_file([LI | {"现住地址": "龙岩市新罗区东城街道东宝社区解放路20号恒信家园5栋801室"}]))
    change = LifeChange.objects.in_scope(ALL).get()
    href = reverse("rosters:roster", args=[change.roster_id])
    login(client, Role.COMMITTEE, change.division_code)
    assert href not in client.get(reverse("rosters:changes")).content.decode()
    login(client, Role.DISTRICT_OFFICE)
    assert href in client.get(reverse("rosters:changes")).content.decode()


def many(count):
    letters = "国华军民文"
    return [row(f"李建{letters[n]}", f"19{60 + n}0312", n + 10) for n in range(count)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rosters_asks_the_database_the_same_whatever_its_length(
    client, django_assert_num_queries, count
):
    for one in many(count):
        done(csv_file([one]))
    login(client, Role.DISTRICT_OFFICE)
    client.get(reverse("rosters:index"))
    with django_assert_num_queries(8):
        client.get(reverse("rosters:index"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_of_changes_asks_the_same_whatever_its_length(client, django_assert_num_queries, count):
    people = many(count)
    done(csv_file(people))
    done(csv_file([one | {"姓名": one["姓名"][:2] + "邦"} for one in people], HEADINGS))
    assert LifeChange.objects.in_scope(ALL).count() == count
    login(client, Role.DISTRICT_OFFICE)
    client.get(reverse("rosters:changes"))
    with django_assert_num_queries(9):
        client.get(reverse("rosters:changes"))
