"""Changes in life, and the nonsense that is refused."""

from datetime import date, datetime, timedelta

import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.actions import (
    birth,
    death,
    marriage,
    move_in,
    move_out,
    move_within,
    new_head,
    rename,
    split_household,
    undo_entry,
)
from linli.register.models import Household, Person, Relation
from linli.register.queries import person_card
from tests.register.people import (
    AT,
    COMMUNITY,
    DISTRICT,
    NEXT_DOOR,
    committee,
    dwelling,
    household,
    person,
    put,
    set_up,
)

pytestmark = pytest.mark.django_db
HERE = Scope(DISTRICT)
LATER = AT + timedelta(days=10)
TODAY = date(2026, 12, 4)
MOVED = date(2026, 12, 1)


class Family:
    """林国强 (head), 陈秀英, their daughter 林晓梅, in room 501."""

    def __init__(self):
        self.home, self.house = dwelling(grid="012"), household()
        self.father, self.mother, self.child = person(), person(), person()
        put(self.home, room_number="501")
        self._member(self.father, "林国强", "1", "1980-05-06", "02")
        self._member(self.mother, "陈秀英", "2", "1982-07-08", "10")
        self._member(self.child, "林晓梅", "2", "2010-09-10", "30")
        put(self.house, dwelling=self.home.id, head=self.father.id)
        for one in (self.father, self.mother, self.child):
            put(one.id, household=self.house.id)

    def _member(self, draft, name, sex, born, relation):
        put(draft, name=name, sex=sex, birth_date=born, relationship_to_head=relation)


@pytest.fixture
def family():
    set_up()
    return Family()


def row(draft):
    return Person.objects.in_scope(HERE).get(pk=draft.id)


def house(draft):
    return Household.objects.in_scope(HERE).get(pk=draft.id)


def by_committee(**more):
    return {"by": committee(), "at": LATER, **more}


def refused(code):
    return pytest.raises(Refusal, match=None) if code is None else _Refused(code)


class _Refused:
    def __init__(self, code):
        self.code = code

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        assert isinstance(error, Refusal), f"nothing was refused, expected {self.code}"
        assert error.code == f"register.{self.code}"
        assert error.message
        return True


def test_a_child_is_born_into_the_household_with_kin_on_both_sides(family):
    baby = person()
    birth(
        child=baby,
        name="林小宝",
        sex="1",
        born=MOVED,
        household=family.house.id,
        relationship="20",
        mother=family.mother.id,
        father=family.father.id,
        **by_committee(),
    )
    assert (row(baby).household_id, row(baby).grid, house(family.house).size) == (family.house.id, "012", 4)
    kin = Relation.objects.in_scope(HERE).filter(subject_id=baby.id).values_list("role", "object_id")
    assert set(kin) == {("self.mother", family.mother.id), ("self.father", family.father.id)}


def test_nobody_is_born_tomorrow_or_to_a_child(family):
    said = {"name": "林小宝", "sex": "1", "household": family.house.id, "relationship": "20"}
    with refused("date_in_future"):
        birth(child=person(), born=TODAY + timedelta(days=1), **said, **by_committee())
    with refused("parent_cannot_be"):
        birth(child=person(), born=date(2015, 1, 1), mother=family.child.id, **said, **by_committee())
    assert house(family.house).size == 3


def test_a_death_needs_a_new_head_and_leaves_a_widow(family):
    marriage(one=family.father.id, other=family.mother.id, married=date(2008, 8, 8), **by_committee())
    with refused("household_without_head"):
        death(person=family.father.id, died=MOVED, **by_committee())
    made = death(person=family.father.id, died=MOVED, new_head=family.mother.id, **by_committee())
    assert (row(family.father).status, row(family.father).household_id) == ("dead", None)
    kept = house(family.house)
    assert (kept.head_id, kept.size) == (family.mother.id, 2)
    assert row(family.mother).marital_status == "30"
    undo_entry(entry_id=made.entry_id, why="登记错了人", by=committee(), at=LATER)
    assert row(family.father).status == "resident"
    assert (house(family.house).head_id, house(family.house).size) == (family.father.id, 3)


def test_the_dead_are_dead_once_were_born_before_and_do_not_move(family):
    with refused("death_before_birth"):
        death(person=family.child.id, died=date(2009, 1, 1), **by_committee())
    death(person=family.child.id, died=MOVED, **by_committee())
    with refused("dead_already"):
        death(person=family.child.id, died=MOVED, **by_committee())
    with refused("person_is_dead"):
        move_out(people=[family.child.id], left=MOVED, to="厦门", **by_committee())


