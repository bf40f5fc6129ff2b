"""Which organisations were struck off, and when."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from linli.register.gate.places import EVERYWHERE
from linli.register.ledger.load import Loader
from linli.register.models import Organisation

STATE = "org.operating_state"
# The registrar's words for the end of a legal person. One whose licence was revoked (吊销) still exists until then.
STRUCK_OFF = ("注销", "已注销")


def struck_off() -> list[UUID]:
    """Organisations of which that is believed now, by the id under which they are shown."""
    rows = Organisation.objects.in_scope(EVERYWHERE).filter(state__in=STRUCK_OFF)
    return list(rows.order_by("id").values_list("id", flat=True))


def days_of_closing(organisations: Collection[UUID], today: date) -> dict[UUID, date]:
    """Since when each is said to be struck off; whoever's day nobody recorded is left out, not guessed."""
    views = Loader(today).load(organisations).views
    days = {}
    for one, view in views.items():
        told = view.golden.get(STATE)
        if told is not None and told.value in STRUCK_OFF and told.fact.valid_from is not None:
            days[one] = told.fact.valid_from
    return days
