import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.register.actions import forget_people, merge
from linli.register.queries import card
from linli.rights.models import AccessCode, Correction
from tests.factories import login
from tests.office.register.setting import LIN, PRODUCT, begin_sitting, officer

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("")


@pytest.fixture
def desk(client, home):
    officer(client)
    begin_sitting(client)
    return client


def hand_out(client, subject, **given):
    return client.post(
        f"/register/people/{subject}/code/", {"proof": "identity_card", "checked": "on", **given}
    )


def shown_code(answer) -> str:
    return re.search(r'class="one-time-code">([a-z0-9-]+)<', answer.text).group(1)


def as_resident(desk, subject) -> Client:
    resident = Client()
    resident.post("/mine/sign-in/", {"code": shown_code(hand_out(desk, subject))})
    return resident


def test_the_counter_hands_out_a_code_that_is_shown_once(desk, home):
    answer = hand_out(desk, home.father)
    assert answer.status_code == 201
    code = shown_code(answer)
    assert answer["Cache-Control"] == "no-store"
    again = desk.get(f"/register/people/{home.father}/code/")
    assert code not in again.text
    assert "已经发过一个" in again.text
    assert Client().post("/mine/sign-in/", {"code": code})["Location"] == "/mine/"


@pytest.mark.parametrize("given", [{"checked": ""}, {"proof": "a friend's word"}])
def test_no_code_without_a_document_that_was_looked_at(desk, home, given):
    assert hand_out(desk, home.father, **given).status_code == 422
    assert not AccessCode.objects.in_scope(EVERYWHERE).exists()


def test_a_childs_code_is_refused_in_words(desk, home):
    answer = hand_out(desk, home.son)
    assert answer.status_code == 422
    assert "监护人代看" in answer.text


def test_codes_for_people_elsewhere_are_not_handed_out(desk, home):
    assert hand_out(desk, home.stranger).status_code == 404
    department = Client()
    login(department, Role.DEPARTMENT, "350802")
    assert hand_out(department, home.father).status_code == 403


def ask(resident, subject, element="self.education", wish="20"):
    given = {"wish": wish, "grounds": "毕业证书上写的"}
    return resident.post(f"/mine/values/{subject}/{element}/correct/", given)


def test_a_correction_is_answered_by_what_the_document_says(desk, home, at):
    resident = as_resident(desk, home.father)
    assert ask(resident, home.father, "self.name", "林健国").status_code == 303
    page = desk.get("/register/corrections/")
    assert "还剩 15 天" in page.text
    row = Correction.objects.in_scope(EVERYWHERE).get()
    one = desk.get(f"/register/corrections/{row.pk}/")
    assert "林健国" in one.text
    answer = desk.post(f"/register/corrections/{row.pk}/", {"value": "林健国", "answer": "已按户口簿更正"})
    assert answer.status_code == 303, answer.text
    assert "林健国" in resident.get("/mine/").text
    assert "已按户口簿更正" in resident.get("/mine/requests/").text
    today = timezone.localdate()
    assert card(home.father, on=today, scope=EVERYWHERE).value("self.name") == "林健国"
    why = desk.get(f"/register/values/{home.father}/self.name/")
    assert "已更正" in why.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"refuse": "1", "answer": ""}, "请写明理由"),
        ({"value": " "}, "请写更正后的值"),
        ({"value": "某个学历"}, "代码不在代码表里"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(desk, home, given, words):
    resident = as_resident(desk, home.father)
    ask(resident, home.father)
    row = Correction.objects.in_scope(EVERYWHERE).get()
    answer = desk.post(f"/register/corrections/{row.pk}/", given)
    assert answer.status_code == 422
    assert words in answer.text
    row.refresh_from_db()
    assert row.state == "open"


def test_a_refusal_reaches_the_resident_with_its_reason(desk, home):
    resident = as_resident(desk, home.father)
    ask(resident, home.father)
    row = Correction.objects.in_scope(EVERYWHERE).get()
    given = {"refuse": "1", "answer": "证书与登记一致"}
    assert desk.post(f"/register/corrections/{row.pk}/", given).status_code == 303
    assert "证书与登记一致" in resident.get("/mine/requests/").text
    elsewhere = Client()
    officer(elsewhere, place="350802001003")
    begin_sitting(elsewhere)
    assert elsewhere.get(f"/register/corrections/{row.pk}/").status_code == 404


def test_a_deleted_person_is_gone_from_search_card_and_own_page(desk, home, at):
    resident = as_resident(desk, home.father)
    forget_people(
        people=[home.father], why="保存期限届满", by=PRODUCT, at=timezone.now() + timedelta(minutes=1)
    )
    assert desk.get(f"/register/people/{home.father}/").status_code == 404
    desk.post("/register/", {"by": "name", "text": LIN})
    assert "没有找到" in desk.get("/register/").text
    page = resident.get("/mine/")
    assert page.status_code == 200
    assert "现在没有登记您的信息" in page.text
    assert resident.get("/mine/readings/").status_code == 200
    assert resident.post("/mine/take-along/json/").status_code == 200
    assert "这份登记已经删除" in ask(resident, home.father).text


def test_a_merge_is_listed_with_its_reasons_and_taken_apart(desk, home, at):
    merge(kept=home.mother, gone=home.grandmother, weight=12.5, reasons=["name", "phone"], by=PRODUCT, at=at)
    place = "/register/places/350802001001/merges/"
    page = desk.get(place)
    assert "姓名、联系电话" in page.text
    assert "12.5" in page.text
    href = re.search(r'href="(/register/merges/[^"]+)"', page.text).group(1)
    assert desk.post(href, {"why": ""}).status_code == 422
    assert desk.post(href, {"why": "不是同一个人"}).status_code == 303
    assert "不是同一个人" in desk.get(place).text
    assert desk.post(href, {"why": "再拆一次"}).status_code == 422
    assert desk.get(f"/register/people/{home.grandmother}/").status_code == 200


def test_after_a_merge_the_resident_sees_the_readings_of_both(desk, home, at):
    desk.get(f"/register/people/{home.grandmother}/")
    resident = as_resident(desk, home.mother)
    before = resident.get("/mine/readings/").text.count('class="panel"')
    merge(kept=home.mother, gone=home.grandmother, weight=None, reasons=[], by=PRODUCT, at=at)
    assert resident.get("/mine/readings/").text.count('class="panel"') > before
