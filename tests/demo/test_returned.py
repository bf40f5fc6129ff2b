"""The demo's return: one community has filled it from its families, another has not begun."""

import pytest

from linli.demo.admitting import WAITING
from linli.demo.family import load_family
from linli.demo.loading import PRODUCT
from linli.demo.returned import load_returns
from linli.mandates.models import Mandate
from linli.returns.models import Filling, Report
from linli.territory.demo import load_demo as load_divisions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_community_has_filled_the_form_and_the_other_has_not(at, settings):
    settings.DEMO = True
    from linli.base.identity.demo import create_demo_accounts
    from linli.catalogue.actions import load_seed

    load_divisions(by=PRODUCT, at=at)
    load_seed(by=PRODUCT, at=at)
    create_demo_accounts(at)
    load_family(at=at)
    assert load_returns(at=at) == 2
    filling = Filling.objects.get()
    assert filling.rows_count == 2
    assert filling.fresh > filling.missing
    assert Report.objects.count() == 1
    asked = Mandate.objects.get().places.filter(approved=True).values_list("prefix", flat=True)
    assert WAITING in set(asked)
    assert load_returns(at=at) == 0
