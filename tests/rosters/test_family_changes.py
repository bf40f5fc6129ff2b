"""What rosters say of families otherwise than before: proposed as the act that it is, accepted as that act."""

from datetime import date

import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.actions import forget_people
from linli.register.ledger.load import Loader
from linli.register.models import Household, Person
from linli.register.queries import card
from linli.register.states import Status
from linli.rosters import actions
from linli.rosters.models import LifeChange
from linli.rosters.states import ChangeKind, ChangeState
from tests.rosters.setting import (
    AT,
    CHEN,
    DAY,
    DISTRICT,
    HEADINGS,
    LI,
    WANG,
    csv_file,
    done,
    office,
    row,
    set_up,
)

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)
HOME = LI["现住地址"]
MORE = (*HEADINGS, "户号", "与户主关系", "婚姻状况", "结婚日期", "迁出日期")
HEAD = LI | {"户号": "3501-1", "与户主关系": "户主", "婚姻状况": "已婚"}
WIFE = WANG | {"户号": "3501-1", "与户主关系": "妻", "婚姻状况": "已婚"}
SON = row("李小军", "19920420", 7, 现住地址=HOME, 户号="3501-1", 与户主关系="子", 婚姻状况="未婚")
BRIDE = row(
    "陈美玲", "19930606", 8, male=False, 现住地址=HOME, 户号="3501-1", 与户主关系="儿媳", 婚姻状况="未婚"
)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def bring(*rows, **more):
    return done(csv_file(rows, MORE), **more)


def changes(kind=None):
    rows = LifeChange.objects.in_scope(ALL).order_by("id")
    return list(rows.filter(kind=kind) if kind else rows)


def only(kind):
    (change,) = changes()
    assert change.kind == kind
    return change


def accept(change, **more):
    return actions.accept_change(change_id=change.pk, by=office(), at=AT, **more)


def person(mask):
    return Person.objects.in_scope(ALL).get(name_mask=mask)


def spouse(mask):
    view = Loader(DAY).load([person(mask).pk]).views[person(mask).pk]
    return view.object("self.spouse")


def said(mask, element):
    return card(person(mask).pk, on=DAY, scope=ALL).value(element)


def test_a_couple_of_one_household_is_proposed_once_and_recorded_on_both_sides():
    bring(HEAD, WIFE, SON, BRIDE | {"与户主关系": "其他"}, as_of=date(2026, 6, 1))
    bring(HEAD, WIFE, SON | {"婚姻状况": "初婚", "结婚日期": "2026-10-01"}, BRIDE | {"婚姻状况": "初婚"})
    change = only(ChangeKind.MARRIED)
    assert {change.subject, change.other} == {person("李*军").pk, person("陈*玲").pk}
    assert (change.element, spouse("李*军")) == ("self.marriage_date", None)
    accept(change)
    assert spouse("李*军") == person("陈*玲").pk
    assert spouse("陈*玲") == person("李*军").pk
    assert {said(mask, "self.marital_status") for mask in ("李*军", "陈*玲")} == {"20"}
    assert {said(mask, "self.marriage_date") for mask in ("李*军", "陈*玲")} == {"2026-10-01"}


def test_two_households_with_the_same_day_of_marriage_are_a_couple_when_nobody_else_married_that_day():
    alone = CHEN | {"户号": "3501-9", "与户主关系": "户主", "婚姻状况": "未婚"}
    bride = BRIDE | {"户号": "3501-8", "与户主关系": "户主"}
    wed = {"婚姻状况": "初婚", "结婚日期": "2026-10-01"}
    bring(alone, bride, HEAD)
    bring(alone | wed, bride | wed, HEAD)
    assert only(ChangeKind.MARRIED).other is not None


def test_three_who_married_on_one_day_are_nobodys_couple():
    third = row("赵国平", "19900101", 11, 户号="3501-7", 与户主关系="户主", 婚姻状况="未婚")
    alone = CHEN | {"户号": "3501-9", "与户主关系": "户主", "婚姻状况": "未婚"}
    bride = BRIDE | {"户号": "3501-8", "与户主关系": "户主"}
    wed = {"婚姻状况": "初婚", "结婚日期": "2026-10-01"}
    bring(alone, bride, third)
    bring(alone | wed, bride | wed, third | wed)
    assert [(one.kind, one.other, one.element) for one in changes()] == [
        (ChangeKind.MARRIED, None, "self.marital_status")
    ] * 3


def test_a_marriage_that_cannot_be_is_refused_when_it_is_accepted():
    child = SON | {"出生日期": "2008-04-20", "公民身份号码": row("x", "20080420", 7)["公民身份号码"]}
    bring(HEAD, WIFE, child, BRIDE)
    bring(HEAD, WIFE, child | {"婚姻状况": "初婚"}, BRIDE | {"婚姻状况": "初婚"})
    with pytest.raises(Refusal) as refused:
        accept(only(ChangeKind.MARRIED))
    assert refused.value.code == "register.too_young_to_marry"
    assert changes()[0].state == ChangeState.OPEN


def test_a_divorce_is_a_status_and_names_nobody():
    bring(HEAD, WIFE)
    bring(HEAD | {"婚姻状况": "离婚"}, WIFE)
    change = only(ChangeKind.MARRIED)
    assert (change.other, change.element) == (None, "self.marital_status")
    accept(change)
    assert said("李*国", "self.marital_status") == "40"


