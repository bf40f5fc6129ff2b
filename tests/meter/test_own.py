"""What only one department asks is asked at the door like everything else, once, and stands on its form."""

from datetime import timedelta

import pytest

from linli.catalogue.queries import catalogue
from linli.meter.actions import daily
from linli.register.models import Entry
from linli.returns.actions import fill
from linli.visits.bundle import build
from linli.visits.models import Device
from linli.visits.queries import carrier_of
from tests.meter.setting import ALL, AT, CODE, DAY, PRODUCT, asks_of, grown
from tests.returns import making
from tests.returns.test_fill import rows_of
from tests.visits.setting import ADULT, Home, Phone, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
BATTERY = "助听器电池型号"


@pytest.fixture
def home(monkeypatch) -> Home:
    monkeypatch.setattr(making, "AT", AT)
    furnish()
    return settle(births=(ADULT,))


def test_an_own_indicator_is_asked_at_the_door_and_serves_the_return(home: Home) -> None:
    who = making.hands()
    mandate = making.admitted(
        who, heads={"姓名": "self.name", BATTERY: "NONE"}, places=(CODE,), scope=grown()
    )
    (code,) = [one.code for one in catalogue(DAY).elements if one.is_own]
    phone = Phone.of(officer_account())

    daily(district="350802", by=PRODUCT, at=AT)
    assert (home.people[0], code) in asks_of(home.household)

    carrier = carrier_of(Device.objects.get(pk=phone.device_id))
    content = build(carrier, {}, "", AT).content
    assert content["forms"]["elements"][code]["zh"] == BATTERY
    ((collection, told),) = content["collections"].items()
    assert told["purpose"][0].endswith("走访登记表"), collection

    phone.hand_in(phone.visit(home, (home.people[0], code, "", "A312")))
    assert (home.people[0], code) not in asks_of(home.household)
    entry = Entry.objects.in_scope(ALL).filter(source__code="grid").latest("recorded_at")
    assert entry.purpose == f"mandate-{mandate.control_number}"
    report = fill(
        mandate_id=mandate.pk,
        community=CODE,
        period_first=mandate.periods()[0].first,
        by=who.committee,
        at=AT + timedelta(hours=1),
    )
    assert rows_of(report)[home.people[0]][BATTERY] == "f"
