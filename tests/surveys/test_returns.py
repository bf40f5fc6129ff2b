"""A community answers, hands in, is sent back, hands in again; every move can be undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.openwork import open_work_of_post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.surveys import actions, hooks, queries
from linli.surveys.actions.moves import NotReady
from linli.surveys.ledger import rebuilt
from linli.surveys.merge import Change
from linli.surveys.models import AnswerSheet, Value
from linli.surveys.queries.returns import steps
from linli.surveys.queries.values import held_values, history
from linli.surveys.states import ReturnState, Step
from tests.factories import actor
from tests.surveys.making import (
    CLERK,
    DONGBAO,
    LIANXIN,
    OFFICE,
    OTHER_STAFF,
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
EVERYTHING = list(ReturnState)


def test_opening_makes_a_return_for_every_community(at):
    made = campaign(at)
    found = queries.completeness(made.id, scope=Scope("350802"), as_of=at.date())
    assert [(row.name, row.state, row.answered, row.asked) for row in found] == [
        ("东宝社区", ReturnState.NOT_STARTED, 0, 58),
        ("永兴社区", ReturnState.NOT_STARTED, 0, 58),
        ("莲新社区", ReturnState.NOT_STARTED, 0, 58),
    ]
    assert found[0].required_missing == (
        "community_kind",
        "residents",
        "households",
        "posts_approved",
        "office_tenure",
    )
    assert queries.campaign(made.id).asked == 3


def test_answers_are_typed_and_keep_their_source(at):
    row = return_of(campaign(at))
    changes = [
        Change("residents", 5_021, note="派出所户籍"),
        Change("office_area", Decimal("160.5")),
        Change("founded_date", date(2002, 3, 15)),
        Change("meeting_room", False),
        Change("approval_note", "规划未批"),
        Change("post", "chief", group="staff", row=-1),
        Change("age", 48, group="staff", row=-1),
        Change("post", "deputy", group="staff", row=-2),
        Change("month", date(2026, 3, 1), group="funds", row=-1),
        Change("due", Decimal("2500"), group="funds", row=-1),
    ]
    done = actions.save_draft(return_id=row.pk, changes=changes, by=STAFF, at=at)
    assert len(done.saved) == 10
    assert done.new_rows == {("staff", -1): 1, ("staff", -2): 2, ("funds", -1): 1}
    found = queries.answers(row.campaign_id, states=EVERYTHING)[DONGBAO]
    assert found.state is ReturnState.DRAFT
    assert found.value("residents") == 5_021
    assert found.values["residents"].source == "派出所户籍"
    assert found.values["residents"].recorded_at == at
    assert found.values["office_area"].way == "visit"
    assert found.value("office_area") == Decimal("160.5")
    assert found.value("founded_date") == date(2002, 3, 15)
    assert found.value("meeting_room") is False
    assert found.value("households") is None
    assert found.groups["staff"] == ({"post": "chief", "age": 48}, {"post": "deputy"})
    assert found.groups["funds"] == ({"month": date(2026, 3, 1), "due": Decimal(2500)},)


def test_the_sheet_follows_from_the_values_alone(at):
    row = return_of(campaign(at))
    answer(row, at, complete(office_area=Decimal("99.50")))
    answer(row, at + timedelta(minutes=1), {"residents": 4_999, "households": None})
    questionnaire = queries.questionnaire_of(row.campaign_id)
    held = held_values(questionnaire, [row.pk])[row.pk]
    assert AnswerSheet.objects.get(pk=row.pk).payload == rebuilt(questionnaire, held)
    assert "households" not in values_of(row.campaign_id)


def test_a_change_keeps_what_was_before_and_who_changed_it(at):
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000})
    answer(row, at + timedelta(hours=1), {"residents": 5_100})
    answer(row, at + timedelta(hours=2), {"residents": None})
    lines = history(queries.questionnaire_of(row.campaign_id), row.pk, question="residents")
    assert [(line.before, line.value) for line in lines] == [(5_100, None), (5_000, 5_100), (None, 5_000)]
    assert Value.objects.filter(superseded_at=None).count() == 1


def test_saving_the_same_again_writes_nothing(at):
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000})
    before = (AuditEntry.objects.count(), Value.objects.count())
    done = answer(row, at, {"residents": 5_000})
    assert (done.saved, done.conflicts) == ((), ())
    assert (AuditEntry.objects.count(), Value.objects.count()) == before


def test_two_people_answering_at_once_lose_nothing(at):
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000, "households": 1_700})
    # Both opened the page now; one changes the residents, the other the residents and the households.
    seen = 1
    answer(row, at, {"residents": 5_100}, base=seen)
    done = answer(row, at, {"residents": 4_900, "households": 1_650}, base=seen)
    assert [(c.mine, c.theirs.value) for c in done.conflicts] == [(4_900, 5_100)]
    assert values_of(row.campaign_id) == {"residents": 5_100, "households": 1_650}
    # Having seen both, the person decides.
    again = answer(row, at, {"residents": 4_900}, base=done.conflicts[0].theirs.version)
    assert not again.conflicts
    assert values_of(row.campaign_id)["residents"] == 4_900


def test_what_somebody_did_not_touch_is_not_put_back(at):
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000})
    answer(row, at, {"residents": 5_100}, base=1)
    done = answer(row, at, {"residents": 5_000}, base=1)  # sent along with the whole form, unchanged
    assert (done.saved, done.conflicts) == ((), ())
    assert values_of(row.campaign_id)["residents"] == 5_100


def test_both_add_a_row_and_both_are_kept(at):
    row = return_of(campaign(at))
    for post in ("chief", "deputy"):
        actions.save_draft(
            return_id=row.pk, changes=[Change("post", post, group="staff", row=-1)], by=STAFF, at=at
        )
    found = queries.answers(row.campaign_id, states=EVERYTHING)[DONGBAO]
    assert found.groups["staff"] == ({"post": "chief"}, {"post": "deputy"})


def test_a_group_takes_no_more_rows_than_it_has(at):
    row = return_of(campaign(at))
    many = [Change("post", "full_time", group="staff", row=-n) for n in range(1, 43)]
    done = actions.save_draft(return_id=row.pk, changes=many, by=STAFF, at=at)
    assert (len(done.saved), len(done.rejected)) == (40, 2)


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("office_area", Decimal(-5), "too_small"),
        ("appraisal_approval", Decimal("100.5"), "too_big"),
        ("community_kind", "rural", "not_a_choice"),
        ("residents", Decimal("1.5"), "wrong_type"),
        ("office_area", Decimal("NaN"), "wrong_type"),
        ("residents", True, "wrong_type"),
    ],
)
def test_a_value_that_cannot_be_is_not_taken(at, question, value, code):
    row = return_of(campaign(at))
    done = answer(row, at, {question: value, "households": 1_000})
    assert [found.finding.code for found in done.rejected] == [code]
    assert values_of(row.campaign_id) == {"households": 1_000}


def test_an_unknown_question_is_rejected(at):
    row = return_of(campaign(at))
    assert [found.finding for found in answer(row, at, {"belief": "x"}).rejected] == [None]


def test_the_office_and_strangers_do_not_answer_for_a_community(at):
    row = return_of(campaign(at))
    for by in (OFFICE, CLERK, OTHER_STAFF, actor(Role.COMMITTEE, "350802001"), actor(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            answer(row, at, {"residents": 1_000}, by)
    assert not Value.objects.exists()


def test_handing_in_waits_for_what_is_required(at):
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000, "households": 6_000})
    row.refresh_from_db()
    with pytest.raises(NotReady) as caught:
        actions.submit_return(return_id=row.pk, by=STAFF, at=at, version=row.version)
    assert caught.value.code == "surveys.not_complete"
    assert caught.value.review.missing == ("community_kind", "posts_approved", "office_tenure")
    assert [found.check.code for found in caught.value.review.blocking] == ["household_count"]


def test_what_is_odd_must_be_confirmed(at):
    row = return_of(campaign(at))
    answer(row, at, complete(residents=480, households=50, facility_total_stated=10))
    actions.save_draft(
        return_id=row.pk,
        changes=[Change("post", "chief", group="staff", row=-1), Change("age", 75, group="staff", row=-1)],
        by=STAFF,
        at=at,
    )
    row.refresh_from_db()
    with pytest.raises(NotReady) as caught:
        actions.submit_return(return_id=row.pk, by=STAFF, at=at, version=row.version)
    # The stated total cannot be compared while its parts are unknown: not applicable, not wrong.
    assert caught.value.review.keys == {"household_size", "range:residents", "range:staff.age:1"}
    done = actions.submit_return(
        return_id=row.pk, by=STAFF, at=at, version=row.version, confirmed=caught.value.review.keys
    )
    assert done.confirmed == ["household_size", "range:residents", "range:staff.age:1"]


def test_nobody_hands_in_what_they_have_not_seen(at):
    row = return_of(campaign(at))
    answer(row, at, complete())
    row.refresh_from_db()
    seen = row.version
    answer(row, at, {"residents": 6_000})
    with pytest.raises(Refusal) as caught:
        actions.submit_return(return_id=row.pk, by=STAFF, at=at, version=seen)
    assert caught.value.code == "surveys.changed_meanwhile"


def test_the_whole_way_and_back(at):
    row = hand_in(return_of(campaign(at)), at)
    with pytest.raises(Refusal) as caught:
        answer(row, at, {"residents": 1_000})
    assert caught.value.code == "surveys.submitted"
    actions.review_return(return_id=row.pk, by=CLERK, at=at)
    actions.send_back(return_id=row.pk, by=CLERK, at=at, why="户数与派出所不一致")
    actions.undo_send_back(return_id=row.pk, by=CLERK, at=at)
    actions.send_back(return_id=row.pk, by=CLERK, at=at, why="户数与派出所不一致")
    answer(row, at, {"households": 1_650})
    with pytest.raises(Refusal) as caught:
        actions.undo_send_back(return_id=row.pk, by=CLERK, at=at)
    assert caught.value.code == "surveys.changed_since"
    later = at + timedelta(days=20)
    row.refresh_from_db()
    row = actions.submit_return(return_id=row.pk, by=STAFF, at=later, version=row.version)
    assert row.submitted_at == at  # it came in time; that it was sent back does not make it late
    actions.approve_return(return_id=row.pk, by=OFFICE, at=later)
    actions.undo_approve(return_id=row.pk, by=OFFICE, at=later)
    actions.withdraw_return(return_id=row.pk, by=STAFF, at=later)
    taken = [step.step for step in reversed(steps(row.pk))]
    assert taken == [
        Step.START, Step.SUBMIT, Step.REVIEW, Step.SEND_BACK, Step.UNDO_SEND_BACK, Step.SEND_BACK,
        Step.SUBMIT, Step.APPROVE, Step.UNDO_APPROVE, Step.WITHDRAW,
    ]  # fmt: skip
    assert AuditEntry.objects.filter(subject=f"surveys.Return:{row.pk}").count() == 11


def test_sending_back_needs_a_reason(at):
    row = hand_in(return_of(campaign(at)), at)
    with pytest.raises(Refusal) as caught:
        actions.send_back(return_id=row.pk, by=OFFICE, at=at, why="  ")
    assert caught.value.code == "surveys.reason_missing"


@pytest.mark.parametrize(
    ("move", "allowed"),
    [
        (actions.review_return, {Role.SUB_DISTRICT}),
        (actions.approve_return, {Role.DISTRICT_OFFICE}),
        (actions.withdraw_return, {Role.COMMITTEE}),
    ],
)
def test_each_move_belongs_to_a_role_in_its_place(at, move, allowed):
    row = hand_in(return_of(campaign(at)), at)
    places = {Role.SUB_DISTRICT: "350802001", Role.COMMITTEE: DONGBAO}
    for role in Role:
        if role not in allowed:
            with pytest.raises(NotAllowed):
                move(return_id=row.pk, by=actor(role, places.get(role, "350802")), at=at)
    for role in allowed:
        with pytest.raises(NotAllowed):
            move(return_id=row.pk, by=actor(role, "350803"), at=at)
        move(return_id=row.pk, by=actor(role, places.get(role, "350802")), at=at)


def test_a_move_from_the_wrong_state_is_refused(at):
    row = return_of(campaign(at))
    with pytest.raises(Refusal) as caught:
        actions.approve_return(return_id=row.pk, by=OFFICE, at=at)
    assert caught.value.code == "surveys.wrong_state"
    assert "未开始" in caught.value.message


def test_higher_rooms_hear_of_what_counts(at):
    heard = []

    def listen(**told):
        heard.append((told["campaign_id"], told["division_code"], told["at"], told["by"]))

    hooks.return_changed.connect(listen)
    try:
        row = return_of(campaign(at))
        answer(row, at, complete())
        assert heard == []  # a draft does not count
        row.refresh_from_db()
        actions.submit_return(return_id=row.pk, by=STAFF, at=at, version=row.version)
        actions.send_back(return_id=row.pk, by=OFFICE, at=at, why="重填")
    finally:
        hooks.return_changed.disconnect(listen)
    assert heard == [(row.campaign_id, DONGBAO, at, STAFF), (row.campaign_id, DONGBAO, at, OFFICE)]


def test_a_listener_that_fails_undoes_the_move(at):
    def fail(**told):
        raise RuntimeError("projection")

    row = return_of(campaign(at))
    answer(row, at, complete())
    row.refresh_from_db()
    hooks.return_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            actions.submit_return(return_id=row.pk, by=STAFF, at=at, version=row.version)
    finally:
        hooks.return_changed.disconnect(fail)
    row.refresh_from_db()
    assert row.state == ReturnState.DRAFT


def test_the_draft_belongs_to_the_post(at):
    from tests.factories import post_for

    post = post_for(Role.COMMITTEE, DONGBAO, "主任")
    by = actor(Role.COMMITTEE, DONGBAO)
    by = type(by)(None, post.pk, by.role, by.scope, by.label)
    row = return_of(campaign(at))
    answer(row, at, {"residents": 5_000}, by)
    row.refresh_from_db()
    assert row.holder_post_id == post.pk
    lines = history(queries.questionnaire_of(row.campaign_id), row.pk, question="residents")
    assert lines[0].post.endswith("主任")
    (work,) = open_work_of_post(post=post)
    assert (work.kind, work.count, work.first) == ("surveys.return", 1, ("东宝社区 · 填写中",))


def test_other_communities_are_not_touched(at):
    made = campaign(at)
    hand_in(return_of(made), at)
    assert set(queries.answers(made.id)) == {DONGBAO}
    assert set(queries.answers(made.id, states=EVERYTHING)) == {place.code for place in PLACES}
    assert set(queries.answers(made.id, codes=[YONGXING, LIANXIN], states=EVERYTHING)) == {YONGXING, LIANXIN}


def test_the_values_of_one_question(at):
    made = campaign(at)
    hand_in(return_of(made), at)
    found = queries.values_of_question(made.id, question="residents", scope=Scope("350802001"))
    assert [(row.division_code, row.value) for row in found] == [(DONGBAO, 5_000), (YONGXING, None)]
    with pytest.raises(Refusal):
        queries.values_of_question(made.id, question="belief", scope=Scope(""))
