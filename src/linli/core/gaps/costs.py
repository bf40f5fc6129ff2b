"""What closing a gap costs: quantity times price, part by part, each with the document its price stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .standards import Document, Standard, Standards

ZERO: Final = Decimal(0)
SQUARE_METRES_IN_MU: Final = Decimal("666.67")
BUILDING: Final = "building.unit_cost"
CHARGES: Final = ("office_charges.infrastructure", "office_charges.civil_defence")
SUBSIDY: Final = "new_office.city_subsidy"


class CostKind(StrEnum):
    """Paid once, or again every year."""

    ONCE = "once"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class CostPart:
    """`quantity` (in `unit`) times `price` (yuan). A price nobody has stated is None, and so is the amount.

    `waivable`: a charge that drops out when charges are waived. `offset`: money that comes from elsewhere.
    """

    code: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    document: Document | None = None
    waivable: bool = False
    offset: bool = False

    @property
    def amount(self) -> Decimal | None:
        """Yuan."""
        return None if self.price is None else self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Cost:
    """The parts of what closing one gap costs."""

    kind: CostKind
    parts: tuple[CostPart, ...]

    @property
    def amount(self) -> Decimal | None:
        """All that has to be paid, charges included; None while one part has no price."""
        return _total(part for part in self.parts if not part.offset)

    @property
    def waived(self) -> Decimal | None:
        """The same when the charges are waived."""
        return _total(part for part in self.parts if not part.offset and not part.waivable)

    @property
    def known(self) -> Decimal:
        """The parts that have a price: the least it will cost."""
        return sum((part.amount or ZERO for part in self.parts if not part.offset), ZERO)

    @property
    def offset(self) -> Decimal:
        """What others contribute (the city's subsidy)."""
        return sum((part.amount or ZERO for part in self.parts if part.offset), ZERO)


def _total(parts: Iterable[CostPart]) -> Decimal | None:
    total = ZERO
    for part in parts:
        if part.amount is None:
            return None
        total += part.amount
    return total


def building_parts(standards: Standards, area: Decimal) -> tuple[CostPart, ...]:
    """Building `area` m2: at the local price of a square metre, plus the charges in force there."""
    price = standards.find(BUILDING)
    parts = [part_at(price, BUILDING, area, "m2")]
    for rule in CHARGES:
        charge = standards.find(rule)
        if charge is not None:
            parts.append(part_at(charge, rule, area, "m2", waivable=True))
    return tuple(parts)


def part_at(
    standard: Standard | None,
    code: str,
    quantity: Decimal,
    unit: str,
    *,
    waivable: bool = False,
    offset: bool = False,
) -> CostPart:
    """A part priced by a value in force; without one, a part whose price is unknown."""
    return CostPart(
        code,
        quantity,
        unit,
        standard.minimum if standard else None,
        standard.document if standard else None,
        waivable,
        offset,
    )


def subsidy_part(standards: Standards) -> tuple[CostPart, ...]:
    """The city's subsidy for one new office, where there is one."""
    subsidy = standards.find(SUBSIDY)
    return () if subsidy is None else (part_at(subsidy, SUBSIDY, Decimal(1), "office", offset=True),)


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What a new office by the rules needs: site and floor area in m2, and its cost."""

    site_area: Decimal
    floor_area: Decimal
    cost: Cost


def new_office(standards: Standards) -> NewOffice | None:
    """A new office of the size the rules ask for; None where no rule says how large one has to be."""
    floor = standards.find("new_office.floor_area")
    site = standards.find("new_office.site_area")
    if floor is None or site is None:
        return None
    site_area = site.minimum * SQUARE_METRES_IN_MU if site.unit == "mu" else site.minimum
    parts = (*building_parts(standards, floor.minimum), *subsidy_part(standards))
    return NewOffice(site_area, floor.minimum, Cost(CostKind.ONCE, parts))
