import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.base.identity.states import Role
from linli.register.gate import read
from linli.rights.actions import hand_out_code
from linli.rights.states import Proof
from tests.factories import actor, login
from tests.office.register.setting import CHEN, DONGMEN, LIN, LIN_NUMBER, officer

pytestmark = pytest.mark.django_db


def code_for(subject) -> str:
    new = hand_out_code(
        subject_id=subject,
        division_code=DONGMEN,
        birth_date=None,
        proof=Proof.IDENTITY_CARD,
        by=actor(Role.COMMITTEE, DONGMEN),
        at=timezone.now(),
    )
    return new.code


@pytest.fixture
def resident(client, home) -> Client:
    answer = client.post("/mine/sign-in/", {"code": code_for(home.father)})
    assert (answer.status_code, answer["Location"]) == (302, "/mine/")
    return client


def link(page, ending: str) -> str:
    """The page's first link that ends so."""
    return next(href for href in re.findall(r'href="([^"]+)"', page.text) if href.endswith(ending))


def looked_at(client, subject, reason="上门走访前核对") -> None:
    read(
        [subject],
        ["self.name", "self.birth_date"],
        purpose="resident_register",
        reason=reason,
        by=officer(Client()),
        at=timezone.now(),
    )


def test_a_resident_sees_everything_held_on_them_with_its_source(resident):
    page = resident.get("/mine/")
    assert page.status_code == 200
    for own in (LIN, LIN_NUMBER, "1980年3月15日", "公安户籍与居住登记"):
        assert own in page.text
    assert page["Cache-Control"] == "no-store"


def test_children_under_fourteen_are_shown_to_their_parent_and_other_adults_by_a_mask_alone(resident):
    page = resident.get("/mine/")
    assert "林小宝" in page.text
    assert "2016年5月20日" in page.text
    assert CHEN not in page.text
    assert "陈*英" in page.text
    assert "阿依古丽" not in page.text


def test_who_looked_is_said_in_a_sentence_with_purpose_and_reason(resident, home):
    looked_at(resident, home.father)
    page = resident.get("/mine/readings/")
    assert "一共 1 次" in page.text
    assert "上门走访前核对" in page.text
    assert "姓名、出生日期" in page.text


def test_an_objection_goes_to_somebody_else_and_shows_its_deadline(resident, home):
    looked_at(resident, home.father)
    page = resident.get("/mine/readings/")
    href = link(page, "/object/")
    answer = resident.post(href, {"words": "我没有申请过走访"})
    assert answer.status_code == 303
    assert "我没有申请过走访" in resident.get("/mine/requests/").text
    again = resident.post(href, {"words": "再说一次"})
    assert again.status_code == 422


def test_a_value_is_said_to_be_wrong_and_the_request_taken_back(resident, home):
    href = f"/mine/values/{home.father}/self.education/correct/"
    assert "现在登记的是：" in resident.get(href).text
    assert resident.post(href, {"wish": "", "grounds": ""}).status_code == 422
    assert resident.post(href, {"wish": "大学本科", "grounds": "毕业证书"}).status_code == 303
    assert "已申请更正" in resident.get("/mine/").text
    assert resident.post(href, {"wish": "大学本科", "grounds": "毕业证书"}).status_code == 422
    assert resident.post(link(resident.get("/mine/requests/"), "/withdraw/")).status_code == 303
    assert "已撤回" in resident.get("/mine/requests/").text


def test_a_parent_asks_for_a_childs_value_but_for_nobody_elses(resident, home):
    given = {"wish": "林晓宝", "grounds": "出生证"}
    assert resident.post(f"/mine/values/{home.son}/self.name/correct/", given).status_code == 303
    for other in (home.mother, home.grandmother, home.stranger):
        assert resident.post(f"/mine/values/{other}/self.name/correct/", given).status_code == 404


