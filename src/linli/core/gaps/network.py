"""服务有网: is every home inside one grid with one named officer, and does a request get an answer?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from .costs import Cost, CostKind, part_at
from .judging import Case, Held, absent, at_least, by_standard, yes
from .model import Finding, Guarantee

NETWORK = Guarantee.NETWORK


def network(case: Case) -> Iterator[Finding]:
    """Homes in grids, enough grids, an officer for each, requests answered, a service centre."""
    number = case.facts.number
    yield at_least(
        case,
        NETWORK,
        "network.homes_in_grids",
        "household",
        number("households_in_grids"),
        Held(number("households")),
        ("households_in_grids", "households"),
    )
    yield _grids(case)
    yield _all_of(case, "network.officer_per_grid", "grid", "grids_with_officer", "grids", _officers(case))
    yield _all_of(
        case, "network.requests_answered", "request", "requests_answered", "requests_received", None
    )
    yield yes(case, NETWORK, "network.service_centre", "service_centre")


def _all_of(case: Case, rule: str, unit: str, some: str, every: str, cost: Cost | None) -> Finding:
    """All of them. Where there are none (no grid, no request), there is nothing to be met or missed."""
    whole = case.facts.number(every)
    if whole == 0:
        return absent(NETWORK, rule, unit)
    return at_least(case, NETWORK, rule, unit, case.facts.number(some), Held(whole), (some, every), cost)


def grids_needed(households: Decimal, per_grid: Decimal) -> Decimal:
    """About so many households a grid: the nearest whole number of grids, at least one where anybody lives."""
    if households <= 0:
        return Decimal(0)
    return max(Decimal(1), (households / per_grid).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _grids(case: Case) -> Finding:
    rule = "grid.households"
    standard = case.standards.find(rule)
    if standard is None:
        return absent(NETWORK, rule, "grid")
    households = case.facts.number("households")
    needed = None if households is None else grids_needed(households, standard.minimum)
    held = by_standard(standard, needed) if needed is not None else Held(None, None, standard)
    codes = ("grids", "households")
    return at_least(case, NETWORK, rule, "grid", case.facts.number("grids"), held, codes)


def _officers(case: Case) -> Cost | None:
    """An officer is paid like a full-time member where the rules fund one; otherwise nobody has a price for it."""
    grids, staffed = case.facts.number("grids"), case.facts.number("grids_with_officer")
    if grids is None or staffed is None:
        return None
    funds = case.standards.find("staff_funds.per_member")
    return Cost(CostKind.YEARLY, (part_at(funds, "staff_funds.per_member", grids - staffed, "person"),))
