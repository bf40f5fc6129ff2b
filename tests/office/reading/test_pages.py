"""The reading pages: what waits, who decides, and what each person is shown."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from linli.base.identity.queries import actor_of, posts_held
from linli.base.identity.states import Role
from linli.base.reading.actions import ask_standing, break_glass, object_to_reading
from linli.base.reading.models import (
    Alarm,
    Approval,
    BreakGlass,
    BreakGlassReview,
    Objection,
    OwnRecord,
    Reading,
)
from linli.base.reading.queries import purpose, readings_of
from linli.base.reading.states import Guarded
from linli.register import gate
from linli.sharing.actions import ask_agreement, ask_export
from linli.sharing.models import Agreement, ExportOrder
from tests.base.reading.setting import COMMUNITY, DISTRICT, GRID, INSTALL, STREET, somebody
from tests.factories import login
from tests.register.gate.setting import REASON, settle_now
from tests.sharing.setting import draft, health

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def page(client, name: str, *args: object, **data: str):
    address = reverse(f"reading:{name}", args=args)
    return client.post(address, data) if data else client.get(address)


def text(response) -> str:
    return response.content.decode()


def officer():
    return somebody(Role.GRID_OFFICER, GRID)


def asked(by=None) -> Approval:
    return ask_standing(
        purpose="contact",
        classes=[Guarded.MINOR],
        reason="本网格儿童走访",
        valid_to=timezone.localdate() + timedelta(days=90),
        by=by or officer(),
        at=timezone.now(),
    )


# -- what waits ---------------------------------------------------------------------------------------------------
def test_nothing_waits_and_the_page_says_what_will(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    told = text(page(client, "index"))
    assert "没有等您办理的事" in told
    assert "会出现在这里" in told
    assert "没有要复核的紧急查阅" in text(page(client, "glass"))


def test_everything_that_waits_is_on_one_page(client):
    asked()
    break_glass(reason="三单元起火，查找住户", by=officer(), at=timezone.now())
    login(client, Role.COMMITTEE, COMMUNITY)
    told = text(page(client, "index"))
    assert "本网格儿童走访" in told
    assert "三单元起火" in told
    assert "启用紧急查阅" in told


PAGES = (
    "index",
    "approvals",
    "glass",
    "alarms",
    "objections",
    "agreements",
    "exports",
    "purposes",
    "deletions",
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_answers_in_both_languages(client, name, language):
    login(client, Role.DISTRICT_OFFICE, DISTRICT)
    client.cookies["django_language"] = language
    assert page(client, name).status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.RESIDENT])
def test_who_reads_nothing_has_no_approvals(client, role):
    login(client, role, DISTRICT)
    assert page(client, "approvals").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    for _ in range(count):
        asked()
        break_glass(reason="三单元起火，查找住户", by=officer(), at=timezone.now())
    login(client, Role.COMMITTEE, COMMUNITY)
    page(client, "index")
    with django_assert_num_queries(QUERIES):
        page(client, "index")


QUERIES = 11


# -- approvals ----------------------------------------------------------------------------------------------------
def test_an_officer_asks_and_the_committee_grants(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    row = asked()
    answer = page(client, "approval", row.pk, do="grant", why="", valid_to="")
    assert answer.status_code == 303
    assert Approval.objects.get(pk=row.pk).decision.verdict == "granted"


def test_a_refusal_without_a_reason_is_told_on_the_page(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    answer = page(client, "approval", asked().pk, do="refuse", why="", valid_to="")
    assert answer.status_code == 422
    assert "请写明不同意的理由" in text(answer)


def test_one_asks_on_the_page(client):
    account = login(client, Role.COMMITTEE, COMMUNITY)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    answer = page(client, "ask-standing", purpose="contact", classes="minor", reason=REASON, valid_to=until)
    assert answer.status_code == 303
    row = Approval.objects.get(account_id=account.pk)
    told = text(page(client, "approval", row.pk))
    assert "由上级岗位的另一个人决定" in told
    wrong = page(client, "ask-standing", purpose="contact", classes="minor", reason="看", valid_to=until)
    assert wrong.status_code == 422
    assert "没有写明查阅理由" in text(wrong)


def test_a_form_with_nothing_in_it_names_each_field(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    answer = page(client, "ask-standing", purpose="")
    assert answer.status_code == 422
    assert text(answer).count('href="#id_') >= 3


def test_one_person_can_be_asked_for(client):
    (one,) = settle_now(GRID)
    login(client, Role.SUB_DISTRICT, STREET)
    until = (timezone.localdate() + timedelta(days=10)).isoformat()
    answer = page(
        client,
        "ask-one",
        one.id,
        purpose="aid",
        classes="sensitive",
        elements="self.bank_account",
        reason=REASON,
        valid_to=until,
    )
    assert answer.status_code == 303
    row = Approval.objects.get()
    assert row.people.get().subject == one.id
    assert f"/people/{one.id}/" in text(page(client, "approval", row.pk))


def test_somebody_elses_approval_is_not_there(client):
    row = asked()
    login(client, Role.COMMITTEE, "350802001002")
    assert page(client, "approval", row.pk).status_code == 404


# -- break-glass --------------------------------------------------------------------------------------------------
def test_the_banner_cannot_be_overlooked_while_the_glass_is_broken(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    assert "glass-bar" not in text(page(client, "index"))
    assert 'name="reason"' in text(page(client, "glass"))
    assert page(client, "glass", reason="三单元起火，查找住户").status_code == 303
    assert 'role="alert">紧急查阅正在进行' in text(page(client, "index"))
    assert "正在进行" in text(page(client, "glass"))


def test_the_supervisor_reviews_on_the_page(client):
    session = break_glass(reason="三单元起火，查找住户", by=officer(), at=timezone.now())
    login(client, Role.COMMITTEE, COMMUNITY)
    assert "三单元起火" in text(page(client, "session", session.pk))
    assert page(client, "session", session.pk, verdict="justified", words="").status_code == 422
    assert page(client, "session", session.pk, verdict="justified", words="火情属实").status_code == 303
    assert BreakGlassReview.objects.get().words == "火情属实"


def test_ones_own_session_is_not_ones_own_to_review(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    page(client, "glass", reason="三单元起火，查找住户")
    assert page(client, "session", BreakGlass.objects.get().pk).status_code == 404


# -- alarms and objections ----------------------------------------------------------------------------------------
def test_an_alarm_is_answered_on_the_page(client):
    break_glass(reason="三单元起火，查找住户", by=officer(), at=timezone.now())
    login(client, Role.COMMITTEE, COMMUNITY)
    row = Alarm.objects.get()
    assert page(client, "alarm", row.pk, verdict="explained", words="火情属实").status_code == 303
    assert "火情属实" in text(page(client, "alarms"))


def test_an_objection_is_answered_on_the_page_and_the_resident_reads_it(client):
    (one,) = settle_now(GRID)
    now = timezone.now()
    gate.read([one.id], ["self.name"], purpose="contact", reason=REASON, by=officer(), at=now)
    row = object_to_reading(
        reading_id=Reading.objects.get().pk, subject=one.id, words="我没有申请过", by=INSTALL, at=now
    )
    login(client, Role.COMMITTEE, COMMUNITY)
    told = text(page(client, "objections"))
    assert "我没有申请过" in told
    assert "还剩30天" in told
    answer = page(client, "objection", row.pk, verdict="upheld", words="确属不当，已提醒查阅人")
    assert answer.status_code == 303
    assert Objection.objects.get().answer.words == "确属不当，已提醒查阅人"
    assert readings_of([one.id], timezone.localdate()).lines[0].answer_words.startswith("确属不当")


def test_one_states_ones_own_record(client):
    (one,) = settle_now(GRID)
    account = login(client, Role.GRID_OFFICER, COMMUNITY)
    assert "确认是我本人" in text(page(client, "own", one.id))
    assert page(client, "own", one.id, yes="1").status_code == 303
    assert OwnRecord.objects.get().account_id == account.pk
    assert page(client, "own", one.id, yes="1").status_code == 422


# -- purposes, agreements, exports --------------------------------------------------------------------------------
def test_the_district_office_ends_a_purpose(client):
    login(client, Role.DISTRICT_OFFICE, DISTRICT)
    today = timezone.localdate()
    answer = page(client, "purpose", "contact", do="end", valid_to=today.isoformat(), why="项目结束")
    assert answer.status_code == 303
    assert not purpose("contact").is_in_force(today)
    assert "已终止" in text(page(client, "purposes"))


def test_others_only_read_the_register_of_purposes(client):
    login(client, Role.COMMITTEE, COMMUNITY)
    assert "改终止日" not in text(page(client, "purpose", "contact"))
    answer = page(client, "purpose", "contact", do="end", valid_to="2026-01-01", why="越权")
    assert answer.status_code == 422
    assert "由区社区办维护" in text(answer)
    assert page(client, "purpose", "nothing").status_code == 404


def test_an_agreement_is_decided_on_the_page(client):
    now = timezone.now()
    today = timezone.localdate()
    terms = draft(valid_from=today, valid_to=today + timedelta(days=100))
    row = ask_agreement(draft=terms, by=health(), at=now)
    login(client, Role.DISTRICT_OFFICE, DISTRICT)
    assert "新罗数享2026-1" in text(page(client, "index"))
    assert page(client, "agreement", row.pk, do="grant", why="").status_code == 303
    assert Agreement.objects.get().decision.verdict == "granted"
    assert page(client, "agreement", row.pk, do="end", why="").status_code == 422
    assert page(client, "agreement", row.pk, do="end", why="不再需要").status_code == 303


def test_a_department_without_a_code_is_told_what_to_do(client):
    login(client, Role.DEPARTMENT, DISTRICT)
    today = timezone.localdate()
    answer = page(
        client,
        "ask-agreement",
        number="1",
        provider="police",
        purpose="contact",
        elements="self.name",
        basis="《条例》",
        valid_from=today.isoformat(),
        valid_to=(today + timedelta(days=30)).isoformat(),
    )
    assert answer.status_code == 422
    assert "登记部门代码" in text(answer)


def export(client, purpose: str = "contact", **changed: object):
    data = {
        "title": "停水通知",
        "place": COMMUNITY,
        "elements": ["self.name", "self.phone"],
        "reason": REASON,
    }
    return client.post(reverse("reading:ask-export", args=[purpose]), {**data, **changed})


def test_a_small_export_is_asked_for_and_handed_out(client):
    settle_now(GRID, count=2)
    login(client, Role.COMMITTEE, COMMUNITY)
    assert "/exports/ask/contact/" in text(page(client, "choose-export"))
    assert "self.bank_account" not in text(page(client, "ask-export", "contact"))
    assert export(client).status_code == 303
    row = ExportOrder.objects.get()
    assert "导出文件" in text(page(client, "export", row.pk))
    answer = page(client, "export-file", row.pk, go="1")
    assert answer["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[1][2]] == ["林一青".replace("一", "一"), "13800130000"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"place": "350803001001"}, "不在您的管辖范围内"),
        ({"place": "nowhere"}, "不在您的管辖范围内"),
        ({"place": f"{COMMUNITY}G009"}, "选定要导出的人"),
        ({"purpose": "aid"}, "不在可用的选项中"),
        ({"purpose": "nothing"}, "不在可用的选项中"),
        ({"title": ""}, "这个字段是必填项"),
    ],
)
def test_a_wrong_export_is_told_on_the_page(client, changed, words):
    settle_now(GRID)
    login(client, Role.COMMITTEE, COMMUNITY)
    answer = export(client, **changed)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_large_export_waits_for_a_second_person(client):
    people = settle_now(GRID, count=201)
    by = somebody(Role.COMMITTEE, COMMUNITY)
    row = ask_export(
        subjects=[one.id for one in people],
        elements=["self.name"],
        purpose="contact",
        reason=REASON,
        title="停水通知",
        by=by,
        at=timezone.now(),
    )
    login(client, Role.SUB_DISTRICT, STREET)
    assert "停水通知" in text(page(client, "index"))
    assert page(client, "export", row.pk, do="grant", why="").status_code == 303
    assert ExportOrder.objects.get().decision.verdict == "granted"


def test_the_acting_post_is_the_one_that_was_signed_in(client):
    account = login(client, Role.COMMITTEE, COMMUNITY)
    assert actor_of(account, posts_held(account_id=account.pk), None).scope.prefix == COMMUNITY
