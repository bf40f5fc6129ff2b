"""Who may write to the record, and what is noticed about it."""

from collections.abc import Sequence

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role

DISTRICT_DIGITS = 6
WRITERS = frozenset(
    {
        Role.DISTRICT_OFFICE,
        Role.DEPARTMENT,
        Role.SUB_DISTRICT,
        Role.COMMITTEE,
        Role.GRID_OFFICER,
    }
)
CROWDED = 30
"""More people than this in one dwelling or household are pointed out: more likely a wrong address than a home."""
KIN_STEPS = 40
"""How far up a line of parents is followed: further than any family known by name."""


def may_record(by: Actor, division_code: str) -> bool:
    """Staff who know or serve the place, in their own area; the product itself for jobs."""
    if by.is_system:
        return by.scope.covers(division_code)
    return by.role in WRITERS and by.scope.covers(division_code)


def may_rule(by: Actor, district: str) -> bool:
    """The order of sources, rebuilding and keys are for the community office of the district."""
    if by.is_system:
        return by.scope.covers(district)
    return by.role == Role.DISTRICT_OFFICE and by.scope.covers(district)


def is_second_person(by: Actor, second: Actor | None) -> bool:
    """Two people, each with an account."""
    return (
        second is not None
        and by.account_id is not None
        and second.account_id is not None
        and by.account_id != second.account_id
    )


def common_prefix(codes: Sequence[str]) -> str:
    """The smallest place that holds all of these communities: itself, its sub-district, the district, or none."""
    for digits in (12, 9, 6, 4, 2):
        if len({code[:digits] for code in codes}) == 1:
            return codes[0][:digits]
    return ""
