"""Bringing a roster in, from the file to the record and back."""

import pytest

from linli.base.scope import Scope
from linli.register.models import Dwelling, Household, Person
from linli.rosters import actions
from linli.rosters.models import RosterFile
from tests.rosters.setting import AT, CHEN, DISTRICT, DONGMEN, LI, WANG, csv_file, done, office, set_up

pytestmark = pytest.mark.django_db
ALL = Scope(DISTRICT)


@pytest.fixture(autouse=True)
def _district():
    set_up()


def people():
    return Person.objects.in_scope(ALL).order_by("id")


def test_a_roster_makes_people_homes_and_households():
    roster = done(csv_file([LI, WANG, CHEN]))
    assert roster.counts["new"] == 3
    assert sorted(people().values_list("name_mask", flat=True)) == ["李*国", "王*英", "陈*强"]
    assert set(people().values_list("division_code", flat=True)) == {DONGMEN}
    assert Dwelling.objects.in_scope(ALL).count() == 2
    assert sorted(Household.objects.in_scope(ALL).values_list("size", flat=True)) == [1, 2]
    assert not RosterFile.objects.exists()


def test_the_same_roster_twice_changes_nothing():
    done(csv_file([LI, WANG, CHEN]))
    before = list(people().values())
    again = done(csv_file([LI, WANG, CHEN]))
    assert (again.counts["same"], again.counts["new"], again.counts["facts"]) == (3, 0, 0)
    assert list(people().values()) == before


def test_undoing_takes_everything_back():
    roster = done(csv_file([LI, WANG, CHEN]))
    actions.undo_roster(roster_id=roster.pk, why="选错了文件", by=office(), at=AT)
    assert not people().exists()
    assert not Dwelling.objects.in_scope(ALL).exists()
    assert not Household.objects.in_scope(ALL).exists()
