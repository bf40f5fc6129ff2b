"""The district's side: campaigns, progress, review, workbooks, notes; lists take a fixed number of queries."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from linli.base.identity.states import Role
from linli.surveys import actions, queries
from linli.surveys.models import Campaign, Evidence
from linli.surveys.states import CampaignState, ReturnState
from tests.factories import login
from tests.surveys.making import (
    CLOSES,
    DONGBAO,
    LIANXIN,
    OFFICE,
    OPENS,
    PLACES,
    STAFF,
    answer,
    campaign,
    complete,
    hand_in,
    return_of,
    values_of,
)
from tests.surveys.sheets import Book

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    login(client, Role.DISTRICT_OFFICE, "350802")
    return client


def here(made, tail: str = "") -> str:
    return f"/surveys/{made.id}/{tail}"


def test_a_campaign_is_made_and_opened_on_the_page(clerk, at):
    given = {
        "title_zh": "2026年五个有调查",
        "questionnaire": "five_guarantees",
        "place": "350802",
        "opens_date": "2026-11-01",
        "closes_date": "2026-11-30",
    }
    wrong = clerk.post("/surveys/new/", given | {"closes_date": "2026-10-01", "title_zh": ""})
    assert wrong.status_code == 422
    assert 'href="#id_title_zh"' in wrong.text
    wrong = clerk.post("/surveys/new/", given | {"closes_date": "2026-10-01"})
    assert wrong.status_code == 422
    assert "早于开始日期" in wrong.text
    done = clerk.post("/surveys/new/", given)
    assert done.status_code == 303
    made = Campaign.objects.get()
    page = clerk.get(done["Location"]).text
    assert "开放调查" in page
    refused = clerk.post(here(made, "state/"), {"to": "open"})
    assert refused.status_code == 409  # no divisions are loaded in this test
    assert "没有社区居委会" in refused.text


def test_closing_and_reopening(clerk, at):
    made = campaign(at)
    assert clerk.post(here(made, "state/"), {"to": "close"}).status_code == 303
    assert queries.campaign(made.id).state == CampaignState.CLOSED
    clerk.post(here(made, "state/"), {"to": "reopen", "closes_date": "2099-12-31"})
    found = queries.campaign(made.id)
    assert (found.state, found.closes_date.year) == (CampaignState.OPEN, 2099)


def names(text: str) -> list[str]:
    return re.findall(r">(\w+社区)</a>", text)


def test_the_list_filters_and_sorts_in_the_address(clerk, at):
    made = campaign(at)
    hand_in(return_of(made), at)
    answer(return_of(made, LIANXIN), at, {"residents": 1_000}, actor_at(LIANXIN))
    assert names(clerk.get(here(made)).text) == ["东宝社区", "永兴社区", "莲新社区"]
    assert names(clerk.get(here(made, "?state=submitted")).text) == ["东宝社区"]
    assert names(clerk.get(here(made, "?timeliness=not_in")).text) == ["永兴社区", "莲新社区"]
    assert names(clerk.get(here(made, "?timeliness=on_time")).text) == ["东宝社区"]
    assert names(clerk.get(here(made, "?timeliness=late")).text) == []
    assert names(clerk.get(here(made, "?q=西城")).text) == ["莲新社区"]
    assert names(clerk.get(here(made, "?sort=-answered")).text) == ["东宝社区", "莲新社区", "永兴社区"]
    assert names(clerk.get(here(made, "?sort=-submitted")).text)[0] == "东宝社区"
    assert names(clerk.get(here(made, "?sort=rubbish&page=99&state=x")).text) == [
        "东宝社区",
        "永兴社区",
        "莲新社区",
    ]


def actor_at(code: str):
    from tests.factories import actor

    return actor(Role.COMMITTEE, code)


def test_a_sub_district_sees_its_own(client, at):
    made = campaign(at)
    login(client, Role.SUB_DISTRICT, "350802001")
    assert names(client.get(here(made)).text) == ["东宝社区", "永兴社区"]
    assert client.get(here(made, f"{LIANXIN}/")).status_code == 403
    assert client.post(here(made, "state/"), {"to": "close"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries_whatever_their_length(client, at, django_assert_num_queries, number):
    for _ in range(number):
        made = actions.create_campaign(
            by=OFFICE,
            at=at,
            title_zh="调查",
            title_en="",
            prefix="350802",
            opens_date=OPENS,
            closes_date=CLOSES,
        )
        actions.open_campaign(campaign_id=made.id, by=OFFICE, at=at, communities=PLACES[:number])
        given = {place.code: {"values": complete()} for place in PLACES[:number]}
        actions.record_answers(campaign_id=made.id, answers=given, by=OFFICE, at=at)
    login(client, Role.DISTRICT_OFFICE, "350802")
    client.get("/surveys/")  # the session is new once
    with django_assert_num_queries(LIST_OF_CAMPAIGNS):
        assert client.get("/surveys/").text.count('scope="row"') == number
    with django_assert_num_queries(LIST_OF_COMMUNITIES):
        assert len(names(client.get(here(made)).text)) == number
    with django_assert_num_queries(ONE_RETURN):
        assert client.get(here(made, f"{DONGBAO}/")).status_code == 200


# Three of each are the session, the account and its posts.
LIST_OF_CAMPAIGNS = 5
LIST_OF_COMMUNITIES = 8
ONE_RETURN = 8


def test_the_sub_district_sends_back_the_district_approves(client, at):
    made = campaign(at)
    hand_in(return_of(made), at)
    login(client, Role.SUB_DISTRICT, "350802001")
    page = client.get(here(made, f"{DONGBAO}/"))
    assert "街道审核通过" in page.text
    assert 'value="approve"' not in page.text
    assert client.post(here(made, f"{DONGBAO}/moves/"), {"step": "approve"}).status_code == 403
    refused = client.post(here(made, f"{DONGBAO}/moves/"), {"step": "send_back", "why": ""})
    assert refused.status_code == 409
    client.post(here(made, f"{DONGBAO}/moves/"), {"step": "send_back", "why": "户数有出入"})
    assert return_of(made).state == ReturnState.SENT_BACK
    client.post(here(made, f"{DONGBAO}/moves/"), {"step": "undo_send_back"})
    client.post(here(made, f"{DONGBAO}/moves/"), {"step": "review"})
    login(client, Role.DISTRICT_OFFICE, "350802")
    client.post(here(made, f"{DONGBAO}/moves/"), {"step": "approve"})
    assert return_of(made).state == ReturnState.APPROVED
    page = client.get(here(made, f"{DONGBAO}/")).text
    assert "户数有出入" in page
    assert "撤销核定" in page


def test_the_community_reads_why_it_was_sent_back(client, at):
    made = campaign(at)
    row = hand_in(return_of(made), at)
    actions.send_back(return_id=row.pk, by=OFFICE, at=at, why="户数有出入")
    login(client, Role.COMMITTEE, DONGBAO)
    page = client.get(here(made, f"{DONGBAO}/")).text
    assert "户数有出入" in page
    assert 'id="answers"' in page


def test_locks_by_hand_on_the_page(clerk, at):
    made = campaign(at)
    clerk.post(here(made, "locks/"), {"code": DONGBAO, "why": "等审计"})
    page = clerk.get(here(made, f"{DONGBAO}/")).text
    assert "等审计" in page
    release = re.search(r'action="([^"]*/release/)"', page)[1]
    assert clerk.post(release, {"code": DONGBAO}).status_code == 303
    assert "等审计" not in clerk.get(here(made, f"{DONGBAO}/")).text


def sent(book: Book, name: str = "东宝.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, book.bytes())}


def test_a_workbook_from_download_to_yes(client, at):
    made = campaign(at)
    login(client, Role.COMMITTEE, DONGBAO)
    answered = client.get(here(made, f"{DONGBAO}/workbook.xlsx"))
    assert answered["Content-Disposition"].startswith("attachment")
    book = Book(answered.content).answer(residents="5,021", community_kind="纯居型")
    page = client.post(here(made, f"{DONGBAO}/upload/"), sent(book))
    assert page.status_code == 200
    assert "新填" in page.text
    assert "5,021 人" in page.text
    assert values_of(made.id) == {}
    yes = re.search(r'action="([^"]*/apply/)"', page.text)[1]
    assert client.post(yes).status_code == 303
    assert values_of(made.id) == {"residents": 5_021, "community_kind": "urban"}
    again = client.post(here(made, f"{DONGBAO}/upload/"), sent(book))
    assert "完全一样" in again.text
    assert "/apply/" not in again.text


def test_a_workbook_with_problems_names_their_places(client, at):
    made = campaign(at)
    login(client, Role.COMMITTEE, DONGBAO)
    book = Book(client.get(here(made, f"{DONGBAO}/workbook.xlsx")).content).answer(office_area=-5)
    page = client.post(here(made, f"{DONGBAO}/upload/"), sent(book))
    assert page.status_code == 422
    assert "D 列" in page.text
    assert "小于最小值" in page.text
    for data, words in ((b"", "空的"), (b"%PDF-1.4", "PDF")):
        page = client.post(here(made, f"{DONGBAO}/upload/"), {"file": SimpleUploadedFile("x.xlsx", data)})
        assert page.status_code == 422
        assert words in page.text
    assert client.post(here(made, f"{DONGBAO}/upload/")).status_code == 422


def test_a_district_table_from_download_to_yes(clerk, at):
    made = campaign(at)
    book = Book(clerk.get(here(made, "table.xlsx")).content)
    sheet = book.sheet("communities")
    column = next(cell.column for cell in sheet[1] if cell.value == "residents")
    for row in (4, 5, 6):
        sheet.cell(row, column).value = 5_000 + row
    page = clerk.post(here(made, "table/"), sent(book, "全区.xlsx"))
    assert page.status_code == 200
    yes = re.search(r'action="([^"]*/apply/)"', page.text)[1]
    assert clerk.post(yes).status_code == 303
    assert values_of(made.id, LIANXIN) == {"residents": 5_006}


def test_notes_keep_roles_and_numbers_never_names(client, at):
    made = campaign(at)
    login(client, Role.SUB_DISTRICT, "350802001")
    given = {"way": "talk", "place": "东宝社区会议室", "day": "2026-11-20", "text": "居民反映办公用房太小。"}
    wrong = client.post(here(made, f"{DONGBAO}/notes/"), given | {"place": "", "present_resident": "-1"})
    assert wrong.status_code == 422
    done = client.post(
        here(made, f"{DONGBAO}/notes/"), given | {"present_resident": "12", "present_chief": "1"}
    )
    assert done.status_code == 303
    page = client.get(here(made, f"{DONGBAO}/notes/")).text
    assert "居民 12 人" in page
    assert Evidence.objects.get().present == {"chief": 1, "resident": 12}
    remove = re.search(r'action="([^"]*/remove/)"', page)[1]
    assert client.post(remove).status_code == 303
    assert "居民反映" not in client.get(here(made, f"{DONGBAO}/notes/")).text
    assert Evidence.objects.count() == 1  # marked, not deleted


def test_english_is_complete_on_the_pages(clerk, at):
    made = campaign(at)
    hand_in(return_of(made), at)
    clerk.post("/language/", {"language": "en", "next": "/"})
    with translation.override("zh-hans"):  # the language of a request stays in force after it
        text = clerk.get(here(made, f"{DONGBAO}/")).text
    main = text[text.index("<main") : text.index("</main>")]
    left = set(re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<[^>]+>", " ", main)))
    # What stays Chinese is data: names of places and what people wrote.
    assert left <= {"东宝社区", "东城街道", "五个有调查", "居委会工作人员"}
    assert STAFF.label.startswith("居委会")
