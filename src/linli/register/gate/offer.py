"""What may be asked of the gate: for choosing a purpose and drawing a card before anything is read."""

from datetime import date, datetime

from linli.base.identity.actor import Actor
from linli.base.reading.queries import department_of_post, open_session
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue
from linli.core.elements import Element, Sensitivity, Store
from linli.register.elements import kind_of
from linli.register.states import SubjectKind


def readable(purpose: str, kind: SubjectKind, *, by: Actor, today: date) -> tuple[Element, ...]:
    """The elements of a kind of subject that the catalogue allows for a purpose, sealed ones only for their owner.

    Role paths with a person of their own (`self.spouse.name`) are left out: those people are subjects themselves.
    """
    department = ""
    found = []
    for element in catalogue(today).shared:
        own = element.property
        if Store.PARTY_BRANCH in (own.store, element.role.store) or "." in element.role.code:
            continue
        if kind_of(element.code) != kind or (own.is_personal and purpose not in own.purposes):
            continue
        if own.sensitivity is Sensitivity.SEALED:
            department = department or department_of_post(by.post_id) or "-"
            if own.owner != department:
                continue
        found.append(element)
    return tuple(found)


def reach(by: Actor, at: datetime) -> Scope:
    """Where the reader may look somebody up now: the post's own scope, or that of an open break-glass session."""
    session = open_session(by, at)
    return Scope(session.reach) if session is not None else by.scope
