"""Approvals, break-glass, alarms and objections: asked for by one person, answered by another, each with an end."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading import rules
from linli.base.reading.actions import (
    answer_alarm,
    answer_objection,
    ask_standing,
    ask_to_read,
    break_glass,
    decide_approval,
    end_approval,
    object_to_reading,
    review_session,
)
from linli.base.reading.models import Alarm, ApprovalDecision, BreakGlassReview
from linli.base.reading.queries import (
    alarms_for,
    approvals_to_decide,
    grants_of,
    objections_for,
    objections_of,
    open_session,
    own_approvals,
    readings_of,
    sessions_for,
)
from linli.base.reading.states import (
    AlarmKind,
    AlarmVerdict,
    Guarded,
    ObjectionVerdict,
    ReviewVerdict,
    Stage,
    Verdict,
)
from tests.audited import assert_audited
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    GRID,
    OTHER_COMMUNITY,
    OTHER_GRID,
    STREET,
    load,
    looked,
    somebody,
)

pytestmark = pytest.mark.django_db
YEAR = DAY + timedelta(days=300)


def officer():
    return somebody(Role.GRID_OFFICER, GRID)


def chief():
    return somebody(Role.COMMITTEE, COMMUNITY)


def standing(by, **changed):
    asked = {
        "purpose": "contact",
        "classes": [Guarded.CHILD, Guarded.MINOR],
        "reason": "本网格儿童走访",
        "valid_to": YEAR,
    }
    return ask_standing(**{**asked, **changed}, by=by, at=AT)


def granted(by, decider, row):
    return decide_approval(approval_id=row.pk, verdict=Verdict.GRANTED, by=decider, at=AT)


# -- ages ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("birth", "day", "expected"),
    [
        (date(2012, 11, 25), DAY, Guarded.CHILD),  # turns 14 tomorrow
        (date(2012, 11, 24), DAY, Guarded.MINOR),  # turns 14 today
        (date(2008, 11, 25), DAY, Guarded.MINOR),  # turns 18 tomorrow
        (date(2008, 11, 24), DAY, None),  # turns 18 today
        (date(2012, 2, 29), date(2026, 2, 28), Guarded.CHILD),  # born on the leap day
        (date(2012, 2, 29), date(2026, 3, 1), Guarded.MINOR),
        (None, DAY, Guarded.AGE_UNKNOWN),
        (DAY + timedelta(days=1), DAY, Guarded.AGE_UNKNOWN),
    ],
)
def test_the_class_changes_on_the_birthday(birth, day, expected):
    assert rules.class_of_age(birth, day) == expected


# -- approvals ----------------------------------------------------------------------------------------------------
def test_a_standing_duty_is_asked_for_granted_and_lets_read_in_ones_own_grid():
    load()
    by, decider = officer(), chief()
    with assert_audited("reading.ask_approval"):
        row = standing(by)
    assert grants_of(by, "contact", DAY, []) == ()
    assert [line.id for line in approvals_to_decide(decider)] == [row.pk]
    with assert_audited("reading.decide_approval"):
        granted(by, decider, row)
    (grant,) = grants_of(by, "contact", DAY, [])
    child = frozenset({Guarded.CHILD})
    assert grant.lets_read(uuid7(), GRID, child, ("self.name",))
    assert not grant.lets_read(uuid7(), OTHER_GRID, child, ("self.name",))
    assert not grant.lets_read(uuid7(), GRID, frozenset({Guarded.SENSITIVE}), ("self.name",))
    assert grants_of(by, "care", DAY, []) == ()
    assert grants_of(by, "contact", YEAR, []) == ()
    assert approvals_to_decide(decider) == ()


def test_an_approval_for_one_matter_names_people_and_elements():
    load()
    by = somebody(Role.SUB_DISTRICT, STREET)
    one, other = uuid7(), uuid7()
    row = ask_to_read(
        subjects=[one],
        elements=["self.bank_account"],
        purpose="contact",
        classes=[Guarded.SENSITIVE],
        reason="核对补贴账户",
        valid_to=DAY + timedelta(days=7),
        by=by,
        at=AT,
    )
    granted(by, somebody(Role.DISTRICT_OFFICE), row)
    (grant,) = grants_of(by, "contact", DAY, [one, other])
    needed = frozenset({Guarded.SENSITIVE})
    assert grant.lets_read(one, GRID, needed, ("self.bank_account",))
    assert not grant.lets_read(other, GRID, needed, ("self.bank_account",))
    assert not grant.lets_read(one, GRID, needed, ("self.id_number",))


def test_only_small_places_get_a_standing_duty():
    load()
    with pytest.raises(NotAllowed) as told:
        standing(somebody(Role.SUB_DISTRICT, STREET))
    assert told.value.code == "reading.no_standing"


@pytest.mark.parametrize("days", [0, -1, 400])
def test_every_approval_ends_within_a_year(days):
    load()
    with pytest.raises(Refusal) as told:
        standing(officer(), valid_to=DAY + timedelta(days=days))
    assert told.value.code == "reading.dates"


def test_nobody_decides_on_their_own_request():
    load()
    by = somebody(Role.DISTRICT_OFFICE)
    row = ask_to_read(
        subjects=[uuid7()],
        elements=["self.name"],
        purpose="contact",
        classes=[Guarded.MINOR],
        reason="核对学生名册",
        valid_to=DAY + timedelta(days=7),
        by=by,
        at=AT,
    )
    with pytest.raises(NotAllowed):
        granted(by, by, row)
    with pytest.raises(DatabaseError), transaction.atomic():
        ApprovalDecision.objects.create(
            approval=row,
            asked_by=by.account_id,
            verdict=Verdict.GRANTED,
            valid_to=DAY + timedelta(days=7),
            decided_at=AT,
            account_id=by.account_id,
            label="x",
        )
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):  # nor by naming somebody else as the one who asked
        ApprovalDecision.objects.create(
            approval=row,
            asked_by=uuid7(),
            verdict=Verdict.GRANTED,
            valid_to=DAY + timedelta(days=7),
            decided_at=AT,
            account_id=by.account_id,
            label="x",
        )


@pytest.mark.parametrize(
    ("role", "place", "refusal"),
    [
        (Role.COMMITTEE, OTHER_COMMUNITY, NotFound),
        (Role.GRID_OFFICER, GRID, NotAllowed),
        (Role.DEPARTMENT, "350802", NotAllowed),
        (Role.AUDITOR, "350802", NotAllowed),
        (Role.SYSTEM_ADMIN, "350802", NotAllowed),
    ],
)
def test_who_does_not_supervise_does_not_decide(role, place, refusal):
    load()
    row = standing(officer())
    with pytest.raises(refusal):
        granted(None, somebody(role, place), row)


def test_an_approval_is_decided_once_and_a_refusal_says_why():
    load()
    row = standing(officer())
    with pytest.raises(Refusal) as told:
        decide_approval(approval_id=row.pk, verdict=Verdict.REFUSED, by=chief(), at=AT)
    assert told.value.code == "reading.why_not"
    decide_approval(approval_id=row.pk, verdict=Verdict.REFUSED, why="不需要", by=chief(), at=AT)
    with pytest.raises(Refusal) as told:
        granted(None, chief(), row)
    assert told.value.code == "reading.decided"


def test_an_approval_taken_back_lets_nothing_more_be_read():
    load()
    by, decider = officer(), chief()
    row = standing(by)
    granted(by, decider, row)
    with assert_audited("reading.end_approval"):
        end_approval(approval_id=row.pk, why="换岗", by=decider, at=AT)
    assert grants_of(by, "contact", DAY, []) == ()
    assert own_approvals(by, DAY)[0].stage == Stage.ENDED


def test_whoever_has_left_the_post_asks_for_nothing():
    load()
    with pytest.raises(NotAllowed) as told:
        standing(somebody(Role.GRID_OFFICER, GRID, ended=AT - timedelta(days=1)))
    assert told.value.code == "reading.not_in_duty"


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("  ", "reading.no_reason"),
        ("看看", "reading.no_reason"),
        ("核对 350802199001011234 的情况", "reading.number_in_reason"),
        ("打电话 138 0013 8000 通知", "reading.number_in_reason"),
        ("长" * 201, "reading.long_reason"),
    ],
)
def test_a_reason_is_words_and_no_numbers(reason, code):
    load()
    with pytest.raises(Refusal) as told:
        standing(officer(), reason=reason)
    assert told.value.code == code


# -- break-glass --------------------------------------------------------------------------------------------------
def test_break_glass_lasts_fifteen_minutes_and_reaches_the_community():
    by = officer()
    session = break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    assert session.reach == COMMUNITY
    assert open_session(by, AT + timedelta(minutes=14, seconds=59)) is not None
    assert open_session(by, AT + timedelta(minutes=15)) is None
    with pytest.raises(Refusal) as told:
        break_glass(reason="三单元起火，再开一次", by=by, at=AT + timedelta(minutes=5))
    assert told.value.code == "reading.already_open"


def test_the_supervisor_is_told_at_once_and_reviews_within_three_working_days():
    load()
    by, boss = officer(), chief()
    session = break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    looked(by, uuid7(), uuid7(), break_glass_id=session.pk)
    (alarm,) = alarms_for(boss)
    assert alarm.kind == AlarmKind.BREAK_GLASS
    (line,) = sessions_for(boss)
    assert (line.readings, line.people, line.due.day) == (1, 2, date(2026, 11, 27))
    assert sessions_for(by) == ()
    with pytest.raises(NotAllowed):
        review_session(session_id=session.pk, verdict=ReviewVerdict.JUSTIFIED, words="好", by=by, at=AT)
    with assert_audited("reading.review_session"):
        review_session(
            session_id=session.pk, verdict=ReviewVerdict.JUSTIFIED, words="火情属实", by=boss, at=AT
        )
    assert sessions_for(boss, open_only=True) == ()
    with pytest.raises(Refusal) as told:
        review_session(session_id=session.pk, verdict=ReviewVerdict.JUSTIFIED, words="再来", by=boss, at=AT)
    assert told.value.code == "reading.reviewed"


def test_the_database_keeps_the_reviewer_apart():
    by = officer()
    session = break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    for opened_by in (by.account_id, uuid7()):
        with pytest.raises(DatabaseError), transaction.atomic():
            BreakGlassReview.objects.create(
                session=session,
                opened_by=opened_by,
                verdict=ReviewVerdict.JUSTIFIED,
                words="x",
                reviewed_at=AT,
                account_id=by.account_id,
                label="x",
            )


def test_a_reading_under_break_glass_says_so_to_the_resident():
    load()
    by, me = officer(), uuid7()
    session = break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    looked(by, me, break_glass_id=session.pk)
    assert readings_of([me], DAY).lines[0].was_break_glass


# -- alarms and objections ----------------------------------------------------------------------------------------
def test_an_alarm_is_answered_by_the_supervisor():
    by, boss = officer(), chief()
    break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    alarm = Alarm.objects.get()
    with pytest.raises(NotAllowed):
        answer_alarm(alarm_id=alarm.pk, verdict=AlarmVerdict.EXPLAINED, words="属实", by=by, at=AT)
    other = somebody(Role.COMMITTEE, OTHER_COMMUNITY)
    with pytest.raises(NotFound):
        answer_alarm(alarm_id=alarm.pk, verdict=AlarmVerdict.EXPLAINED, words="属实", by=other, at=AT)
    answer_alarm(alarm_id=alarm.pk, verdict=AlarmVerdict.EXPLAINED, words="火情属实", by=boss, at=AT)
    assert alarms_for(boss, open_only=True) == ()


def test_an_objection_has_a_clock_and_an_answer_from_somebody_else():
    load()
    by, boss, me = officer(), chief(), uuid7()
    row = looked(by, me)
    with assert_audited("reading.object") as entries:
        objection = object_to_reading(reading_id=row.pk, subject=me, words="我没有申请过任何事", by=by, at=AT)
    assert "申请" not in str(entries[0].detail)
    (line,) = objections_for(boss, DAY)
    assert (line.days_left, line.due_date) == (30, date(2026, 12, 24))
    with pytest.raises(NotAllowed):
        answer_objection(
            objection_id=objection.pk, verdict=ObjectionVerdict.NOT_UPHELD, words="符合", by=by, at=AT
        )
    answer_objection(
        objection_id=objection.pk, verdict=ObjectionVerdict.UPHELD, words="确属不当，已处理", by=boss, at=AT
    )
    (own,) = objections_of([me], DAY)
    assert own.verdict == ObjectionVerdict.UPHELD
    assert readings_of([me], DAY).lines[0].answer == ObjectionVerdict.UPHELD


def test_one_objects_to_ones_own_readings_once():
    load()
    by, me = officer(), uuid7()
    row = looked(by, me)
    with pytest.raises(NotFound):
        object_to_reading(reading_id=row.pk, subject=uuid7(), words="与我无关", by=by, at=AT)
    object_to_reading(reading_id=row.pk, subject=me, words="不同意", by=by, at=AT)
    with pytest.raises(Refusal) as told:
        object_to_reading(reading_id=row.pk, subject=me, words="不同意", by=by, at=AT)
    assert told.value.code == "reading.objected"
