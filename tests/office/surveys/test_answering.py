"""A community answers on the page, with and without scripts."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from linli.base.identity.states import Role
from linli.surveys import actions, queries
from linli.surveys.merge import Change
from linli.surveys.models import Value
from linli.surveys.states import ReturnState
from tests.factories import login
from tests.surveys.making import (
    DONGBAO,
    OFFICE,
    STAFF,
    YONGXING,
    answer,
    campaign,
    complete,
    hand_in,
    return_of,
    values_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    login(client, Role.COMMITTEE, DONGBAO)
    return client


def address(made, tail: str = "") -> str:
    return f"/surveys/{made.id}/{DONGBAO}/{tail}"


def sent_form(text: str) -> dict[str, str]:
    """Every input of the form as a browser without scripts would send it."""
    form = text[text.index('id="answers"') : text.index("save-bar")]
    form = re.sub(r"<template>.*?</template>", "", form, flags=re.S)
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        if found.get("type") != "checkbox" and "name" in found:
            data[found["name"]] = unescape(found.get("value", ""))
    for name, inner in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        data[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        data[name] = unescape(inner)
    return data


def test_the_first_visit_says_what_is_asked_and_starts_only_on_a_post(staff, at):
    made = campaign(at)
    page = staff.get(address(made))
    assert page.status_code == 200
    assert "开始填写" in page.text
    assert return_of(made).state == ReturnState.NOT_STARTED
    assert staff.post(address(made, "start/")).status_code == 303
    assert return_of(made).state == ReturnState.DRAFT
    assert 'id="answers"' in staff.get(address(made)).text


def test_the_whole_form_without_scripts(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    data = sent_form(staff.get(address(made)).text)
    data |= {
        "q-residents": "５，０２１人",
        "q-office_area": "160.5",
        "q-community_kind": "urban",
        "q-meeting_room": "yes",
    }
    data |= {"g-staff-n1-post": "chief", "g-staff-n1-age": "48", "q-founded_date": "2002-03-15"}
    done = staff.post(address(made, "save/"), data | {"add": "staff"})
    assert done.status_code == 303
    assert done["Location"].endswith("?more-staff=3#group-staff")
    assert values_of(made.id)["residents"] == 5_021
    page = staff.get(done["Location"].split("#")[0]).text
    assert 'value="5021"' in page
    assert len(re.findall(r'name="r-staff-n\d', page)) == 3
    # Sent again unchanged: nothing is written.
    before = Value.objects.count()
    assert staff.post(address(made, "save/"), sent_form(page)).status_code == 303
    assert Value.objects.count() == before


def test_a_wrong_value_comes_back_in_its_field_and_the_rest_is_saved(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    data = sent_form(staff.get(address(made)).text)
    data |= {"q-office_area": "-5", "q-appraisal_approval": "103", "q-residents": "5000"}
    data |= {"g-staff-n1-post": "chief", "g-staff-n1-age": "八岁"}
    page = staff.post(address(made, "save/"), data)
    assert page.status_code == 422
    assert values_of(made.id) == {"residents": 5_000}
    for name, typed in (("q-office_area", "-5"), ("q-appraisal_approval", "103"), ("g-staff-1-age", "八岁")):
        assert f'href="#{name}"' in page.text, name
        assert re.search(rf'id="{name}" name="{name}" value="{typed}"', page.text), name
    again = sent_form(page.text) | {
        "q-office_area": "160",
        "q-appraisal_approval": "96.5",
        "g-staff-1-age": "48",
    }
    assert staff.post(address(made, "save/"), again).status_code == 303
    found = queries.answers(made.id, states=list(ReturnState))[DONGBAO]
    assert found.groups["staff"] == ({"post": "chief", "age": 48},)


def test_a_row_is_taken_out_without_scripts(staff, at):
    made = campaign(at)
    row = return_of(made)
    changes = [
        Change("post", post, group="staff", row=-n) for n, post in enumerate(("chief", "deputy"), start=1)
    ]
    actions.save_draft(return_id=row.pk, changes=changes, by=STAFF, at=at)
    data = sent_form(staff.get(address(made)).text) | {"d-staff-1": "1"}
    assert staff.post(address(made, "save/"), data).status_code == 303
    assert queries.answers(made.id, states=list(ReturnState))[DONGBAO].groups["staff"] == (
        {"post": "deputy"},
    )


def test_two_people_at_once_see_both_values(staff, at):
    made = campaign(at)
    row = return_of(made)
    answer(row, at, {"residents": 5_000, "households": 1_700})
    data = sent_form(staff.get(address(made)).text)
    answer(row, at, {"residents": 5_200})  # a colleague, meanwhile
    page = staff.post(address(made, "save/"), data | {"q-residents": "4900", "q-households": "1650"})
    assert page.status_code == 422
    assert "5,200 人" in page.text
    assert 'value="4900"' in page.text
    assert values_of(made.id) == {"residents": 5_200, "households": 1_650}
    again = sent_form(page.text)
    theirs = staff.post(address(made, "save/"), again | {"t-q-residents": "1"})
    assert theirs.status_code == 303
    assert values_of(made.id)["residents"] == 5_200
    assert staff.post(address(made, "save/"), again).status_code == 303
    assert values_of(made.id)["residents"] == 4_900


def test_what_was_typed_is_not_lost_when_the_campaign_closes_meanwhile(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    data = sent_form(staff.get(address(made)).text)
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    page = staff.post(address(made, "save/"), data | {"q-residents": "5000", "g-staff-n1-age": "48"})
    assert page.status_code == 423
    assert 'id="q-residents" name="q-residents" value="5000"' in page.text
    assert 'name="g-staff-n1-age" value="48"' in page.text
    assert "重新开放" in page.text


def saved(staff: Client, made, **data: str) -> dict:
    response = staff.post(
        address(made, "autosave/"), {name.replace("__", "-"): v for name, v in data.items()}
    )
    return json.loads(response.content)


def test_one_field_saves_itself(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    done = saved(staff, made, **{"q-residents": "5,021", "b-residents": "0"})
    assert done["saved"] is True
    assert done["fields"]["q-residents"] == {"message": "", "base": str(return_of(made).version)}
    wrong = saved(
        staff, made, **{"q-residents": "many", "b-residents": done["fields"]["q-residents"]["base"]}
    )
    assert wrong["saved"] is False
    assert "不是数字" in wrong["fields"]["q-residents"]["message"]
    assert values_of(made.id) == {"residents": 5_021}


def test_a_row_that_saves_itself_keeps_its_number(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    first = saved(staff, made, **{"r-staff-n101": "0:0.0.0.0.0.0", "g-staff-n101-post": "chief"})
    mark = first["rows"]["r-staff-n101"]
    assert mark.startswith("1:")
    again = saved(
        staff, made, **{"r-staff-n101": mark, "g-staff-n101-post": "chief", "g-staff-n101-age": "48"}
    )
    assert again["rows"]["r-staff-n101"].startswith("1:")
    found = queries.answers(made.id, states=list(ReturnState))[DONGBAO]
    assert found.groups["staff"] == ({"post": "chief", "age": 48},)


def test_a_field_that_collides_says_both(staff, at):
    made = campaign(at)
    answer(return_of(made), at, {"residents": 5_000})
    answer(return_of(made), at, {"residents": 5_200})
    done = saved(staff, made, **{"q-residents": "4900", "b-residents": "1"})
    assert done["saved"] is False
    assert "5,200 人" in done["fields"]["q-residents"]["message"]
    assert done["fields"]["q-residents"]["base"] == "2"


def test_a_locked_return_tells_the_autosave_why(staff, at):
    made = campaign(at)
    staff.post(address(made, "start/"))
    actions.place_hold(campaign_id=made.id, by=OFFICE, at=at, why="核查中。")
    response = staff.post(address(made, "autosave/"), {"q-residents": "5"})
    assert response.status_code == 423
    assert "核查中" in json.loads(response.content)["refused"]


def test_handing_in_from_the_page(staff, at):
    made = campaign(at)
    answer(return_of(made), at, complete(residents=400, households=1_000))
    page = staff.get(address(made, "submit/"))
    assert "户数不能多于人数" in page.text
    assert 'name="confirm"' not in page.text
    answer(return_of(made), at, {"households": 40})
    page = staff.get(address(made, "submit/"))
    keys = re.findall(r'name="confirm" value="([^"]*)"', page.text)
    assert keys == ["household_size", "range:residents"]
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    refused = staff.post(address(made, "submit/"), {"version": version, "confirm": keys[:1]})
    assert refused.status_code == 422
    assert 'value="household_size" checked' in refused.text
    done = staff.post(address(made, "submit/"), {"version": version, "confirm": keys})
    assert done.status_code == 303
    page = staff.get(address(made)).text
    assert "撤回修改" in page
    assert 'id="answers"' not in page


def test_what_is_missing_links_to_its_question(staff, at):
    made = campaign(at)
    changes = [Change("age", 40, group="staff", row=-1)]
    actions.save_draft(return_id=return_of(made).pk, changes=changes, by=STAFF, at=at)
    page = staff.get(address(made, "submit/"))
    assert f'href="{address(made)}#q-residents"' in page.text
    assert f'href="{address(made)}#g-staff-1-post"' in page.text


def test_a_neighbour_sees_nothing_of_it(client, at):
    made = campaign(at)
    login(client, Role.COMMITTEE, YONGXING)
    for tail in ("", "submit/", "workbook.xlsx", "notes/", "history/?question=residents"):
        assert client.get(address(made, tail)).status_code == 403, tail
    for tail in ("start/", "save/", "autosave/", "moves/", "upload/"):
        assert client.post(address(made, tail)).status_code == 403, tail


def test_every_lock_says_why_and_who_can_lift_it(staff, at):
    made = campaign(at)
    row = hand_in(return_of(made), at)
    actions.approve_return(return_id=row.pk, by=OFFICE, at=at)
    actions.place_hold(campaign_id=made.id, code=DONGBAO, by=OFFICE, at=at, why="等审计。")
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    page = staff.get(address(made)).text
    for words in ("已经核定", "撤销核定", "已经截止", "重新开放调查", "等审计", "由锁定的岗位或区社区办解除"):
        assert words in page, words


def test_the_history_of_an_answer(staff, at):
    made = campaign(at)
    row = return_of(made)
    answer(row, at, {"residents": 5_000})
    answer(row, at, {"residents": 5_200})
    page = staff.get(address(made, "history/?question=residents")).text
    assert re.findall(r">(未知|[\d,]+ 人)</td>", page) == ["5,000 人", "5,200 人", "未知", "5,000 人"]
    assert "还没有记录" in staff.get(address(made, "history/?question=belief")).text
