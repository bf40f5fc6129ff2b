"""Lists and cards: who needs an approval is left out, costs stay constant, a failed log is a failed read."""

from datetime import timedelta

import pytest
from django.db import connection

from linli.base.identity.states import Role
from linli.base.reading.actions import state_own_record
from linli.base.reading.models import Alarm
from linli.base.reading.queries import readings_of
from linli.base.reading.states import AlarmKind
from linli.register import gate
from linli.register.drafts import FactDraft
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    GRID,
    INSTALL,
    draft,
    somebody,
)
from tests.register.gate.setting import (
    CHILD,
    PURPOSE_OF,
    REASON,
    health,
    refusal,
    settle,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
TURN = connection.vendor == "postgresql"  # one query more: its turn at the end of the trail


def officer(prefix: str = GRID):
    return somebody(Role.GRID_OFFICER, prefix)


def chief():
    return somebody(Role.COMMITTEE, COMMUNITY)


def look(by, *people, elements=("self.name", "self.phone"), purpose="contact", **more):
    asked = {"purpose": purpose, "reason": REASON, "by": by, "at": AT}
    return gate.read([one.id for one in people], elements, **{**asked, **more})


# -- lists --------------------------------------------------------------------------------------------------------
def listed(by, people, elements=("self.name", "self.phone"), purpose="contact", **more):
    return gate.read_list(
        [one.id for one in people], elements, purpose=purpose, reason=REASON, by=by, at=AT, **more
    )


def test_a_list_leaves_out_who_needs_an_approval_and_logs_only_who_was_shown():
    adult, child = settle(GRID)[0], settle(GRID, CHILD)[0]
    told = listed(officer(), [adult, child])
    assert [bool(one.withheld) for one in told.subjects] == [False, True]
    assert told.subjects[1].values == {}
    assert told.withheld == 1
    assert (readings_of([adult.id], DAY).total, readings_of([child.id], DAY).total) == (1, 0)


def test_a_list_and_a_card_show_the_same_masks():
    people = settle(GRID, count=3)
    by = officer()
    page = listed(by, people)
    cards = [look(by, one).only for one in people]
    for row, card in zip(page.subjects, cards, strict=True):
        assert (row.text("self.name"), row.text("self.phone")) == (
            card.text("self.name"),
            card.text("self.phone"),
        )


def test_a_list_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    people = settle(GRID, count=3)
    by = officer()
    listed(by, people[:1])  # warms the catalogue's cache
    with django_assert_num_queries(16 + TURN):
        listed(by, people[:1])
    with django_assert_num_queries(16 + TURN):
        listed(by, people)


def test_a_card_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    people = settle(GRID, count=3)
    by = officer()
    look(by, people[0])
    with django_assert_num_queries(19 + TURN):
        look(by, people[0])
    with django_assert_num_queries(19 + TURN):
        look(by, *people)


def test_a_refused_read_leaves_no_trace_of_a_look_that_did_not_happen():
    (one,) = settle(GRID, CHILD)
    with refusal("reading.needs_approval"):
        look(officer(), one)
    assert readings_of([one.id], DAY).total == 0


def test_a_reading_whose_log_cannot_be_written_does_not_happen(monkeypatch):
    (one,) = settle(GRID)

    def fails(**kwargs):
        raise RuntimeError("disk full")

    monkeypatch.setattr("linli.register.gate.reading.log_reading", fails)
    with pytest.raises(RuntimeError):
        look(officer(), one)


# -- delay, own circle, as of -------------------------------------------------------------------------------------
def test_a_purpose_whose_law_delays_telling_is_counted_at_once():
    from linli.base.reading.actions import change_purpose

    change_purpose(
        draft=draft("contact", delay_days=30, delay_basis="《反家庭暴力法》"),
        why="保护受害人",
        by=somebody(Role.DISTRICT_OFFICE),
        at=AT,
    )
    (one,) = settle(GRID)
    look(officer(), one)
    log = readings_of([one.id], DAY)
    assert (log.lines, log.delayed) == ((), 1)


def test_looking_up_oneself_or_who_one_lives_with_is_told_to_the_supervisor():
    from linli.register.actions import record
    from linli.register.drafts import new_subject
    from linli.register.states import SubjectKind
    from tests.register.gate.setting import entry

    me, mate, stranger = settle(GRID, count=3)
    home = new_subject(SubjectKind.HOUSEHOLD, COMMUNITY, "001")
    record(
        entry=entry(),
        facts=[FactDraft(one.id, "self.household", object=home.id) for one in (me, mate)],
        subjects=[home],
        by=INSTALL,
        at=AT - timedelta(days=8),
    )
    by = officer()
    state_own_record(account_id=by.account_id, subject=me.id, by=by, at=AT)
    look(by, stranger)
    assert Alarm.objects.count() == 0
    look(by, mate)
    look(by, me)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.looks) == (AlarmKind.OWN_RECORD, 1)


def test_what_a_card_may_ask_for_follows_the_purpose():
    by = officer()
    from linli.register.states import SubjectKind

    offered = {one.code for one in gate.readable("contact", SubjectKind.PERSON, by=by, today=DAY)}
    assert offered == {"self.name", "self.phone", "self.mobile", "self.interpreter_need"}
    sealed = gate.readable("health_services", SubjectKind.PERSON, by=by, today=DAY)
    assert sealed == ()
    owner = gate.readable("health_services", SubjectKind.PERSON, by=health(), today=DAY)
    assert [one.code for one in owner] == ["self.mental_care_followed"]


def test_every_purpose_of_these_tests_is_the_catalogues():
    for code, purpose in PURPOSE_OF.items():
        from tests.catalogue.setting import supplied

        assert purpose in supplied(code).property.purposes
