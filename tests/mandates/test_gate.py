"""From the application to the number on the form, and every way it can be stopped."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.scope import Scope
from linli.core.mandates import ControlNumber, parse_control_number
from linli.mandates import actions, queries, rules
from linli.mandates.actions import Terms
from linli.mandates.models import Mandate, MandateStep
from linli.mandates.states import Kind, State
from tests.catalogue.setting import load, small_seed

from .making import (
    AT,
    DISTRICT,
    DONGFENG,
    DONGMEN,
    TODAY,
    acting,
    application,
    committee,
    department,
    office,
    sub_district,
)

pytestmark = pytest.mark.django_db


def drafted(by=None, **changes) -> tuple[Mandate, object]:
    by = by or department()
    return actions.draft(district=DISTRICT, application=application(**changes), by=by, at=AT), by


def sent(**changes) -> tuple[Mandate, object]:
    made, by = drafted(**changes)
    found, grounds = actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert grounds == ()
    return found, by


def terms(money: str = "100", **changes) -> Terms:
    return Terms(money_agreed=Decimal(money), **changes)


def test_an_application_is_admitted_with_number_and_end():
    found, _by = sent()
    done = actions.approve(
        mandate_id=found.pk, version=found.version, terms=terms(), why="依据充分", by=office(), at=AT
    )
    assert done.state == State.APPROVED
    assert parse_control_number(done.control_number).running == 1
    assert done.control_number.startswith("350802-2026-0001-")
    # 40 people x 6 minutes x 4 times a year at 741 yuan a month: 68.14 yuan for a year
    assert done.money_required == Decimal("68.14")
    steps = [step.step for step in MandateStep.objects.filter(mandate=done)]
    assert steps == ["apply", "submit", "approve"]
    assert AuditEntry.objects.filter(verb="mandates.approve").count() == 1
    checked = queries.check_number(done.control_number, today=date(2026, 6, 1))
    assert (checked.verdict, checked.title) == ("valid", "独居老人探访登记表")
    assert checked.fields == ("姓名", "身份证号", "联系电话", "探访情况")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"document_number": ""}, "document_number"),
        ({"plan": " "}, "plan"),
        ({"places": ()}, "places"),
        ({"ends_date": None}, "ends_date"),
        ({"fields": ()}, "fields"),
        ({"minutes_per_unit": None}, "minutes_per_unit"),
        ({"starts_date": date(2026, 3, 20)}, "short_notice_reason"),
    ],
)
def test_an_incomplete_application_is_not_sent_and_says_what_is_missing(changes, field):
    made, by = drafted(**changes)
    with pytest.raises(Refusal) as caught:
        actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert caught.value.code == "mandates.incomplete"
    assert caught.value.params["fields"] == [field]
    assert Mandate.objects.get().state == State.DRAFT


def test_short_notice_needs_a_reason_and_then_goes():
    found, _by = sent(starts_date=date(2026, 3, 20), short_notice_reason="上级文件刚刚下发")
    assert found.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "社区招商引资任务500万元"}, "economic_target"),
        ({"plan": "每户集资50元用于活动"}, "charge"),
        ({"title": "惠民保参保率60%任务"}, "insurance_quota"),
        ({"plan": "请社区出具无房证明"}, "certificate"),
        ({"fields": ("姓名", "宗教信仰")}, "never_held"),
    ],
)
def test_red_lines_are_refused_at_once_with_the_rule(changes, code):
    made, by = drafted(**changes)
    found, grounds = actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert found.state == State.REFUSED
    assert [ground.code for ground in grounds] == [code]
    assert found.decision_why
    assert str(grounds[0].basis)


def test_a_red_line_is_refused_even_where_the_application_is_not_complete():
    made, by = drafted(title="惠民保参保率60%任务", document_number="", fields=())
    found, grounds = actions.submit(mandate_id=made.pk, by=by, at=AT)
    assert (found.state, [ground.code for ground in grounds]) == (State.REFUSED, ["insurance_quota"])


def test_a_number_that_another_approval_took_in_between_is_told_in_words(monkeypatch):
    first, _by = sent()
    actions.approve(mandate_id=first.pk, version=first.version, terms=terms(), why="", by=office(), at=AT)
    second, _by = sent(title="另一份表")
    taken = ControlNumber(DISTRICT, 2026, 1)
    monkeypatch.setattr("linli.mandates.actions.decide.ControlNumber", lambda *parts: taken)
    with pytest.raises(Refusal) as caught:
        actions.approve(
            mandate_id=second.pk, version=second.version, terms=terms(), why="", by=office(), at=AT
        )
    assert caught.value.code == "mandates.numbered_meanwhile"
    assert Mandate.objects.get(pk=second.pk).state == State.SUBMITTED


def test_labels_that_leave_no_doubt_are_matched_with_the_catalogue():
    load(small_seed("self.name", "self.id_number", "self.phone"))
    made, _by = drafted()
    asked = {field.label: field.element for field in made.fields.all()}
    assert (asked["姓名"], asked["身份证号"], asked["探访情况"]) == ("self.name", "self.id_number", "")


def test_nobody_admits_what_is_not_paid_for():
    found, _by = sent()
    with pytest.raises(Refusal) as caught:
        actions.approve(
            mandate_id=found.pk, version=found.version, terms=terms("68.13"), why="", by=office(), at=AT
        )
    assert caught.value.code == "mandates.unfunded"
    assert caught.value.params["short"] == Decimal("0.01")
    found.refresh_from_db()
    assert (found.state, found.control_number) == (State.SUBMITTED, None)


def test_the_database_itself_refuses_an_unfunded_approval():
    found, _by = sent()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=found.pk).update(
            state=State.APPROVED, control_number="350802-2026-0001-00", money_required=10, money_agreed=9
        )


def test_people_offered_count_as_money():
    found, _by = sent(people_days=Decimal(3), money_offered=Decimal(0))
    done = actions.approve(
        mandate_id=found.pk, version=found.version, terms=terms("0"), why="派员", by=office(), at=AT
    )
    assert done.people_value >= done.money_required


def test_admitted_in_part_when_places_or_period_are_narrower():
    found, _by = sent()
    done = actions.approve(
        mandate_id=found.pk,
        version=found.version,
        terms=terms(places=(DONGMEN,)),
        why="先试点",
        by=office(),
        at=AT,
    )
    assert done.state == State.APPROVED_IN_PART
    assert [row.title for row in queries.asked_of(DONGMEN, today=TODAY)] == ["独居老人探访登记表"]
    assert queries.asked_of(DONGFENG, today=TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": ("350802002001",)}, "mandates.place_not_asked"),
        ({"places": ()}, "mandates.place_not_asked"),
        ({"ends_date": date(2028, 1, 1)}, "mandates.period_wider"),
    ],
)
def test_the_office_cannot_admit_more_than_was_asked(changes, code):
    found, _by = sent()
    with pytest.raises(Refusal) as caught:
        actions.approve(
            mandate_id=found.pk, version=found.version, terms=terms(**changes), why="", by=office(), at=AT
        )
    assert caught.value.code == code


def test_two_officers_deciding_at_once():
    found, _by = sent()
    seen = found.version
    actions.refuse(mandate_id=found.pk, version=seen, why="与另一事项重复", by=office(), at=AT)
    with pytest.raises(Refusal) as caught:
        actions.approve(mandate_id=found.pk, version=seen, terms=terms(), why="", by=office(), at=AT)
    assert caught.value.code == "mandates.changed_meanwhile"
    assert Mandate.objects.get().state == State.REFUSED


def test_a_decision_on_an_old_text_is_not_taken():
    found, by = sent()
    seen = found.version
    actions.suspend(mandate_id=found.pk, version=seen, why="缺实施方案附件", by=office(), at=AT)
    actions.submit(mandate_id=found.pk, by=by, at=AT + timedelta(days=3))
    with pytest.raises(Refusal) as caught:
        actions.refuse(mandate_id=found.pk, version=seen, why="重复", by=office(), at=AT)
    assert caught.value.code == "mandates.changed_meanwhile"


def test_an_approval_while_papers_are_missing_is_refused():
    found, _by = sent()
    waiting = actions.suspend(mandate_id=found.pk, version=found.version, why="缺附件", by=office(), at=AT)
    with pytest.raises(Refusal) as caught:
        actions.approve(
            mandate_id=found.pk, version=waiting.version, terms=terms(), why="", by=office(), at=AT
        )
    assert caught.value.code == "mandates.papers_missing"


def test_the_clock_counts_working_days_and_stands_still_while_papers_are_missing():
    found, by = sent()
    assert rules.due(found).day == date(2026, 3, 23)  # fifteen working days after 2 March 2026
    assert rules.days_left(found, TODAY) == 15
    waiting = actions.suspend(
        mandate_id=found.pk, version=found.version, why="缺附件", by=office(), at=AT + timedelta(days=4)
    )
    assert rules.due(waiting) is None
    back, _grounds = actions.submit(mandate_id=found.pk, by=by, at=AT + timedelta(days=14))
    assert rules.days_left(back, date(2026, 3, 16)) == 11
    longer = actions.extend(
        mandate_id=found.pk,
        version=back.version,
        days=5,
        why="需会签",
        by=office(),
        at=AT + timedelta(days=14),
    )
    assert rules.days_left(longer, date(2026, 3, 16)) == 16
    with pytest.raises(Refusal) as caught:
        actions.extend(mandate_id=found.pk, version=longer.version, days=5, why="再延", by=office(), at=AT)
    assert caught.value.code == "mandates.extended_already"


def test_a_refusal_needs_a_reason():
    found, _by = sent()
    with pytest.raises(Refusal) as caught:
        actions.refuse(mandate_id=found.pk, version=found.version, why=" ", by=office(), at=AT)
    assert caught.value.code == "mandates.reason_missing"


def test_only_the_gatekeeper_decides_and_only_the_department_sends():
    found, by = sent()
    with pytest.raises(NotAllowed):
        actions.approve(mandate_id=found.pk, version=found.version, terms=terms(), why="", by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.withdraw(mandate_id=found.pk, why="", by=office(), at=AT)
    other = department_elsewhere()
    with pytest.raises(NotAllowed):
        actions.withdraw(mandate_id=found.pk, why="", by=other, at=AT)
    with pytest.raises(NotFound):
        queries.mandate(found.pk, by=other)


def department_elsewhere():
    body = Body.objects.create(name="另一部门", kind=BodyKind.DEPARTMENT, division_code=DISTRICT)
    return acting(Post.objects.create(body=body, role=Role.DEPARTMENT, title="经办", division_code=DISTRICT))


def test_drafts_are_seen_by_their_department_only():
    made, by = drafted()
    assert queries.mandate(made.pk, by=by).pk == made.pk
    with pytest.raises(NotFound):
        queries.mandate(made.pk, by=office())


def test_an_admitted_request_ends_by_itself_or_is_withdrawn():
    found, by = sent()
    done = actions.approve(
        mandate_id=found.pk, version=found.version, terms=terms(), why="", by=office(), at=AT
    )
    number = done.control_number
    assert queries.check_number(number, today=date(2026, 4, 1)).verdict == "not_yet"
    assert queries.check_number(number, today=date(2027, 5, 6)).verdict == "expired"
    actions.withdraw(mandate_id=found.pk, why="工作结束", by=by, at=AT)
    assert queries.check_number(number, today=date(2026, 6, 1)).verdict == "ended"
    assert queries.check_number("350802-2026-0002-00", today=TODAY).verdict == "not_a_number"


def test_the_same_asked_twice_is_seen():
    first, _by = sent()
    second, _by = sent(title="孤寡老人情况表", fields=("姓名", "身份证号", "联系电话"))
    pack = queries.decision_pack(second.pk, by=office(), today=TODAY)
    (overlap,) = pack.overlaps.found
    assert pack.overlaps.verdict == "covered"
    assert (overlap.id, overlap.relation, overlap.shared) == (
        first.pk,
        "covered",
        ("姓名", "身份证号", "联系电话"),
    )
    assert pack.recommendation == "return"
    third, _by = sent(places=("350802002001",))
    assert queries.decision_pack(third.pk, by=office(), today=TODAY).overlaps.found == ()


def test_the_decision_pack_adds_up():
    found, _by = sent(money_offered=Decimal(0))
    pack = queries.decision_pack(found.pk, by=office(), today=TODAY)
    assert pack.cost.burden.minutes_each_time == 240
    assert pack.cost.burden.minutes_a_year == 960
    assert pack.cost.required == Decimal("68.14")
    assert pack.recommendation == "negotiate"
    assert pack.reasons
    assert pack.days_left == 15


def test_an_emergency_is_carried_out_by_the_sub_district_and_reported():
    by = sub_district()
    made = actions.carry_out(place="350802001", title="台风转移群众", plan="街道干部上门转移", by=by, at=AT)
    assert made.state == State.EMERGENCY
    with pytest.raises(NotAllowed):
        actions.carry_out(place="350802002", title="转移", plan="转移", by=by, at=AT)
    done = actions.report_emergency(mandate_id=made.pk, report="转移32人，无伤亡。", by=by, at=AT)
    assert (done.state, done.report) == (State.REPORTED, "转移32人，无伤亡。")
    assert [row.title for row in queries.register_of_year(DISTRICT, 2026, today=TODAY)] == ["台风转移群众"]


def test_places_outside_the_district_and_days_the_wrong_way_round_are_refused():
    for changes, code in (
        ({"places": ("350803001001",)}, "mandates.place_outside"),
        ({"ends_date": date(2026, 1, 1)}, "mandates.days_reversed"),
        ({"fields": ["字段"] * 2_001}, "mandates.too_many_fields"),
    ):
        with pytest.raises(Refusal) as caught:
            drafted(**changes)
        assert caught.value.code == code
    assert Mandate.objects.count() == 0


def test_a_form_with_two_thousand_fields_goes_through():
    made, _by = drafted(fields=[f"字段{number}" for number in range(2_000)])
    assert made.fields.count() == 2_000


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries_whatever_their_length(number, django_assert_num_queries):
    by = department()
    for _ in range(number):
        made, _by = drafted(by=by)
        actions.submit(mandate_id=made.pk, by=by, at=AT)
    with django_assert_num_queries(4):
        assert len(queries.inbox(Scope(DISTRICT), today=TODAY)) == number
    with django_assert_num_queries(4):
        assert len(queries.of_body(made.body_id, today=TODAY)) == number


def test_a_task_needs_no_fields():
    found, _by = sent(kind=Kind.TASK, fields=())
    assert found.state == State.SUBMITTED
    assert committee()  # a committee exists without being asked anything
