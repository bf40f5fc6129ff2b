"""The gate in pages: a department asks, the office decides, a community refuses, anybody checks."""

import re
from datetime import date

import pytest
from django.test import Client

from linli.base.identity.states import Role
from linli.mandates.models import BurdenItem, CommunityRefusal, Mandate
from linli.mandates.states import State
from tests.factories import login
from tests.mandates.making import DISTRICT, DONGMEN
from tests.territory.lists import put_in_force

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "form",
    "title": "独居老人探访登记表",
    "document_name": "关于开展独居老人探访的通知",
    "document_number": "龙民〔2026〕3号",
    "plan": "网格员上门探访。",
    "places": f"{DONGMEN}\n350802001002",
    "starts_date": "2027-05-06",
    "ends_date": "2028-05-06",
    "frequency": "quarterly",
    "unit_kind": "resident",
    "unit_count": "40",
    "minutes_per_unit": "6",
    "fields_asked": "姓名\n身份证号\n探访情况",
    "money_offered": "100",
    "is_duty": "yes",
}


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture(autouse=True)
def places(db) -> None:
    put_in_force(
        {
            "35": "福建省",
            "3508": "龙岩市",
            DISTRICT: "新罗区",
            "350802001": "东城街道",
            DONGMEN: "东门社区居委会",
            "350802001002": "东风社区居委会",
        },
        date(2020, 1, 1),
    )


@pytest.fixture
def department() -> Client:
    client = Client()
    login(client, Role.DEPARTMENT, DISTRICT)
    return client


@pytest.fixture
def office() -> Client:
    client = Client()
    login(client, Role.DISTRICT_OFFICE, DISTRICT)
    return client


def sent(department: Client, **changes) -> Mandate:
    page = department.post("/gate/new/", FORM | changes)
    assert page.status_code == 303, text(page)
    department.post(f"{page.url}submit/")
    return Mandate.objects.latest("created_at")


def decision(found: Mandate, **changes) -> dict[str, object]:
    said = {
        "verdict": "approve",
        "version": found.version,
        "places": [place.prefix for place in found.places.all()],
        "starts_date": "2027-05-06",
        "ends_date": "2028-05-06",
        "money_agreed": "100",
        "why": "依据充分",
    }
    return said | changes


def test_from_the_application_to_the_public_check(department, office, client):
    found = sent(department)
    assert found.state == State.SUBMITTED
    assert "独居老人探访登记表" in text(office.get("/gate/"))
    pack = text(office.get(f"/gate/{found.pk}/"))
    assert "建议准入" in pack
    assert "960 分钟" in pack.replace(",", "")
    assert office.post(f"/gate/{found.pk}/decide/", decision(found)).status_code == 303
    found.refresh_from_db()
    assert found.state == State.APPROVED
    page = office.get(f"/gate/{found.pk}/")
    assert found.control_number in text(page)
    assert "<svg" in page.text
    checked = text(client.get("/gate/check/", {"number": found.control_number}))
    assert "还没有开始" in checked
    assert "身份证号" in checked
    assert "有效" in text(client.get("/gate/check/", {"number": found.control_number, "as_of": "2027-06-01"}))
    assert "编号写错了" in text(client.get("/gate/check/", {"number": "350802-2026-0001-00"}))


def test_an_incomplete_draft_says_what_is_missing(department):
    found = sent(department, document_number="", fields_asked="")
    assert found.state == State.DRAFT
    page = department.get(f"/gate/{found.pk}/")
    department.post(f"/gate/{found.pk}/submit/")
    assert "请写明文号" in text(department.get(f"/gate/{found.pk}/"))
    assert page.status_code == 200


def test_a_red_line_is_refused_in_the_page_with_the_rule(department):
    found = sent(department, title="惠民保参保率60%任务")
    assert found.state == State.REFUSED
    assert "不得按任务向社区推销保险" in text(department.get(f"/gate/{found.pk}/"))


def test_an_unfunded_approval_is_refused_in_words_and_nothing_is_lost(department, office):
    found = sent(department)
    page = office.post(f"/gate/{found.pk}/decide/", decision(found, money_agreed="1", why="先办起来"))
    assert page.status_code == 422
    assert "还差" in text(page)
    assert "先办起来" in page.text


