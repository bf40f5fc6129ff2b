"""A session that ended while a form was being filled in."""

import pytest
from django.test import Client

from linli.base.identity.states import Role
from tests.factories import login

pytestmark = pytest.mark.django_db
FROM = "http://testserver/gate/refusals/?page=2"


def test_whoever_was_signed_out_is_told_and_comes_back_to_the_page_with_the_form():
    browser = Client()
    answer = browser.post(
        "/gate/burdens/00000000-0000-0000-0000-000000000000/end/", headers={"referer": FROM}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/gate/refusals/%3Fpage%3D2"
    assert "刚才提交的内容没有保存" in browser.get(answer["Location"]).text


def test_another_site_does_not_choose_where_one_comes_back_to():
    answer = Client().post("/gate/refusals/", headers={"referer": "http://elsewhere.example/gate/"})
    assert answer["Location"] == "/accounts/login/?next=/"


def test_whoever_only_looked_comes_back_to_what_they_looked_at():
    answer = Client().get("/gate/refusals/?page=2")
    assert answer["Location"] == "/accounts/login/?next=/gate/refusals/%3Fpage%3D2"


def test_somebody_signed_in_is_let_through():
    browser = Client()
    login(browser, Role.COMMITTEE, "350802001001")
    assert browser.post("/gate/refusals/", headers={"referer": FROM}).status_code == 200
