import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from linli.base.identity.states import Role
from linli.base.reading.actions import ask_standing, decide_approval
from linli.base.reading.models import Reading
from linli.base.reading.states import Guarded, Verdict
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.states import Method, SubjectKind
from tests.office.register.setting import (
    CHEN,
    DONGBAO,
    DONGMEN,
    LIN,
    LIN_NUMBER,
    LIN_PHONE,
    PRODUCT,
    begin_sitting,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, home):
    officer(client)
    begin_sitting(client)
    return client


def card(client, subject, query=""):
    return client.get(f"/register/people/{subject}/{query}")


def test_nobody_sees_a_card_before_saying_what_for(client, home):
    officer(client)
    answer = card(client, home.father)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/register/purpose/?next=")
    assert not Reading.objects.exists()


def test_a_card_is_masked_with_sources_and_leaves_its_line_in_the_log(desk, home):
    page = card(desk, home.father)
    assert page.status_code == 200
    assert "林*国" in page.text
    for secret in (LIN, CHEN, LIN_NUMBER, LIN_PHONE):
        assert secret not in page.text
    assert "公安户籍与居住登记" in page.text
    assert "部门名册" in page.text
    assert {row.act for row in Reading.objects.all()} == {"masked", "listed"}
    assert page["Cache-Control"] == "no-store"


def test_whole_values_are_a_second_act_with_its_own_reason(desk, home):
    card(desk, home.father)
    page = desk.post(
        f"/register/people/{home.father}/reveal/", {"element": ["self.name"], "reason": "本人在窗口核对"}
    )
    assert page.status_code == 200
    assert LIN in page.text
    assert LIN not in page.text.partition("</title>")[0]  # the browser's history keeps titles
    assert LIN_NUMBER not in page.text
    revealed = Reading.objects.get(act="revealed")
    assert (revealed.elements, revealed.reason) == (["self.name"], "本人在窗口核对")


def test_a_number_is_sensitive_and_needs_an_approval(desk, home):
    card(desk, home.father)
    page = desk.post(f"/register/people/{home.father}/reveal/", {"element": ["self.id_number"]})
    assert page.status_code == 403
    assert "须先经批准" in page.text
    assert LIN_NUMBER not in page.text


