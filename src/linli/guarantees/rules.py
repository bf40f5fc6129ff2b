"""Who may have the guarantees assessed again."""

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role


def may_assess(by: Actor, place: str) -> bool:
    """The district community office for its district, and the product itself. Nobody's figures change by it but
    through the rules: the answers stay what they are."""
    return by.is_system or (by.role == Role.DISTRICT_OFFICE and by.scope.covers(place))
