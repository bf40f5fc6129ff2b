"""Two packs side by side: what would pack B change here?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .inputs import Given
from .model import HeldValue
from .rulebook import Rulebook


class Change(StrEnum):
    """What B does to A's value. HIGHER and LOWER are said only where both are single numbers."""

    ADDED = "added"
    GONE = "gone"
    HIGHER = "higher"
    LOWER = "lower"
    OTHER = "other"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Difference:
    """`by` is B minus A where both are single numbers. A side is None where it has no value for the rule."""

    rule: str
    change: Change
    a: HeldValue | None
    b: HeldValue | None
    by: Decimal | None = None


def compare(
    rulebook: Rulebook,
    pack_a: str | None,
    pack_b: str | None,
    place: str,
    day: date,
    *,
    include_proposed: bool = False,
    **inputs: Given | None,
) -> tuple[Difference, ...]:
    """What differs in `place` on `day` between the rulebook with pack A chosen and with pack B chosen.

    None stands for what is in force without choosing. A chosen pack answers first; elsewhere what
    is in force goes on, so a rule of which neither pack speaks never differs. The same value by another
    document is DOCUMENT.
    Raises PolicyError: unknown_pack, bad_place, bad_input.
    """
    left, right = (
        {
            held.rule: held
            for held in _chosen(rulebook, pack).values(
                place, day, include_proposed=include_proposed, **inputs
            )
        }
        for pack in (pack_a, pack_b)
    )
    found = (_difference(rule, left.get(rule), right.get(rule)) for rule in rulebook.rules)
    return tuple(difference for difference in found if difference is not None)


def _chosen(rulebook: Rulebook, pack: str | None) -> Rulebook:
    return rulebook.choose() if pack is None else rulebook.choose(pack)


def _difference(rule: str, a: HeldValue | None, b: HeldValue | None) -> Difference | None:
    if a is None or b is None:
        if a is b:
            return None
        return Difference(rule, Change.ADDED if a is None else Change.GONE, a, b)
    if a.value == b.value:
        return None if a.document == b.document else Difference(rule, Change.DOCUMENT, a, b)
    if isinstance(a.value, Decimal) and isinstance(b.value, Decimal):
        change = Change.HIGHER if b.value > a.value else Change.LOWER
        return Difference(rule, change, a, b, by=b.value - a.value)
    return Difference(rule, Change.OTHER, a, b)