def test_another_head_is_proposed_with_what_the_others_are_to_her():
    bring(HEAD, WIFE, SON)
    swapped = HEAD | {"与户主关系": "夫"}, WIFE | {"与户主关系": "户主"}, SON
    roster = bring(*swapped)
    change = only(ChangeKind.NEW_HEAD)
    home = Household.objects.in_scope(ALL).get()
    assert (change.subject, change.other) == (person("王*英").pk, home.pk)
    assert (roster.counts["facts"], home.head_id) == (0, person("李*国").pk)
    accept(change)
    assert Household.objects.in_scope(ALL).get().head_id == person("王*英").pk
    assert {mask: person(mask).relationship for mask in ("李*国", "王*英", "李*军")} == {
        "李*国": "11",
        "王*英": "02",
        "李*军": "20",
    }


def test_a_relationship_that_changes_by_itself_is_recorded_as_the_source_says():
    bring(HEAD, WIFE, SON)
    roster = bring(HEAD, WIFE, SON | {"与户主关系": "长子"})
    assert (changes(), roster.counts["facts"], person("李*军").relationship) == ([], 1, "22")


def test_members_under_a_number_of_their_own_are_proposed_as_a_split():
    bring(HEAD, WIFE, SON, BRIDE)
    apart = {"户号": "3501-2"}
    pair = SON | apart | {"与户主关系": "户主"}, BRIDE | apart | {"与户主关系": "妻"}
    roster = bring(HEAD, WIFE, *pair)
    change = only(ChangeKind.SPLIT)
    assert (change.subject, roster.counts["facts"]) == (person("李*军").pk, 0)
    assert Household.objects.in_scope(ALL).get().size == 4
    accept(change)
    assert person("李*军").household_id == person("陈*玲").household_id != person("李*国").household_id
    assert (person("李*军").household.head_id, person("陈*玲").relationship) == (person("李*军").pk, "12")
    assert sorted(one.size for one in Household.objects.in_scope(ALL)) == [2, 2]
    again = bring(HEAD, WIFE, *pair)
    assert (again.counts["same"], again.counts["proposed"], again.counts["facts"]) == (4, 0, 0)


def test_a_household_with_another_number_as_a_whole_is_no_split():
    bring(HEAD, WIFE)
    bring(HEAD | {"户号": "3501-5"}, WIFE | {"户号": "3501-5"})
    assert changes(ChangeKind.SPLIT) == []
    assert Household.objects.in_scope(ALL).get().size == 2


def test_a_day_of_moving_out_is_proposed_and_ends_the_membership():
    bring(HEAD, WIFE)
    bring(HEAD, WIFE | {"迁出日期": "2026-11-01"})
    change = only(ChangeKind.MOVED_OUT)
    assert person("王*英").status == Status.RESIDENT
    accept(change)
    assert (person("王*英").status, person("王*英").household_id) == (Status.MOVED_OUT, None)
    assert (bring(HEAD, WIFE | {"迁出日期": "2026-11-01"}).counts["proposed"]) == 0


def test_the_head_does_not_move_out_and_leave_the_others_without_one():
    bring(HEAD, WIFE)
    bring(HEAD | {"迁出日期": "2026-11-01"}, WIFE)
    with pytest.raises(Refusal) as refused:
        accept(only(ChangeKind.MOVED_OUT))
    assert refused.value.code == "register.household_without_head"


def test_a_newborn_child_of_the_head_is_proposed_with_both_parents():
    baby = row("李安安", "20260901", 9, male=False, 现住地址=HOME, 户号="3501-1", 与户主关系="女")
    bring(HEAD, WIFE)
    bring(HEAD, WIFE, baby)
    change = only(ChangeKind.BORN)
    assert change.subject == person("李*安").pk
    accept(change)
    view = Loader(DAY).load([change.subject]).views[change.subject]
    assert view.object("self.father") == person("李*国").pk
    assert view.object("self.mother") == person("王*英").pk


def test_an_older_child_that_appears_is_new_and_nothing_is_concluded():
    bring(HEAD, WIFE)
    bring(HEAD, WIFE, SON)
    assert changes() == []


def test_undoing_the_roster_takes_an_accepted_marriage_back():
    bring(HEAD, WIFE, SON, BRIDE)
    second = bring(HEAD, WIFE, SON | {"婚姻状况": "初婚"}, BRIDE | {"婚姻状况": "初婚"})
    accept(only(ChangeKind.MARRIED))
    actions.undo_roster(roster_id=second.pk, why="版本不对", by=office(), at=AT)
    assert (spouse("李*军"), said("李*军", "self.marital_status")) == (None, "10")
    assert changes()[0].state == ChangeState.WITHDRAWN


def test_who_else_it_concerns_is_sealed_and_goes_with_them():
    bring(HEAD, WIFE, SON, BRIDE)
    bring(HEAD, WIFE, SON | {"婚姻状况": "初婚"}, BRIDE | {"婚姻状况": "初婚"})
    bring(HEAD | {"与户主关系": "夫"}, WIFE | {"与户主关系": "户主"}, SON, BRIDE)
    (head,) = changes(ChangeKind.NEW_HEAD)
    assert str(person("李*国").pk).encode() not in bytes(head.people_sealed)
    forget_people(people=[person("陈*玲").pk], why="保存期限届满", by=office(), at=AT)
    assert changes(ChangeKind.MARRIED) == []
