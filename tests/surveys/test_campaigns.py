"""Opening, closing, locking; who sees which campaign; recording for many at once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.questionnaire import TimelinessKind
from linli.surveys import actions, hooks, queries
from linli.surveys.models import Campaign, Return, Value
from linli.surveys.queries.returns import community_return
from linli.surveys.rules import Locked
from linli.surveys.states import CampaignState, LockReason, ReturnState
from tests.factories import actor
from tests.surveys.making import (
    CLERK,
    CLOSES,
    DONGBAO,
    LIANXIN,
    OFFICE,
    OPENS,
    PLACES,
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
SYSTEM = Actor.system("demo")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"closes_date": OPENS - timedelta(days=1)}, "surveys.days_reversed"),
        ({"title_zh": "  "}, "surveys.title_missing"),
        ({"questionnaire": "beliefs"}, "surveys.questionnaire_unknown"),
        ({"prefix": "35080201"}, "surveys.place_unknown"),
        ({"prefix": "350802东城"}, "surveys.place_unknown"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_refused(at, changes, code):
    with pytest.raises(Refusal) as caught:
        campaign(at, opened=False, **changes)
    assert caught.value.code == code
    assert caught.value.remedy


def test_only_the_district_office_of_the_place_makes_and_opens(at):
    made = campaign(at, opened=False)
    for by in (CLERK, STAFF, actor(Role.DISTRICT_OFFICE, "350803"), actor(Role.SYSTEM_ADMIN, "")):
        with pytest.raises(NotAllowed):
            actions.open_campaign(campaign_id=made.id, by=by, at=at, communities=PLACES)
        with pytest.raises(NotAllowed):
            actions.create_campaign(
                by=by,
                at=at,
                title_zh="x",
                title_en="x",
                prefix="350802",
                opens_date=OPENS,
                closes_date=CLOSES,
            )


def test_opening_twice_or_with_nobody_is_refused(at):
    made = campaign(at, opened=False)
    for places, code in (
        ([], "surveys.nobody_asked"),
        ([("350803001001", "外区")], "surveys.community_outside"),
    ):
        with pytest.raises(Refusal) as caught:
            actions.open_campaign(campaign_id=made.id, by=OFFICE, at=at, communities=places)
        assert caught.value.code == code
    actions.open_campaign(campaign_id=made.id, by=OFFICE, at=at, communities=PLACES)
    with pytest.raises(Refusal) as caught:
        actions.open_campaign(campaign_id=made.id, by=OFFICE, at=at, communities=PLACES)
    assert caught.value.code == "surveys.opened_before"


def test_a_campaign_keeps_the_questionnaire_it_was_made_with(at, monkeypatch):
    made = campaign(at)
    monkeypatch.setattr("linli.surveys.library.shipped_text", lambda code: "code: changed")
    assert queries.questionnaire_of(made.id).questions["residents"].unit == "person"


def test_who_sees_which_campaign(at):
    made = campaign(at)
    for prefix in ("", "35", "3508", "350802", "350802001", DONGBAO):
        assert [found.id for found in queries.campaigns(scope=Scope(prefix), as_of=at.date())] == [made.id]
    for prefix in ("350803", "36", "350803001001"):
        assert queries.campaigns(scope=Scope(prefix), as_of=at.date()) == ()


def test_the_latest_campaign_is_the_one_that_opened_last(at):
    first = campaign(at, opens_date=date(2026, 1, 1), closes_date=date(2026, 2, 1))
    second = campaign(at)
    campaign(at, opened=False, opens_date=date(2026, 11, 20))
    assert queries.latest_campaign(prefix="350802", as_of=at.date()).id == second.id
    assert queries.latest_campaign(prefix="350802", as_of=date(2026, 6, 1)).id == first.id
    assert queries.latest_campaign(prefix="350802", as_of=date(2025, 6, 1)) is None
    assert queries.latest_campaign(prefix="350803", as_of=at.date()) is None


def locks(made: Campaign, at: datetime) -> list[LockReason]:
    found = community_return(made.id, DONGBAO, scope=Scope(""), as_of=at.date())
    return [lock.reason for lock in found.locks]


def test_four_reasons_for_a_lock_each_with_who_can_lift_it(at):
    early = campaign(at, opens_date=date(2026, 11, 25), closes_date=CLOSES)
    assert locks(early, at) == [LockReason.NOT_OPEN]
    assert locks(early, at + timedelta(days=1)) == []

    made = campaign(at)
    assert locks(made, at) == []
    hold = actions.place_hold(campaign_id=made.id, code=DONGBAO, by=CLERK, at=at, why="换届，待新班子核实。")
    assert locks(made, at) == [LockReason.OTHER]
    with pytest.raises(Locked) as caught:
        answer(return_of(made), at, {"residents": 5})
    assert "换届" in caught.value.message
    with pytest.raises(NotAllowed):
        actions.release_hold(hold_id=hold.id, by=STAFF, at=at)
    actions.release_hold(hold_id=hold.id, by=OFFICE, at=at)

    row = hand_in(return_of(made), at)
    actions.approve_return(return_id=row.pk, by=OFFICE, at=at)
    assert locks(made, at) == [LockReason.APPROVED]
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    assert locks(made, at) == [LockReason.CLOSED, LockReason.APPROVED]
    with pytest.raises(Locked) as caught:
        answer(return_of(made, YONGXING), at, {"residents": 5}, actor(Role.COMMITTEE, YONGXING))
    assert caught.value.code == "surveys.locked_closed"
    assert "重新开放" in caught.value.remedy
    actions.undo_approve(return_id=row.pk, by=OFFICE, at=at)
    actions.reopen_campaign(campaign_id=made.id, by=OFFICE, at=at, closes_date=date(2026, 12, 10))
    assert locks(made, at) == []
    assert queries.campaign(made.id).closes_date == date(2026, 12, 10)


def test_a_lock_says_why_and_is_placed_once(at):
    made = campaign(at)
    with pytest.raises(Refusal) as caught:
        actions.place_hold(campaign_id=made.id, by=OFFICE, at=at, why=" ")
    assert caught.value.code == "surveys.hold_reason_missing"
    actions.place_hold(campaign_id=made.id, by=OFFICE, at=at, why="核查中")
    with pytest.raises(Refusal) as caught:
        actions.place_hold(campaign_id=made.id, by=OFFICE, at=at, why="再锁一次")
    assert caught.value.code == "surveys.held_already"
    assert locks(made, at) == [LockReason.OTHER]
    with pytest.raises(NotAllowed):
        actions.place_hold(campaign_id=made.id, by=CLERK, at=at, why="不归街道")


def test_an_approval_stops_at_a_lock_by_hand_but_not_at_the_closing(at):
    made = campaign(at)
    row = hand_in(return_of(made), at)
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    hold = actions.place_hold(campaign_id=made.id, by=OFFICE, at=at, why="核查中")
    with pytest.raises(Locked):
        actions.approve_return(return_id=row.pk, by=OFFICE, at=at)
    actions.release_hold(hold_id=hold.id, by=OFFICE, at=at)
    assert actions.approve_return(return_id=row.pk, by=OFFICE, at=at).state == ReturnState.APPROVED


def test_timeliness(at):
    made = campaign(at)
    hand_in(return_of(made), at)
    actions.record_answers(
        campaign_id=made.id, answers={YONGXING: {"values": complete()}}, by=OFFICE, at=at + timedelta(days=9)
    )
    found = queries.completeness(made.id, scope=Scope(""), as_of=date(2026, 12, 5))
    assert [(row.timeliness.kind, row.timeliness.days) for row in found] == [
        (TimelinessKind.ON_TIME, 0),
        (TimelinessKind.LATE, 3),
        (TimelinessKind.NOT_IN, 5),
    ]
    assert [row.answered for row in found] == [6, 6, 0]


def test_recording_for_many_at_once(at):
    made = campaign(at)
    heard = []
    hooks.return_changed.connect(listen := lambda **told: heard.append(told["division_codes"]))
    given = {
        DONGBAO: {
            "values": complete(residents=(5_021, "统计年鉴"), appraisal_approval=Decimal("96.5")),
            "groups": {"staff": [{"post": "chief", "age": 48}, {"post": "deputy"}]},
        },
        LIANXIN: {"values": complete()},
    }
    entries = AuditEntry.objects.count()
    try:
        done = actions.record_answers(campaign_id=made.id, answers=given, by=SYSTEM, at=at)
        assert (done.communities, done.values, done.same) == (2, 16, 0)
        again = actions.record_answers(campaign_id=made.id, answers=given, by=SYSTEM, at=at)
        assert (again.communities, again.values, again.same) == (0, 0, 2)
    finally:
        hooks.return_changed.disconnect(listen)
    assert heard == [(DONGBAO, LIANXIN)]
    assert AuditEntry.objects.count() == entries + 2
    found = queries.answers(made.id)
    assert found[DONGBAO].values["residents"][:2] == (5_021, "统计年鉴")
    assert found[DONGBAO].value("appraisal_approval") == Decimal("96.5")
    assert found[DONGBAO].groups["staff"] == ({"post": "chief", "age": 48}, {"post": "deputy"})
    assert found[LIANXIN].state is ReturnState.SUBMITTED


def test_fewer_rows_than_before_take_the_rest_out(at):
    made = campaign(at)
    for rows in ([{"post": "chief", "age": 50}, {"post": "deputy"}], [{"post": "chief"}]):
        actions.record_answers(
            campaign_id=made.id,
            answers={DONGBAO: {"groups": {"staff": rows}}},
            by=SYSTEM,
            at=at,
            submit=False,
        )
    assert queries.answers(made.id, states=list(ReturnState))[DONGBAO].groups["staff"] == ({"post": "chief"},)
    assert values_of(made.id) == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"350802009001": {"values": complete()}}, "surveys.not_asked"),
        ({DONGBAO: {"values": {"belief": "x"}}}, "surveys.value_refused"),
        ({DONGBAO: {"values": {"office_area": Decimal(-1)}}}, "surveys.value_refused"),
        ({DONGBAO: {"groups": {"staff": [{"post": "mayor"}]}}}, "surveys.value_refused"),
    ],
)
def test_one_wrong_value_and_nothing_is_recorded(at, given, code):
    made = campaign(at)
    with pytest.raises(Refusal) as caught:
        actions.record_answers(
            campaign_id=made.id, answers={LIANXIN: {"values": complete()}, **given}, by=OFFICE, at=at
        )
    assert caught.value.code == code
    assert not Value.objects.exists()
    assert not Return.objects.exclude(state=ReturnState.NOT_STARTED).exists()


def test_recording_stops_at_closed_and_approved(at):
    made = campaign(at)
    given = {DONGBAO: {"values": complete()}}
    actions.record_answers(campaign_id=made.id, answers=given, by=OFFICE, at=at, approve=True)
    with pytest.raises(Locked) as caught:
        actions.record_answers(campaign_id=made.id, answers=given, by=OFFICE, at=at)
    assert caught.value.code == "surveys.locked_approved"
    actions.close_campaign(campaign_id=made.id, by=OFFICE, at=at)
    with pytest.raises(Locked) as caught:
        actions.record_answers(campaign_id=made.id, answers=given, by=OFFICE, at=at)
    assert caught.value.code == "surveys.locked_closed"
    with pytest.raises(NotAllowed):
        actions.record_answers(campaign_id=made.id, answers=given, by=STAFF, at=at)


def test_out_of_scope_is_not_there(at):
    made = campaign(at)
    for scope in (Scope("350803"), Scope(YONGXING)):
        with pytest.raises(NotFound):
            community_return(made.id, DONGBAO, scope=scope, as_of=at.date())


def test_reads_take_a_fixed_number_of_queries(at, django_assert_num_queries):
    made = campaign(at)
    answers = {place.code: {"values": complete()} for place in PLACES}
    actions.record_answers(campaign_id=made.id, answers=answers, by=SYSTEM, at=at)
    for codes in ([DONGBAO], [DONGBAO, YONGXING, LIANXIN]):
        scope = Scope(DONGBAO if len(codes) == 1 else "350802")
        with django_assert_num_queries(2):
            assert len(queries.answers(made.id, codes=codes)) == len(codes)
        with django_assert_num_queries(3):
            assert len(queries.completeness(made.id, scope=scope, as_of=at.date())) == len(codes)
        with django_assert_num_queries(3):
            assert len(queries.values_of_question(made.id, question="residents", scope=scope)) == len(codes)


def test_the_database_refuses_nonsense(at):
    made = campaign(at)
    row = return_of(made)
    value = {
        "district": "350802",
        "community_return": row,
        "question": "q",
        "way": "records",
        "means": "page",
    }
    value |= {"recorded_at": at, "version": 1}
    nonsense = [
        lambda: Campaign.objects.filter(pk=made.pk).update(closes_date=date(2020, 1, 1)),
        lambda: Campaign.objects.filter(pk=made.pk).update(state="paused"),
        lambda: Campaign.objects.filter(pk=made.pk).update(opened_at=None),
        lambda: Campaign.objects.filter(pk=made.pk).update(state=CampaignState.CLOSED),
        lambda: Campaign.objects.filter(pk=made.pk).update(title_zh=""),
        lambda: Return.objects.filter(pk=row.pk).update(state=ReturnState.SUBMITTED),
        lambda: Return.objects.filter(pk=row.pk).update(approved_at=at),
        lambda: Return.objects.filter(pk=row.pk).update(answered=59),
        lambda: Return.objects.filter(pk=row.pk).update(division_code="350803001001"),
        lambda: Return.objects.filter(pk=row.pk).update(division_code=YONGXING),
        lambda: Return.objects.filter(pk=row.pk).update(state="lost"),
        lambda: Value.objects.create(**value, number=1, text="x"),
        lambda: Value.objects.create(**value, number=1, group="staff", row=0),
        lambda: Value.objects.create(**value, number=1, row=1),
        lambda: Value.objects.create(**value | {"version": 0}, number=1),
        lambda: Value.objects.create(**value, number=1, superseded_at=at - timedelta(days=1)),
        lambda: Value.objects.bulk_create([Value(**value, number=n) for n in (1, 2)]),
        lambda: Value.objects.bulk_create([Value(**value | {"version": n}, number=n) for n in (1, 2)]),
        lambda: made.holds.create(why="", placed_at=at, placed_by_label="x"),
        lambda: [made.holds.create(why="x", placed_at=at, placed_by_label="x") for _ in range(2)],
        lambda: [
            made.holds.create(why="x", placed_at=at, placed_by_label="x", community_return=row)
            for _ in range(2)
        ],
        lambda: made.holds.create(why="x", placed_at=at, placed_by_label="x", released_at=at - timedelta(1)),
        lambda: made.evidence.create(place="", text="x", day=at.date(), recorded_at=at, way="talk"),
        lambda: row.steps.create(
            step="send_back", from_state="submitted", to_state="sent_back", version=1, at=at
        ),
    ]
    for write in nonsense:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
