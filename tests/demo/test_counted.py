"""The demo's form about communities: counted from its families by one community, passed on, waiting at another."""

import pytest

from linli.base.scope import Scope
from linli.demo.counted import HEADS, TITLE, load_counted
from linli.demo.family import load_family
from linli.demo.loading import PRODUCT
from linli.mandates.models import Mandate
from linli.returns.models import FilledFigure, Report
from linli.returns.states import State
from linli.territory.demo import load_demo as load_divisions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_community_was_counted_and_its_return_passed_on(at, settings):
    settings.DEMO = True
    from linli.base.identity.demo import create_demo_accounts
    from linli.catalogue.actions import load_seed

    load_divisions(by=PRODUCT, at=at)
    load_seed(by=PRODUCT, at=at)
    create_demo_accounts(at)
    load_family(at=at)
    assert load_counted(at=at) == len(HEADS) - 1
    assert Report.objects.get().state == State.APPROVED
    told = {
        HEADS[one.position - 1]: one.value
        for one in FilledFigure.objects.in_scope(Scope("")).order_by("position")
    }
    assert told["期末常住人口"] > 0
    assert told["男性人口"] + told["女性人口"] == told["期末常住人口"]
    assert told["文艺队数"] == 3
    assert told["低保户数"] is None
    assert Mandate.objects.get(title=TITLE).places.filter(approved=True).count() == 2
    assert load_counted(at=at) == 0
