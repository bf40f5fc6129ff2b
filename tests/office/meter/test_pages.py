"""Tasks and meter in pages: who sees what, the method beside the figures, the file that equals the page."""

import csv
import io
import re

import pytest
from django.test import Client

from linli.base.audit.models import AuditEntry
from linli.base.identity.states import Role
from linli.base.jobs.models import Job
from linli.core.scopes import Scope, Unit
from linli.meter.actions import daily
from tests.factories import login
from tests.meter.setting import AT, CODE, EVERYBODY, PRODUCT, admitted
from tests.visits.setting import ADULT, CHILD, Phone, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
DAY = "2026-11-24"


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def signed_in(role: Role, place: str) -> Client:
    client = Client()
    login(client, role, place)
    return client


@pytest.fixture
def planned(db) -> None:
    furnish()
    settle(births=(ADULT, CHILD))
    admitted("self.name", "self.employment_status", "探访情况", scope=EVERYBODY, title="就业状况核查")
    daily(district="350802", by=PRODUCT, at=AT)


def test_a_committee_sees_its_tasks_by_request_and_grid(planned, client) -> None:
    page = signed_in(Role.COMMITTEE, CODE).get("/meter/tasks/")

    assert "就业状况核查" in text(page)
    assert "采集中" in text(page)
    assert "012" in text(page)
    assert "现在重新核对台账" not in text(page)


def test_a_form_about_communities_leaves_nothing_to_ask_and_nothing_unsaid(planned) -> None:
    admitted("户数", scope=Scope(Unit.PLACE), title="户数统计表")
    admitted("姓名", scope=None, title="没有说要哪些人的表")
    daily(district="350802", by=PRODUCT, at=AT)

    page = text(signed_in(Role.COMMITTEE, CODE).get("/meter/tasks/"))

    assert re.search("户数统计表 .{0,60}按登记计数，不用上门", page)
    assert page.count("没有说明填报对象") == 1


def test_another_community_sees_none_of_them(planned) -> None:
    page = text(signed_in(Role.COMMITTEE, "350802001002").get("/meter/tasks/"))

    assert "就业状况核查" not in page
    assert "没有上门任务" in page


def test_the_sub_district_starts_the_job(planned) -> None:
    before = Job.objects.filter(kind="meter.plan").count()

    page = signed_in(Role.SUB_DISTRICT, CODE[:9]).post("/meter/plan/")

    assert page.status_code == 303
    assert Job.objects.filter(kind="meter.plan").count() == before + 1


def test_the_meter_says_how_it_measures_and_shows_no_minutes_before(planned) -> None:
    page = text(signed_in(Role.DISTRICT_OFFICE, "350802").get("/meter/", {"as_of": DAY}))

    assert "还没有量到用时" in page
    assert "合计（" in page
    assert "33.3%" in page
    assert "未量到" in page


def test_the_file_is_what_the_page_shows(planned) -> None:
    office = signed_in(Role.DISTRICT_OFFICE, "350802")

    refused = office.post(f"/meter/export/?as_of={DAY}", {"purpose": "", "kind": "csv"})
    answer = office.post(f"/meter/export/?as_of={DAY}", {"purpose": "月度会商", "kind": "csv"})

    assert refused.status_code == 422
    told = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["6", "2", "33.3", "0", "2", "2", "0", "", ""] in [row[2:] for row in told if len(row) > 2]
    assert AuditEntry.objects.get(verb="meter.export").why == "月度会商"


def test_everybody_sees_the_measured_share_on_the_board_and_no_post(planned) -> None:
    from datetime import date

    from tests.territory.lists import put_in_force

    put_in_force({"35": "福建省", "3508": "龙岩市", "350802": "新罗区"}, date(2020, 1, 1))

    page = text(Client().get("/gate/burden/350802/", {"as_of": DAY}))

    assert "33%" in page
    assert "网格员" not in page


def test_what_was_refused_is_told_by_content_in_the_readers_language(planned) -> None:
    home = settle(room="105")
    daily(district="350802", by=PRODUCT, at=AT)
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, outcome="refused"))
    committee = signed_in(Role.COMMITTEE, CODE)

    page = text(committee.get("/meter/refused/"))
    english = text(committee.get("/meter/refused/", headers={"accept-language": "en"}))
    elsewhere = text(signed_in(Role.COMMITTEE, "350802001002").get("/meter/refused/"))

    assert "就业状况 1 1" in page
    assert str(home.household) not in page
    assert "What residents did not wish to tell" in english
    assert "就业状况" not in english
    assert "没有住户拒绝" in elsewhere


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("role", "place", "path", "queries"),
    [
        (Role.COMMITTEE, CODE, "/meter/tasks/", 7),
        (Role.DISTRICT_OFFICE, "350802", "/meter/tasks/", 7),
        (Role.DISTRICT_OFFICE, "350802", "/meter/", 13),
        (Role.COMMITTEE, CODE, "/meter/refused/", 6),
    ],
)
def test_the_pages_take_the_same_queries_for_three_requests_as_for_one(
    db, role, place, path, queries, count, django_assert_num_queries
) -> None:
    furnish()
    settle(births=(ADULT, CHILD))
    for number in range(count):
        admitted("self.name", f"探访情况{number}", scope=EVERYBODY, title=f"就业状况核查{number}")
    daily(district="350802", by=PRODUCT, at=AT)
    page = signed_in(role, place)
    page.get(path, {"as_of": DAY})
    with django_assert_num_queries(queries):
        assert page.get(path, {"as_of": DAY}).status_code == 200
