import pytest
from django.contrib.sessions.models import Session

from linli.base.identity.states import Role
from linli.base.reading.models import Reading, ReadingSubject
from linli.base.scope import Scope
from tests.office.register.setting import (
    CHEN,
    DONGBAO,
    LIN,
    LIN_NUMBER,
    LIN_PHONE,
    begin_sitting,
    officer,
)

pytestmark = pytest.mark.django_db


def look_up(client, by, text):
    answer = client.post("/register/", {"by": by, "text": text})
    assert answer.status_code == 303, answer.text
    assert answer["Location"] == "/register/"
    return client.get("/register/")


@pytest.fixture
def desk(client, home):
    officer(client)
    begin_sitting(client)
    return client


@pytest.mark.parametrize(
    ("by", "text"),
    [
        ("name", LIN),
        ("name", "林*国"),
        ("number", LIN_NUMBER),
        ("number", "350802 19800315 0013"),
        ("phone", LIN_PHONE),
        ("phone", "138-0597-1234"),
        ("address", "东门小区3幢502"),
        ("name", "阿依古丽买买提"),
    ],
)
def test_people_are_found_in_each_way_and_shown_masked(desk, home, by, text):
    page = look_up(desk, by, text)
    wanted = home.grandmother if text.startswith("阿依") else home.father
    assert f"/register/people/{wanted}/" in page.text
    for secret in (LIN, LIN_NUMBER, LIN_PHONE, CHEN):
        assert secret not in page.text.replace(f'value="{text}"', "")


def test_what_was_looked_for_is_in_no_address_and_sealed_in_the_session(desk):
    look_up(desk, "name", LIN)
    stored = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    assert LIN not in stored
    assert "g1:" in stored


def test_who_was_found_is_in_the_log_as_searched(desk, home):
    look_up(desk, "phone", LIN_PHONE)
    row = Reading.objects.get()
    assert (row.act, row.purpose, row.reason) == ("searched", "resident_register", "核对常住人口登记")
    assert [one.subject for one in ReadingSubject.objects.in_scope(Scope(""))] == [home.father]


def test_nobody_outside_the_scope_is_found(client, home):
    officer(client, place=DONGBAO)
    begin_sitting(client)
    page = look_up(client, "name", LIN)
    assert "没有找到" in page.text
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("by", "text"),
    [("name", ""), ("name", "林"), ("number", "3508"), ("phone", "138"), ("address", "东"), ("letters", LIN)],
)
def test_too_little_to_go_by_is_said_beside_the_field(desk, by, text):
    answer = desk.post("/register/", {"by": by, "text": text})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert not Reading.objects.exists()


def test_a_purpose_that_shows_no_names_shows_none(client, home):
    officer(client)
    begin_sitting(client, purpose="employment_services", reason="求职登记回访")
    page = look_up(client, "name", LIN)
    assert "林*国" not in page.text
    assert f"/register/people/{home.father}/" in page.text


@pytest.mark.parametrize("reason", ["", "查", "身份证350802198003150013"])
def test_a_sitting_needs_a_reason_without_numbers(client, home, reason):
    officer(client)
    answer = client.post("/register/purpose/", {"purpose": "resident_register", "reason": reason})
    assert answer.status_code == 422


def test_another_purpose_is_stated_in_the_bar_and_ended(desk):
    assert "核对常住人口登记" in desk.get("/register/").text
    begin_sitting(desk, purpose="contact", reason="通知停水")
    assert "通知停水" in desk.get("/register/").text
    desk.post("/register/purpose/finish/")
    assert desk.get("/register/").status_code == 303


def test_an_unknown_purpose_and_a_foreign_address_to_come_back_to_are_refused(client, home):
    officer(client)
    assert (
        client.post("/register/purpose/", {"purpose": "curiosity", "reason": "随便看看"}).status_code == 422
    )
    given = {"purpose": "contact", "reason": "通知停水", "next": "https://example.org/"}
    assert client.post("/register/purpose/", given)["Location"] == "/register/"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.RESIDENT])
def test_posts_that_read_nobody_get_no_search(client, home, role):
    from tests.factories import login

    login(client, role)
    assert client.get("/register/").status_code == 403
