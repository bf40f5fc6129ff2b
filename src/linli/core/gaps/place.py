"""议事有场: is there an office and a place to meet that meets the standard?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .costs import ZERO, Cost, CostKind, building_parts, subsidy_part
from .judging import Case, absent, at_least, by_standard, yes
from .model import Finding, Guarantee

PLACE = Guarantee.PLACE
FLOOR_AREA = "office.floor_area"


def place(case: Case) -> Iterator[Finding]:
    """Floor area of the office, and a room to meet in."""
    yield _floor_area(case)
    yield yes(case, PLACE, "place.meeting_room", "meeting_room")


def office_area(case: Case) -> Decimal | None:
    """Floor area in m2. No office is zero square metres; an office of unknown size is unknown."""
    if case.facts.word("office_tenure") == "none":
        return ZERO
    return case.facts.number("office_area")


def _floor_area(case: Case) -> Finding:
    standard = case.standards.find(FLOOR_AREA)
    if standard is None:
        return absent(PLACE, FLOOR_AREA, "m2")
    area = office_area(case)
    cost = None
    if area is not None and area < standard.minimum:
        parts = building_parts(case.standards, standard.minimum - area)
        # Only a new office is subsidised; an extension is not.
        cost = Cost(CostKind.ONCE, (*parts, *(subsidy_part(case.standards) if area == 0 else ())))
    codes = ("office_tenure", "office_area")
    return at_least(case, PLACE, FLOOR_AREA, "m2", area, by_standard(standard), codes, cost)
