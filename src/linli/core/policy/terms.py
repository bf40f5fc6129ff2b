"""How a value can be written in a pack: an amount, a range, steps, a ratio, a product, a list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .units import Names


class Reading(StrEnum):
    """How steps with rates are read.

    MARGINAL: each rate applies only to the part of the input inside its step.
    WHOLE: the step that the input falls into applies to the whole of it.
    """

    MARGINAL = "marginal"
    WHOLE = "whole"


class Boundary(StrEnum):
    """Which step an input equal to a bound belongs to: the one that begins there, or the one that ends."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Amount:
    """One number."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends belong to the range."""

    minimum: Decimal
    maximum: Decimal

    def __contains__(self, amount: object) -> bool:
        return isinstance(amount, Decimal) and self.minimum <= amount <= self.maximum


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a schedule: from `lower` on, an `amount`, or a `rate` of the input; never both."""

    lower: Decimal
    amount: Decimal | None = None
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Brackets:
    """Steps on one input; the first begins at 0. `may_fall`: the document itself lets the result drop."""

    input: str
    reading: Reading
    boundary: Boundary
    steps: tuple[Step, ...]
    may_fall: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """`factor` of another rule's value in the same place on the same day: 1.5 of the minimum wage."""

    factor: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class Product:
    """Another rule's value times an input: 18,000 yuan for each of so many members."""

    each: str
    times: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list, and how many of it."""

    code: str
    names: Names
    count: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that all must be there."""

    items: tuple[Item, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the things, in order."""
        return tuple(item.code for item in self.items)


Term = Amount | Range | Brackets | Ratio | Product | Listing
"""What a pack may say."""

Held = Decimal | Range | Brackets | Listing
"""What the rulebook answers: a number, a range, a list; a schedule only where no inputs were asked for."""
