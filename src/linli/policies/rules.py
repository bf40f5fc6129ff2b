"""Who may set a district's own value."""

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role

DISTRICT_DIGITS = 6


def may_override(by: Actor, division_code: str) -> bool:
    """Only the community office of the district in which the place lies; a city or a committee cannot."""
    return (
        by.role == Role.DISTRICT_OFFICE
        and len(by.scope.prefix) == DISTRICT_DIGITS
        and by.scope.covers(division_code)
    )