def test_the_copy_to_take_along_holds_the_record_and_the_readings(resident, home):
    looked_at(resident, home.father)
    answer = resident.post("/mine/take-along/json/")
    copy = json.loads(answer.content)
    assert copy["format"] == "linli-own-record/1"
    assert LIN in str(copy["record"])
    assert len(copy["readings"]) == 1
    pdf = resident.post("/mine/take-along/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert resident.post("/mine/take-along/exe/").status_code == 404
    assert resident.get("/mine/take-along/pdf/").status_code == 405


def test_a_wrong_code_is_refused_and_a_flood_of_them_slowed_down(client, home):
    for _try in range(20):
        answer = client.post("/mine/sign-in/", {"code": "abcd-efgh-jkmn"})
        assert answer.status_code == 422
    slowed = client.post("/mine/sign-in/", {"code": code_for(home.father)})
    assert slowed.status_code == 422
    assert "失败次数太多" in slowed.text


def test_staff_have_no_own_page_and_residents_no_office(client, resident, home):
    assert resident.get("/register/").status_code == 403
    assert resident.get(f"/register/people/{home.father}/").status_code == 403
    staff = Client()
    login(staff, Role.COMMITTEE, DONGMEN)
    assert staff.get("/mine/").status_code == 403
    assert staff.get("/mine/readings/").status_code == 403


def test_signed_in_residents_pass_the_sign_in_page_by(resident):
    assert resident.get("/mine/sign-in/")["Location"] == "/mine/"


def test_large_type_is_remembered_by_the_browser(resident):
    assert "large.css" not in resident.get("/mine/").text
    resident.post("/mine/large-type/", {"next": "/mine/"})
    assert "large.css" in resident.get("/mine/").text
    assert (
        resident.post("/mine/large-type/", {"next": "https://example.org/"})["Location"] == "/mine/sign-in/"
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(resident, language):
    resident.cookies["django_language"] = language
    for path in ("/mine/", "/mine/readings/", "/mine/requests/", "/mine/take-along/", "/mine/passkey/"):
        assert resident.get(path).status_code == 200, path


def test_a_code_is_not_for_a_second_person(client, home):
    code = code_for(home.father)
    assert client.post("/mine/sign-in/", {"code": code}).status_code == 302
    assert Client().post("/mine/sign-in/", {"code": code}).status_code == 422


def test_readings_put_off_by_law_are_counted(resident, home, monkeypatch):
    from linli.base.reading.actions import PurposeDraft, change_purpose
    from linli.base.reading.queries import purpose

    terms = purpose("resident_register")
    office = officer(Client(), Role.DISTRICT_OFFICE, "350802")
    draft = PurposeDraft(
        terms.code, terms.name_zh, terms.name_en, terms.basis_zh, terms.basis_en, terms.valid_from,
        terms.valid_to, delay_days=30, delay_basis="《个人信息保护法》第十八条",
    )  # fmt: skip
    change_purpose(draft=draft, why="正在办案", by=office, at=timezone.now() - timedelta(minutes=1))
    looked_at(resident, home.father)
    page = resident.get("/mine/readings/")
    assert "另有 1 次查阅依法延后告知" in page.text
    assert "上门走访前核对" not in page.text


def test_the_page_takes_the_same_queries_for_a_small_and_a_large_household(resident, home, at):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.register.actions import record
    from linli.register.drafts import EntryDraft, FactDraft, new_subject
    from linli.register.states import Method, SubjectKind
    from tests.office.register.setting import PRODUCT

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert resident.get("/mine/").status_code == 200
        return len(caught)

    count()  # what a process keeps is fetched once
    first = count()
    lodgers = [new_subject(SubjectKind.PERSON, DONGMEN, "001") for _one in range(4)]
    facts = [FactDraft(one.id, "self.household", object=home.household) for one in lodgers]
    facts += [FactDraft(one.id, "self.name", "租客某某") for one in lodgers]
    entry = EntryDraft("grid", Method.COLLECTED, at.date(), "resident_register")
    record(entry=entry, facts=facts, subjects=lodgers, by=PRODUCT, at=at)
    assert count() == first


def test_everything_is_three_clicks_away(resident, home):
    looked_at(resident, home.father)
    clicks, left = {"/mine/": 0}, ["/mine/"]
    while left:
        here = left.pop(0)
        answer = resident.get(here)
        if answer.status_code != 200:  # a form that is sent, not a page
            continue
        for href in re.findall(r'(?:href|action|formaction)="(/[^"#?]*)', answer.text):
            if href not in clicks:
                clicks[href] = clicks[here] + 1
                left += [href] if href.startswith("/mine/") else []
    wanted = ("/mine/readings/", "/object/", "/correct/", "/mine/requests/", "/mine/take-along/json/")
    wanted += ("/mine/take-along/pdf/", "/mine/passkey/", "/mine/large-type/", "/what-we-hold/", "/logout/")
    for ending in wanted:
        assert min((clicks[one] for one in clicks if one.endswith(ending)), default=9) <= 3, ending
