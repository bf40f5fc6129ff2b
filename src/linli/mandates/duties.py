"""The list of duties: what is a community's by law, what it assists with; a district's own list goes before it."""

from dataclasses import dataclass
from datetime import date

from linli.core.policy import HeldValue, Listing, PolicyError
from linli.mandates.models import Mandate
from linli.policies.queries import rulebook

DUTIES = "gate.duties"


@dataclass(frozen=True, slots=True)
class Duty:
    """One entry of the list, with the document that it stands in."""

    code: str
    zh: str
    en: str
    document: str


def duties(place: str, day: date) -> tuple[Duty, ...]:
    """The list in force at a place on a day; empty where there is none."""
    held = held_list(DUTIES, place, day)
    if held is None or not isinstance(held.value, Listing):
        return ()
    document = held.document.name
    return tuple(Duty(item.code, item.names.zh, item.names.en, document) for item in held.value.items)


def duty_of(found: Mandate, day: date) -> Duty | None:
    """The entry that an application names; None where it names none, or one that has left the list."""
    if not found.duty:
        return None
    return next((one for one in duties(found.district, day) if one.code == found.duty), None)


def held_list(rule: str, place: str, day: date) -> HeldValue | None:
    """A list of a policy pack as it holds at a place on a day."""
    try:
        return rulebook().value(rule, place, day, include_proposed=False)
    except PolicyError:
        return None
