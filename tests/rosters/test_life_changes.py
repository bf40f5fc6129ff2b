"""What a source says otherwise than before: proposed, and recorded when a person accepts it."""

import pytest

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.actions import DueFact, erase_values, forget_people
from linli.register.hooks import values_erased
from linli.register.models import Dwelling, Fact, Person
from linli.register.states import Status
from linli.rosters import actions
from linli.rosters.models import LifeChange
from linli.rosters.states import ChangeKind, ChangeState
from tests.rosters.setting import (
    AT,
    CHEN,
    DISTRICT,
    DONGBAO,
    DONGMEN,
    HEADINGS,
    LI,
    WANG,
    committee,
    csv_file,
    done,
    office,
    set_up,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)
ELSEWHERE = "龙岩市新罗区东城街道东宝社区解放路20号恒信家园5栋801室"
MORE = (*HEADINGS, "婚姻状况", "是否死亡", "死亡日期")


@pytest.fixture(autouse=True)
def _district():
    set_up()


def changes():
    return LifeChange.objects.in_scope(ALL).order_by("id")


def person(mask="李*国"):
    return Person.objects.in_scope(ALL).get(name_mask=mask)


def test_a_source_that_moves_somebody_proposes_the_move():
    done(csv_file([LI, WANG]))
    done(csv_file([LI | {"现住地址": ELSEWHERE}, WANG]))
    change = changes().get()
    assert (change.kind, change.state) == (ChangeKind.MOVED, ChangeState.OPEN)
    assert "801" not in change.after_mask
    assert person().division_code == DONGMEN


def test_an_accepted_move_changes_the_home_and_the_community():
    done(csv_file([LI, WANG]))
    done(csv_file([LI | {"现住地址": ELSEWHERE}, WANG]))
    actions.accept_change(change_id=changes().get().pk, by=office(), at=AT)
    moved = person()
    assert (moved.division_code, moved.dwelling.room) == (DONGBAO, "801")
    assert moved.household.dwelling_id == moved.dwelling_id
    assert person("王*英").household.size == 1
    assert Dwelling.objects.in_scope(ALL).count() == 2


def test_a_source_that_never_spoke_of_a_home_disagrees_and_proposes_nothing():
    done(csv_file([LI]))
    roster = done(csv_file([LI | {"现住地址": ELSEWHERE}]), source="civil")
    assert (roster.counts["proposed"], roster.counts["changed"]) == (0, 1)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({}, {"是否死亡": "是", "死亡日期": "2026-11-01"}, ChangeKind.DIED),
        ({"婚姻状况": "未婚"}, {"婚姻状况": "初婚"}, ChangeKind.MARRIED),
        ({}, {"姓名": "李建邦"}, ChangeKind.RENAMED),
    ],
)
def test_death_marriage_and_another_name_are_proposed(before, after, kind):
    done(csv_file([LI | before, CHEN], MORE))
    done(csv_file([LI | before | after, CHEN], MORE))
    change = changes().get()
    assert change.kind == kind
    actions.accept_change(change_id=change.pk, by=office(), at=AT)
    assert changes().get().state == ChangeState.ACCEPTED


def test_an_accepted_death_is_on_the_record():
    done(csv_file([LI, CHEN], MORE))
    done(csv_file([LI | {"是否死亡": "是", "死亡日期": "2026-11-01"}, CHEN], MORE))
    actions.accept_change(change_id=changes().get().pk, by=office(), at=AT)
    assert person().status == Status.DEAD
    assert person().death_date.isoformat() == "2026-11-01"


def test_an_accepted_name_keeps_the_old_one_findable():
    done(csv_file([LI]))
    done(csv_file([LI | {"姓名": "李建邦"}]))
    actions.accept_change(change_id=changes().get().pk, by=office(), at=AT)
    assert person("李*邦").number_sound
    again = done(csv_file([LI | {"姓名": "李建邦"}]))
    assert (again.counts["new"], again.counts["proposed"]) == (0, 0)


def test_a_declined_change_is_not_proposed_again():
    done(csv_file([LI]))
    moved = csv_file([LI | {"现住地址": ELSEWHERE}])
    done(moved)
    with pytest.raises(Refusal):
        actions.decline_change(change_id=changes().get().pk, why=" ", by=office(), at=AT)
    actions.decline_change(change_id=changes().get().pk, why="电话核实，没有搬", by=office(), at=AT)
    done(moved)
    assert [one.state for one in changes()] == [ChangeState.DECLINED]


def test_undoing_the_roster_takes_back_what_was_accepted_from_it():
    done(csv_file([LI]))
    second = done(csv_file([LI | {"现住地址": ELSEWHERE}]))
    actions.accept_change(change_id=changes().get().pk, by=office(), at=AT)
    actions.undo_roster(roster_id=second.pk, why="版本不对", by=office(), at=AT)
    assert person().division_code == DONGMEN
    assert changes().get().state == ChangeState.WITHDRAWN


def test_a_committee_that_names_somebody_of_another_community_only_reports_an_arrival():
    done(csv_file([LI]))
    by = committee(DONGBAO, account=12)
    roster = done(csv_file([LI | {"现住地址": ELSEWHERE}]), source="grid", by=by)
    assert (roster.counts["facts"], roster.counts["proposed"]) == (0, 1)
    assert changes().get().division_code == DONGMEN


def test_what_is_proposed_is_sealed():
    done(csv_file([LI]))
    done(csv_file([LI | {"现住地址": ELSEWHERE}]))
    assert ELSEWHERE.encode() not in bytes(changes().get().after_sealed)


def test_what_is_kept_beside_the_ledger_goes_when_a_person_is_forgotten():
    done(csv_file([LI, WANG]))
    done(csv_file([LI | {"现住地址": ELSEWHERE}, WANG | {"现住地址": ELSEWHERE}]))
    assert changes().count() == 2
    forget_people(people=[person().pk], why="保存期限届满", by=Actor.system("daily"), at=AT)
    assert [change.subject for change in changes()] == [person("王*英").pk]


def test_what_a_source_proposed_goes_when_the_register_may_hold_no_value_any_more():
    done(csv_file([LI, WANG]))
    done(csv_file([LI | {"姓名": "李建邦"}, WANG]))
    change = changes().get()
    facts = Fact.objects.in_scope(ALL).filter(subject=change.subject, element=change.element)
    due = [DueFact(fact.pk, fact.subject_id, DISTRICT, fact.element, "left+24") for fact in facts]
    erase_values(due=due, by=Actor.system("daily"), at=AT)
    before = change.digest
    change.refresh_from_db()
    assert (bytes(change.after_sealed), change.people_sealed) == (b"", None)
    assert (change.before_mask, change.after_mask, change.state) == ("", "", ChangeState.DECLINED)
    assert change.digest != before
    assert "保存期限已到" in change.why


def test_a_proposal_stays_while_another_value_of_the_element_stands():
    done(csv_file([LI, WANG]))
    done(csv_file([LI | {"姓名": "李建邦"}, WANG]))
    change = changes().get()
    kept = bytes(change.after_sealed)
    values_erased.send(
        sender=None,
        values=frozenset({(change.subject, change.element)}),
        gone=frozenset(),
        by=Actor.system("daily"),
        at=AT,
    )
    change.refresh_from_db()
    assert (bytes(change.after_sealed), change.state) == (kept, ChangeState.OPEN)
