"""Own indicators as elements of the catalogue: which element a field stands for, and what is proposed for it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from linli.base.reading.queries import department_of_body
from linli.catalogue.actions import OwnProposal
from linli.catalogue.queries import Catalogue, catalogue, reference
from linli.core.elements import Element, OwnField, Volatility, own_code, own_list, own_property
from linli.forms.models import LocalIndicator

NOBODY_ELSE = "community_office"
"""Who answers for the element of a department that the catalogue does not list."""
MOST_PURPOSES = 6
"""So many requests an element names, the newest: those before have ended, or ask through the newer ones."""


def own_element_code(indicator_id: UUID, root: str) -> str:
    """The element that an indicator is, asked of subjects of this kind ("self", "household" ...)."""
    return f"{root}.{own_code(indicator_id.hex)}"


def held_as_own(indicator_id: UUID, root: str, held: Catalogue) -> str:
    """The code where the catalogue has admitted it; empty otherwise."""
    code = own_element_code(indicator_id, root)
    return code if held.element(code) is not None else ""


def proposals_of(
    wanted: Sequence[tuple[LocalIndicator, str]],
    *,
    purpose: str,
    document: str,
    changes: Volatility,
    today: date,
) -> list[OwnProposal]:
    """For each indicator and kind of subject what is put before the office. The same one twice is one proposal."""
    held, roles = catalogue(today), reference().roles
    owners = {
        body: department_of_body(body) or NOBODY_ELSE for body in {one.body_id for one, _root in wanted}
    }
    found = {}
    for one, root in wanted:
        before = held.element(own_element_code(one.pk, root))
        told = before.property.purposes if before else ()
        asked = OwnField(
            id=one.pk.hex,
            label=one.label,
            unit=one.unit,
            options=tuple(one.options),
            body=one.body_id.hex,
            owner=owners[one.body_id],
            document=document,
            purposes=tuple(dict.fromkeys((purpose, *told)))[:MOST_PURPOSES],
            changes=changes,
        )
        element = Element(roles[root], own_property(asked))
        found[element.code] = OwnProposal(element, own_list(asked), one.account_id, one.registered_label)
    return list(found.values())