def test_refuse_suspend_extend(department, office):
    found = sent(department)
    page = office.post(f"/gate/{found.pk}/decide/", decision(found, verdict="extend", days="5"))
    assert page.status_code == 303
    found.refresh_from_db()
    office.post(f"/gate/{found.pk}/decide/", decision(found, verdict="suspend", why="缺附件"))
    assert department.get(f"/gate/{found.pk}/change/").status_code == 200
    department.post(f"/gate/{found.pk}/change/", FORM | {"plan": "补上附件"})
    department.post(f"/gate/{found.pk}/submit/")
    found.refresh_from_db()
    assert (found.state, found.plan) == (State.SUBMITTED, "补上附件")
    office.post(f"/gate/{found.pk}/decide/", decision(found, verdict="refuse", why="重复"))
    found.refresh_from_db()
    assert (found.state, found.decision_why) == (State.REFUSED, "重复")


def test_a_community_sees_what_is_asked_refuses_and_keeps_its_list(department, office, client):
    found = sent(department)
    office.post(f"/gate/{found.pk}/decide/", decision(found))
    login(client, Role.COMMITTEE, DONGMEN)
    assert "独居老人探访登记表" in text(client.get("/gate/"))
    said = {"department": "某局", "ground": "no_number", "what": "三天报台账", "on_date": "2026-03-01"}
    assert client.post("/gate/refusals/", said).status_code == 303
    assert "三天报台账" in text(client.get("/gate/refusals/"))
    assert client.post("/gate/refusals/", said | {"what": ""}).status_code == 422
    item = {
        "kind": "plaque",
        "title": "某站",
        "department": "某局",
        "times_per_year": "1",
        "since_date": "2025-01-01",
    }
    assert client.post("/gate/burdens/", item).status_code == 303
    assert client.post("/gate/burdens/", item).status_code == 422
    client.post(f"/gate/burdens/{BurdenItem.objects.get().pk}/end/", {"until_date": "2026-01-01"})
    assert BurdenItem.objects.get().until_date == date(2026, 1, 1)
    assert CommunityRefusal.objects.get().division_code == DONGMEN
    board = text(Client().get(f"/gate/burden/{DISTRICT}/"))
    assert "新罗区：谁向社区要了多少" in board
    assert "某局" in board


def test_the_sub_district_carries_out_an_emergency(client):
    login(client, Role.SUB_DISTRICT, "350802001")
    page = client.post("/gate/emergencies/new/", {"place": "350802001", "title": "转移", "plan": "上门"})
    assert page.status_code == 303
    assert client.post(f"{page.url}report/", {"report": "完成"}).status_code == 303
    assert "完成" in text(client.get(page.url))
    assert (
        client.post(
            "/gate/emergencies/new/", {"place": "350802002", "title": "转移", "plan": "上门"}
        ).status_code
        == 422
    )


def test_others_do_not_get_in(client, department):
    found = sent(department)
    login(client, Role.COMMITTEE, DONGMEN)
    assert client.get("/gate/new/").status_code == 403
    assert client.post(f"/gate/{found.pk}/decide/", decision(found)).status_code == 403
    other = Client()
    login(other, Role.DISTRICT_OFFICE, "350803")
    assert other.get(f"/gate/{found.pk}/").status_code == 404


def test_the_public_register_and_its_wrong_addresses(department, office, client):
    found = sent(department)
    office.post(f"/gate/{found.pk}/decide/", decision(found))
    year = Mandate.objects.get().decided_at.year
    page = client.get(f"/gate/register/{DISTRICT}/{year}/")
    assert "独居老人探访登记表" in text(page)
    assert client.get("/gate/register/999999/2026/").status_code == 404
    assert client.get("/gate/burden/abc/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "path", "queries"),
    [
        ("department", "/gate/", 8),
        ("committee", "/gate/", 7),
        ("office", "/gate/register/350802/2026/", 17),
    ],
)
def test_lists_take_the_same_queries_for_three_as_for_one(
    department, office, who, path, queries, count, django_assert_num_queries
):
    committee = Client()
    login(committee, Role.COMMITTEE, DONGMEN)
    for number in range(count):
        found = sent(department, document_number=f"龙民〔2026〕{number}号")
        office.post(f"/gate/{found.pk}/decide/", decision(found))
    page = {"department": department, "committee": committee, "office": office}[who]
    page.get(path)
    with django_assert_num_queries(queries):
        assert page.get(path).text.count("独居老人探访登记表") >= count
