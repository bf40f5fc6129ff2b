"""One press counts once: the same form from the same page, twice at once, one after the other, or after "back"."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.base.identity.states import Role
from linli.base.presses.keeping import begin, finish
from linli.base.presses.models import Press
from linli.mandates.models import CommunityRefusal
from tests.factories import login
from tests.installation import installation

CODE = "350802001001"
REFUSALS = "/gate/refusals/"
SAID = {"department": "某局", "what": "三天内报一份台账", "ground": "no_number", "on_date": "2026-11-20"}

BEGIN = """
from django.utils import timezone
from linli.base.presses.keeping import begin
print(begin("1a", at=timezone.now()))
"""


@pytest.fixture
def browser() -> Client:
    """A client that keeps tokens, as browsers do."""
    client = Client(enforce_csrf_checks=True)
    login(client, Role.COMMITTEE, CODE)
    return client


def page_of(browser: Client, address: str = REFUSALS) -> dict[str, str]:
    page = browser.get(address).text
    return {"csrfmiddlewaretoken": re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]}


@pytest.mark.django_db
def test_the_second_press_is_led_to_the_answer_of_the_first(browser):
    sent = SAID | page_of(browser)
    first, second = browser.post(REFUSALS, sent), browser.post(REFUSALS, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert CommunityRefusal.objects.count() == 1


@pytest.mark.django_db
def test_the_same_words_from_a_new_page_are_a_new_act(browser):
    browser.post(REFUSALS, SAID | page_of(browser))
    browser.post(REFUSALS, SAID | page_of(browser))
    assert CommunityRefusal.objects.count() == 2


@pytest.mark.django_db
def test_other_words_from_the_same_page_are_a_new_act(browser):
    page = page_of(browser)
    browser.post(REFUSALS, SAID | page)
    browser.post(REFUSALS, SAID | page | {"what": "再报一份"})
    assert CommunityRefusal.objects.count() == 2


@pytest.mark.django_db
def test_a_form_that_came_back_with_errors_may_be_sent_again(browser):
    wrong = SAID | page_of(browser) | {"what": ""}
    assert [browser.post(REFUSALS, wrong).status_code for _press in range(2)] == [422, 422]
    assert not Press.objects.exists()


@pytest.mark.django_db
def test_what_a_script_sends_in_the_background_is_left_alone(browser):
    sent = SAID | page_of(browser)
    for _press in range(2):
        browser.post(REFUSALS, sent, headers={"sec-fetch-mode": "cors"})
    assert CommunityRefusal.objects.count() == 2


@pytest.mark.django_db
def test_another_file_of_the_same_name_and_size_is_another_press(browser):
    login(browser, Role.DEPARTMENT)
    page = page_of(browser, "/forms/")
    for words in ("姓名,性别", "姓名,学历"):
        file = SimpleUploadedFile("表.csv", f"{words}\n".encode(), "text/csv")
        assert browser.post("/forms/", page | {"file": file}).status_code == 303
    assert Press.objects.count() == 2


@pytest.mark.django_db
def test_a_press_that_was_cut_off_is_taken_over_after_a_minute():
    now = timezone.now()
    assert begin("1a", at=now)
    assert not begin("1a", at=now + timedelta(seconds=59))
    assert begin("1a", at=now + timedelta(seconds=61))
    finish("1a", "/there/")
    assert not begin("1a", at=now + timedelta(hours=2))


@pytest.mark.django_db
def test_presses_are_forgotten_after_a_day():
    now = timezone.now()
    begin("1a", at=now)
    finish("1a", "/there/")
    begin("0b", at=now + timedelta(hours=25))
    assert list(Press.objects.values_list("digest", flat=True)) == ["0b"]


@pytest.mark.django_db
def test_whoever_presses_again_while_it_is_being_done_is_told_so(browser, monkeypatch):
    monkeypatch.setattr("linli.ui.once.begin", lambda digest, *, at: False)
    monkeypatch.setattr("linli.ui.once.PATIENCE_SECONDS", 0)
    answer = browser.post(REFUSALS, SAID | page_of(browser))
    assert answer.status_code == 409
    assert "正在办理" in answer.text


@pytest.mark.slow
def test_of_two_processes_at_once_one_begins(tmp_path):
    with installation(tmp_path) as place:
        hands = [place.start_code(BEGIN) for _hand in range(3)]
        told = [hand.communicate(timeout=60)[0].strip() for hand in hands]
    assert sorted(told) == ["False", "False", "True"]
