"""What may be asked at the door at all."""

from collections.abc import Sequence
from datetime import date

from linli.catalogue.queries import catalogue, knows_purpose
from linli.visits import refusals


def check_elements(purpose: str, elements: Sequence[str], day: date) -> None:
    """Only what the catalogue has, does not derive and allows for the purpose may be asked."""
    if not knows_purpose(purpose):
        raise refusals.purpose_unknown()
    held = catalogue(day)
    for code in elements:
        element = held.element(code)
        if element is None or element.property.derivation is not None:
            raise refusals.nothing_to_collect()
        if element.property.is_personal and purpose not in element.property.purposes:
            raise refusals.element_not_for_purpose(element.names.zh)