def test_who_moves_out_leaves_the_household_and_its_past_stays(family):
    move_out(people=[family.child.id], left=MOVED, to="厦门市", **by_committee())
    assert (row(family.child).status, row(family.child).household_id) == ("moved_out", None)
    assert house(family.house).size == 2
    then = person_card(family.child.id, on=date(2026, 11, 30), scope=HERE)
    now = person_card(family.child.id, on=TODAY, scope=HERE)
    assert [one.element for one in then.values if one.element == "self.household"]
    assert not [one.element for one in now.values if one.element == "self.household"]


def test_who_moves_to_the_next_community_is_received_there(family):
    new, home = household(NEXT_DOOR), dwelling(NEXT_DOOR, "003")
    put(home, room_number="101")
    move_in(
        people=[family.child.id],
        came=MOVED,
        household=new,
        dwelling=home.id,
        head=family.child.id,
        by=committee(NEXT_DOOR, 12),
        at=LATER,
    )
    assert (row(family.child).division_code, row(family.child).grid) == (NEXT_DOOR, "003")
    assert (house(new).head_id, house(new).size, house(family.house).size) == (family.child.id, 1, 2)
    with refused("not_allowed"):  # from now on the old committee has no say
        rename(person=family.child.id, name="林晓", since=MOVED, **by_committee())


def test_a_household_that_moves_takes_its_members_along(family):
    home = dwelling(NEXT_DOOR, "007")
    put(home, room_number="1201")
    move_within(household=family.house.id, dwelling=home.id, moved=MOVED, **by_committee())
    assert {row(one).grid for one in (family.father, family.mother, family.child)} == {"007"}
    with refused("lives_there_already"):
        move_within(
            household=family.house.id, dwelling=home.id, moved=MOVED, by=committee(NEXT_DOOR, 12), at=LATER
        )


def test_marriage_has_an_age_and_one_spouse(family):
    other = person()
    put(other, name="王建国", sex="1", birth_date="1981-01-01")
    with refused("too_young_to_marry"):
        marriage(one=family.child.id, other=other.id, married=MOVED, **by_committee())
    marriage(one=family.mother.id, other=family.father.id, married=date(2008, 8, 8), **by_committee())
    with refused("married_already"):
        marriage(one=other.id, other=family.mother.id, married=MOVED, **by_committee())
    with refused("with_oneself"):
        marriage(one=other.id, other=other.id, married=MOVED, **by_committee())


def test_a_household_gets_a_new_head_of_its_own_members_only(family):
    stranger = person()
    put(stranger, name="王建国")
    with refused("not_a_member"):
        new_head(household=family.house.id, head=stranger.id, relationships={}, since=MOVED, **by_committee())
    new_head(
        household=family.house.id,
        head=family.mother.id,
        relationships={family.father.id: "10", family.child.id: "30"},
        since=MOVED,
        **by_committee(),
    )
    assert house(family.house).head_id == family.mother.id
    assert (row(family.father).relationship, row(family.mother).relationship) == ("10", "02")


def test_a_household_splits_and_both_have_a_head(family):
    new = household()
    split = {"household": family.house.id, "new": new, "since": MOVED, **by_committee()}
    with refused("household_without_head"):
        split_household(leaving=[family.father.id], head=family.father.id, **split)
    split_household(leaving=[family.mother.id, family.child.id], head=family.mother.id, **split)
    assert (house(new).size, house(new).head_id, house(new).dwelling_id) == (
        2,
        family.mother.id,
        family.home.id,
    )
    assert house(family.house).size == 1


def test_a_new_name_is_shown_and_the_old_one_still_finds_her(family):
    rename(person=family.child.id, name="阿依古丽·买买提", since=MOVED, **by_committee())
    assert row(family.child).name_mask == "阿***·***"
    assert person_card(family.child.id, on=TODAY, scope=HERE).value("self.former_name") == "林晓梅"
    assert person_card(family.child.id, on=date(2026, 11, 30), scope=HERE).value("self.name") == "林晓梅"


def test_nobody_becomes_their_own_ancestor(family):
    put(family.child.id, mother=family.mother.id)
    with refused("kin_is_circular"):
        put(family.mother.id, mother=family.child.id)


def test_a_change_of_tomorrow_is_not_recorded_today(family):
    with refused("date_in_future"):
        rename(
            person=family.child.id,
            name="林晓",
            since=date(2027, 1, 1),
            by=committee(),
            at=datetime(2026, 12, 31, 3, tzinfo=AT.tzinfo),
        )
    assert row(family.child).name_mask == "林*梅"
    assert row(family.child).division_code == COMMUNITY
