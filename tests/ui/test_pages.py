from django.test import Client

from linli.base.identity.states import Role
from tests.factories import login


def test_nobody_is_sent_to_sign_in(client: Client, db):
    page = client.get("/accounts/login/")
    assert page.status_code == 200
    assert "default-src 'self'" in page["Content-Security-Policy"]


def test_language_is_remembered(client: Client, db):
    answer = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert answer.status_code == 303
    assert 'lang="en"' in client.get("/accounts/login/").text


def test_an_open_redirect_is_not_offered(client: Client, db):
    assert client.post("/language/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_a_page_that_is_not_there_says_so(client: Client, db):
    login(client, Role.COMMITTEE, "350802001001")
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


def test_a_grid_officer_finds_the_doors_first(client: Client, db):
    login(client, Role.GRID_OFFICER, "350802001001")
    page = client.get("/meter/tasks/").text
    rooms = page[page.index('class="rooms"') :]
    assert rooms.index('href="/field/desk/"') < rooms.index('href="/"')
