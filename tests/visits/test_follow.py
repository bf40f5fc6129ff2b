"""Open tasks follow their households when a grid plan moves them."""

import pytest

from linli.base.scope import Scope
from linli.grids.hooks import grids_changed
from linli.grids.models import GridPlan
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.states import Method
from linli.visits.models import CollectionTask
from linli.visits.queries.open_work import Work, open_work
from tests.visits.setting import AT, CODE, DAY, GRID, INSTALL, NEXT_GRID, collect, furnish, settle

pytestmark = pytest.mark.django_db


def test_an_open_task_goes_to_the_next_officer():
    furnish()
    home = settle()
    settle(room="102")
    collect("dwelling.smoke_alarm")
    entry = EntryDraft("committee", Method.COLLECTED, DAY, "grid_services")
    record(entry=entry, facts=[FactDraft(home.dwelling, "dwelling.grid", "013")], by=INSTALL, at=AT)
    grids_changed.send(GridPlan, community=CODE, from_date=DAY, by=INSTALL, at=AT)
    places = CollectionTask.objects.in_scope(Scope(CODE)).order_by("place").values_list("place", flat=True)
    assert sorted(set(places)) == [GRID, NEXT_GRID]
    work = open_work(Scope(CODE), [GRID, NEXT_GRID, f"{CODE}G099"])
    assert work[NEXT_GRID].households == 1
    assert work[NEXT_GRID].minutes == 8
    assert work[f"{CODE}G099"] == Work()
