"""The demo's gate: something to look at for the department, the office and the community."""

import pytest

from linli.demo.gate import load_gate
from linli.mandates.models import BurdenItem, CommunityRefusal, Mandate
from linli.mandates.states import State

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_request_is_admitted_one_waits_one_is_refused_by_rule(at, settings):
    settings.DEMO = True
    from linli.base.identity.demo import create_demo_accounts
    from linli.demo.loading import PRODUCT
    from linli.territory.demo import load_demo as load_divisions

    load_divisions(by=PRODUCT, at=at)
    create_demo_accounts(at)
    assert load_gate(at=at) == 3
    states = sorted(Mandate.objects.values_list("state", flat=True))
    assert states == [State.APPROVED, State.REFUSED, State.SUBMITTED]
    assert (BurdenItem.objects.count(), CommunityRefusal.objects.count()) == (4, 1)
    assert load_gate(at=at) == 0
