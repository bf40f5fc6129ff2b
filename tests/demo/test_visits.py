"""The demo's grid officer has something to visit, and two departments' question is asked once."""

import pytest

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.catalogue.actions import load_seed
from linli.demo.visits import load_visits
from linli.register.actions import load_sources
from linli.register.models import Household
from linli.visits.bundle.tasks import homes
from linli.visits.models import Collection
from tests.visits.setting import AT, DAY, furnish, settle

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLACE = "350802001001"


def test_homes_without_a_grid_are_put_into_grids_by_building_and_asked():
    load_seed(by=Actor.system("install"), at=AT)
    load_sources(by=Actor.system("install"), at=AT)
    for number in range(4):
        settle(PLACE, building="1" if number < 2 else "2", room=str(number))
    assert load_visits(at=AT) == 4
    assert set(Household.objects.in_scope(Scope(PLACE)).values_list("grid", flat=True)) == {"001"}
    found = homes(f"{PLACE}G001", DAY)
    assert len(found) == 4
    asked = [ask.element for ask in found[0].asks]
    assert len(asked) == len(set(asked)) == 5
    assert load_visits(at=AT) == 0
    assert Collection.objects.count() == 3


def test_without_residents_nothing_is_asked():
    furnish()
    assert load_visits(at=AT) == 0
