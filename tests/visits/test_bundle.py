"""What a phone is given: tasks of all departments merged, masked, of its own grid, and nothing it has already."""

import json
from datetime import timedelta

import pytest

from linli.base.reading.models import Reading
from linli.visits.actions import publish_notice, report_lost
from linli.visits.bundle import build
from linli.visits.models import Device
from linli.visits.queries import carrier_of
from tests.visits.setting import (
    ADULT,
    AT,
    CHILD,
    CODE,
    DAY,
    INSTALL,
    NEXT_GRID,
    Phone,
    acting,
    collect,
    furnish,
    officer_account,
    settle,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def grid():
    furnish()
    homes = [settle(room="101", births=(ADULT, CHILD)), settle(room="102"), settle(building="2", room="301")]
    collect("dwelling.occupancy", "dwelling.smoke_alarm")
    collect("dwelling.smoke_alarm", "dwelling.gas_alarm", title_zh="燃气安全", department="urban_management")
    collect("self.phone", purpose="contact", title_zh="联系电话核对", department="residents_committee")
    return homes


@pytest.fixture
def phone(grid) -> Phone:
    return Phone.of(officer_account())


def given(phone: Phone, have=None, cursor="", at=AT):
    return build(carrier_of(Device.objects.get(pk=phone.device_id)), have or {}, cursor, at)


def test_what_two_departments_ask_is_asked_once(grid, phone):
    told = given(phone).content
    home = told["homes"][str(grid[1].household)]
    asked = [(ask["subject"], ask["element"]) for ask in home["asks"]]
    assert len(asked) == len(set(asked)) == 4
    (alarm,) = [ask for ask in home["asks"] if ask["element"] == "dwelling.smoke_alarm"]
    assert len(alarm["for"]) == 2
    assert {told["collections"][one]["zh"] for one in alarm["for"]} == {"住房使用与消防安全", "燃气安全"}


def test_names_and_numbers_are_masked_and_children_are_withheld(grid, phone):
    told = given(phone).content
    head, child = told["homes"][str(grid[0].household)]["people"]
    assert (head["name"], head["head"], head["phone"]) == ("林*青", True, "138****0000")
    assert (child["withheld"], child["name"], child["phone"]) == (True, "", "")
    assert "林一青" not in json.dumps(told, ensure_ascii=False)
    assert str(grid[0].people[1]) not in {
        ask["subject"] for ask in told["homes"][str(grid[0].household)]["asks"]
    }


def test_homes_come_in_walking_order(grid, phone):
    settle(building="10", room="101")
    told = given(phone).content
    assert told["order"] == [str(home.household) for home in grid]


def test_the_next_grid_is_not_on_the_phone(grid, phone):
    other = settle(NEXT_GRID, "5", "501")
    collect("dwelling.occupancy", place=NEXT_GRID)
    assert str(other.household) not in json.dumps(given(phone).content)


def test_the_second_contact_brings_only_what_changed_and_reads_nothing_else(grid, phone):
    first = given(phone)
    have = {one: home["etag"] for one, home in first.content["homes"].items()}
    readings = Reading.objects.count()
    assert given(phone, have, first.cursor).content is None
    phone.hand_in(phone.visit(grid[1], (grid[1].dwelling, "dwelling.occupancy", "", "1")))
    second = given(phone, have, first.cursor)
    assert set(second.content["homes"]) == {str(grid[1].household)}
    assert second.content["order"] == first.content["order"]
    (ask,) = [
        ask
        for ask in second.content["homes"][str(grid[1].household)]["asks"]
        if ask["element"] == "dwelling.occupancy"
    ]
    assert ask["known"] == ["1", "grid"]
    assert ask["base"]
    assert Reading.objects.count() > readings


def test_reading_for_the_phone_is_in_the_residents_log(grid, phone):
    given(phone)
    rows = Reading.objects.all()
    assert {row.purpose for row in rows} == {"contact"}
    assert {row.act for row in rows} == {"listed"}


def test_yesterdays_tasks_are_gone_when_their_time_is_over(grid, phone):
    assert given(phone, at=AT + timedelta(days=30)).content["order"] == []


def test_forms_carry_the_catalogues_lists(grid, phone):
    forms = given(phone).content["forms"]
    assert forms["elements"]["dwelling.occupancy"]["kind"] == "code"
    assert ["1", "自住", "Lived in by the owner"] in forms["lists"]["occupancy"]


def test_notices_of_the_community_and_above_reach_the_phone(grid, phone):
    for place, title in (("350802", "全区通知"), (CODE, "社区通知"), (NEXT_GRID, "别的网格")):
        publish_notice(
            place=place, title=title, text="内容", from_date=DAY, until_date=DAY, by=INSTALL, at=AT
        )
    assert {one["title"] for one in given(phone).content["notices"]} == {"全区通知", "社区通知"}


def test_the_number_of_queries_does_not_grow_with_the_grid(grid, phone, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        given(phone)
    for number in range(4):
        settle(building="7", room=str(number))
    collect("dwelling.occupancy", title_zh="再来一次")
    with CaptureQueriesContext(connection) as many:
        given(phone)
    assert len(many) == len(few)


def test_an_officer_who_left_the_post_is_given_nothing(grid, phone):
    from linli.base.identity.models import Holding

    Holding.objects.update(ended_at=AT)
    assert carrier_of(Device.objects.get(pk=phone.device_id)).is_lost


def test_a_phone_that_was_reported_lost_counts_as_lost(grid, phone):
    by = acting(officer_account(NEXT_GRID, "neighbour"))
    with pytest.raises(Exception, match="没有找到这部手机"):
        report_lost(device_id=phone.device_id, why="不是我的", by=by, at=AT)
    assert not carrier_of(Device.objects.get(pk=phone.device_id)).is_lost
