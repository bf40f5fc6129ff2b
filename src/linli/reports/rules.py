"""Who may read, write and finish reports."""

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope

READERS = frozenset({Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.AUDITOR})
WRITERS = frozenset({Role.DISTRICT_OFFICE})


def may_write(by: Actor, place: str) -> bool:
    """The district community office inside its district, and the product itself."""
    return by.is_system or (by.role in WRITERS and by.scope.covers(place))


def readable(by: Actor) -> Scope:
    """The places whose reports somebody may read: their own and, since a report tells of the whole, those around.

    A sub-district clerk reads the district's report: it holds figures of communities, nobody's personal data.
    """
    return Scope(by.scope.prefix[:6]) if by.role in READERS else by.scope
