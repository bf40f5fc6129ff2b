"""Is this request valid? Anybody may ask, with the number printed on the form."""

from dataclasses import dataclass
from datetime import date

from linli.core.mandates import ControlNumberError, parse_control_number
from linli.mandates import rules
from linli.mandates.models import Mandate
from linli.mandates.queries.lists import places_of
from linli.mandates.states import Kind, State
from linli.territory import queries as territory


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer. `verdict`: valid, not_yet, expired, ended, unknown, or not_a_number (a slip of the pen)."""

    verdict: str
    number: str = ""
    title: str = ""
    kind: Kind | None = None
    body: str = ""
    starts_date: date | None = None
    ends_date: date | None = None
    places: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def check_number(text: str, *, today: date) -> Checked:
    """Look a control number up. Nothing personal is told."""
    try:
        number = str(parse_control_number(text))
    except ControlNumberError:
        return Checked("not_a_number")
    found = (
        Mandate.objects.select_related("body")
        .prefetch_related("places", "fields")
        .filter(control_number=number)
        .first()
    )
    if found is None:
        return Checked("unknown", number)
    places = places_of(found, found.places.all())
    named = territory.names(places, today)
    return Checked(
        _verdict(found, today),
        number,
        found.title,
        Kind(found.kind),
        found.body.name,
        found.starts_date,
        found.ends_date,
        tuple(named.get(place, place) for place in places),
        tuple(field.label for field in found.fields.all()),
    )


def _verdict(found: Mandate, today: date) -> str:
    if found.state == State.WITHDRAWN:
        return "ended"
    if rules.holds_on(found, today):
        return "valid"
    return "not_yet" if found.starts_date and today < found.starts_date else "expired"
