"""A request in real time that the tests of these pages share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.returns import making
from tests.territory.lists import put_in_force


@pytest.fixture
def mandate(monkeypatch):
    """Admitted for this month, in real time; a couple lives in the community."""
    now = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(making, "AT", now)
    first = timezone.localdate().replace(day=1)
    put_in_force(
        {
            "35": "福建省",
            "3508": "龙岩市",
            making.DISTRICT: "新罗区",
            making.STREET: "东城街道",
            making.HERE: "东门社区居委会",
            making.NEXT_DOOR: "东风社区居委会",
        },
        first - timedelta(days=3000),
    )
    making.furnish()
    who = making.hands()
    making.family(as_of=timezone.localdate())
    return making.admitted(who, starts_date=first, ends_date=first + timedelta(days=90))