def test_with_a_standing_approval_the_number_is_shown(client, home, at):
    from django.test import Client
    from django.utils import timezone

    by = officer(client)
    now = timezone.now()
    asked = ask_standing(
        classes=[Guarded.SENSITIVE], purpose="resident_register", reason="社区日常登记", by=by, at=now,
        valid_to=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
    above = officer(Client(), Role.SUB_DISTRICT, "350802001")
    decide_approval(approval_id=asked.pk, verdict=Verdict.GRANTED, by=above, at=now)
    begin_sitting(client)
    card(client, home.father)
    page = client.post(f"/register/people/{home.father}/reveal/", {"element": ["self.id_number"]})
    assert page.status_code == 200
    assert LIN_NUMBER in page.text


def test_nothing_chosen_or_nothing_known_is_said_in_words(desk, home):
    card(desk, home.father)
    for chosen in ([], ["self.loyalty"], ["'; drop table"]):
        page = desk.post(f"/register/people/{home.father}/reveal/", {"element": chosen})
        assert page.status_code == 409
        assert "没有勾选" in page.text


def test_a_child_is_locked_until_somebody_has_approved(desk, home):
    page = card(desk, home.son)
    assert page.status_code == 403
    assert "须先经批准" in page.text
    assert "林小宝" not in page.text
    for way in (f"approvals/ask/{home.son}/", "approvals/ask/", "break-glass/"):
        assert way in page.text


@pytest.mark.parametrize("kind", ["people", "households", "dwellings", "organisations", "things"])
def test_what_is_not_there_or_out_of_scope_is_not_found_in_words(desk, home, kind):
    for subject in (uuid4(), home.stranger):
        page = desk.get(f"/register/{kind}/{subject}/")
        assert page.status_code == 404
        assert "没有找到" in page.text


def test_kin_household_and_home_are_links_with_masked_names(desk, home):
    page = card(desk, home.father)
    for other in (home.mother, home.grandmother, home.household, home.dwelling):
        assert f"/{other}/" in page.text
    assert "陈*英" in page.text
    assert "配偶" in page.text


def test_kin_outside_the_scope_are_counted_and_not_named(client, home, at):
    entry = EntryDraft("civil", Method.ROSTER, at.date(), "resident_register")
    facts = [FactDraft(home.stranger, "self.father", object=home.grandmother)]
    from linli.base.errors import Refusal

    with pytest.raises(Refusal):  # a wrong kind of nonsense is the register's to refuse; a real link is not
        record(entry=EntryDraft("nobody", Method.ROSTER, at.date(), "x"), facts=facts, by=PRODUCT, at=at)
    record(
        entry=entry, facts=[FactDraft(home.stranger, "self.mother", object=home.mother)], by=PRODUCT, at=at
    )
    officer(client)
    begin_sitting(client)
    page = card(client, home.mother)
    assert "另有 1 人不在您的管辖范围内" in page.text
    assert str(home.stranger) not in page.text


def test_a_dispute_between_sources_is_visible_and_explained(desk, home, at):
    said = [FactDraft(home.father, "self.birth_date", "1980-03-16")]
    record(
        entry=EntryDraft("civil", Method.ROSTER, at.date(), "resident_register"),
        facts=said,
        by=PRODUCT,
        at=at,
    )
    page = card(desk, home.father)
    assert "来源不一致" in page.text
    why = desk.get(f"/register/values/{home.father}/self.birth_date/")
    assert why.status_code == 200
    assert "采用的值" in why.text
    assert "没有采用" in why.text
    assert "1980-**-**" in why.text


def test_yesterday_and_what_was_known_then_are_shown_by_plain_dates(desk, home):
    page = card(desk, home.father, "?on=2026-11-02")
    assert "2026年11月2日的情况" in page.text
    assert "林*国" in page.text
    before = card(desk, home.father, "?known=2026-01-01")
    assert "没有可以看的内容" in before.text or "敏感信息" in before.text
    assert "林*国" not in before.text
    assert card(desk, home.father, "?on=yesterday&known=2026-13-45").status_code == 200
    assert re.search(r'data-days="[^"]*2026-11-01', page.text)


def test_household_and_dwelling_cards_open(desk, home):
    household = desk.get(f"/register/households/{home.household}/")
    assert household.status_code == 200
    assert "林*国" in household.text
    assert "<title>林*国一户" in household.text.replace("\n", "")
    desk.post("/register/purpose/", {"purpose": "grid_services", "reason": "入户核对房屋"})
    dwelling = desk.get(f"/register/dwellings/{home.dwelling}/")
    assert dwelling.status_code == 200
    assert "502" in dwelling.text


def test_the_card_takes_the_same_queries_whatever_the_family(desk, home, django_assert_max_num_queries):
    with django_assert_max_num_queries(75):
        card(desk, home.father)


def test_a_person_of_another_community_is_not_there_for_a_grid_officer(client, home):
    officer(client, Role.GRID_OFFICER, DONGBAO)
    begin_sitting(client)
    assert card(client, home.father).status_code == 404


def test_in_an_emergency_a_grid_officer_reaches_the_whole_community(client, home):
    from django.utils import timezone

    from linli.base.identity.models import Post
    from linli.base.reading.actions import break_glass
    from linli.base.scope import Scope

    by = officer(client, Role.GRID_OFFICER)
    Post.objects.filter(pk=by.post_id).update(grid_suffix="009")
    begin_sitting(client)
    assert card(client, home.father).status_code == 404
    grid = replace(by, scope=Scope(f"{DONGMEN}G009"))
    break_glass(reason="老人家中无人应门", by=grid, at=timezone.now())
    page = card(client, home.father)
    assert page.status_code == 200, page.text
    client.post("/register/", {"by": "name", "text": LIN})
    assert "林*国" in client.get("/register/").text
    assert client.get(f"/register/people/{home.father}/code/").status_code == 404


@pytest.mark.parametrize(
    ("purpose", "kind", "facts", "words"),
    [
        (
            "organisations_register",
            SubjectKind.ORGANISATION,
            {"org.org_name": "东门便民超市", "org.credit_code": "91350800MA00000001"},
            "东门便民超市",
        ),
        (
            "public_facilities",
            SubjectKind.THING,
            {"thing.facility_name": "路灯", "thing.facility_code": "DM-17"},
            "DM-17",
        ),
    ],
)
def test_organisations_and_things_have_cards_too(client, home, at, purpose, kind, facts, words):
    subject = new_subject(kind, DONGMEN, "001")
    entry = EntryDraft("grid", Method.COLLECTED, at.date(), purpose)
    said = [FactDraft(subject.id, element, value) for element, value in facts.items()]
    said.append(
        FactDraft(subject.id, "org.legal_representative", object=home.father)
        if kind == SubjectKind.ORGANISATION
        else FactDraft(subject.id, "thing.owner", object=home.father)
    )
    record(entry=entry, facts=said, subjects=[subject], by=PRODUCT, at=at)
    officer(client)
    begin_sitting(client, purpose=purpose, reason="日常登记核对")
    folder = "organisations" if kind == SubjectKind.ORGANISATION else "things"
    page = client.get(f"/register/{folder}/{subject.id}/")
    assert page.status_code == 200
    assert words in page.text
    assert f"/register/people/{home.father}/" in page.text


@pytest.mark.parametrize(
    ("kind", "folder", "purpose", "element", "before", "after", "shown"),
    [
        (SubjectKind.HOUSEHOLD, "households", "resident_register", "household.household_type", "1", "2", ""),
        (SubjectKind.DWELLING, "dwellings", "grid_services", "dwelling.room_number", "301", "302", "301 302"),
        (SubjectKind.ORGANISATION, "organisations", "organisations_register", "org.org_name", "旧店名", "新店名",
         "旧店名 新店名"),
        (SubjectKind.THING, "things", "public_facilities", "thing.facility_code", "DM-17", "DM-18", "DM-17 DM-18"),
    ],
)  # fmt: skip
def test_the_card_of_each_kind_shows_a_past_day_and_what_was_known_on_one(
    client, home, at, kind, folder, purpose, element, before, after, shown
):
    subject = new_subject(kind, DONGMEN, "001")
    first, second = date(2025, 3, 1), date(2026, 3, 1)
    for day, value, news in ((first, before, [subject]), (second, after, [])):
        entry = EntryDraft("grid", Method.COLLECTED, day, purpose)
        moment = datetime.combine(day, time(12), tzinfo=UTC)
        record(
            entry=entry, facts=[FactDraft(subject.id, element, value)], subjects=news, by=PRODUCT, at=moment
        )
    officer(client)
    begin_sitting(client, purpose=purpose, reason="日常登记核对")

    def page(query: str = "") -> str:
        answer = client.get(f"/register/{folder}/{subject.id}/{query}")
        assert answer.status_code == 200
        return answer.text

    if not shown:  # the words of a code list
        shown = "家庭户 集体户"
    old, new = shown.split()
    assert new in values_of(page())
    assert old not in values_of(page())
    for query in ("?on=2025-06-01", "?known=2025-06-01", "?on=2026-06-01&known=2025-06-01"):
        assert old in values_of(page(query)), query
        assert new not in values_of(page(query)), query
    assert new in values_of(page("?on=2026-06-01"))
    assert 'data-days="' in page()  # the slider has the days on which something changed


def values_of(text: str) -> str:
    """The values of a card without its head and its history."""
    return "".join(re.findall(r"<dd.*?</dd>|<td.*?</td>", text, re.DOTALL))
