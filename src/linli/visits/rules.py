"""Who has a phone, who decides, what counts as worth a second look."""

from datetime import timedelta

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role

DISTRICT_DIGITS, COMMUNITY_DIGITS = 6, 12
DEVICES_PER_POST = 2
"""One in use and one being replaced: the old one may still have entries that nobody else has."""
SAME_ANSWERS = 5
"""So many households of one officer on one day with exactly the same answers to at least three questions."""
SAME_ANSWERS_LEAST = 3
TOO_FAST = timedelta(seconds=45)
"""Less than this from door to door, in another building, is faster than stairs allow."""
CALL_BACK_SHARE = 20
"""One visit in twenty is drawn by lot, at least one a week for each officer who made any."""
CALL_BACK_DAYS = 7
DECIDERS = frozenset({Role.COMMITTEE, Role.SUB_DISTRICT, Role.DISTRICT_OFFICE})


def has_grid(by: Actor) -> bool:
    """A grid officer in a post that is bound to one grid."""
    return by.role == Role.GRID_OFFICER and "G" in by.scope.prefix


def may_decide(by: Actor, place: str) -> bool:
    """The committee and those above it, in their own area; never the officer whose entry it is."""
    return by.role in DECIDERS and by.scope.covers(place)


def may_collect(by: Actor, place: str) -> bool:
    """Who opens a collection in a place. The product itself does for the demo and for approved requests."""
    return by.scope.covers(place) and (by.is_system or by.role in DECIDERS or by.role == Role.DEPARTMENT)


def code_of(place: str) -> str:
    """The community of a grid."""
    return place[:COMMUNITY_DIGITS]


def grid_of(place: str) -> str:
    """The three digits of a grid; empty for a community."""
    return place.partition("G")[2]


def place_of(code: str, grid: str) -> str:
    """A community and its grid in one word, as scopes have it."""
    return code + (f"G{grid}" if grid else "")
