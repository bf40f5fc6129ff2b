"""From one community's answers to its findings and the five verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .costs import ZERO, CostKind
from .facts import Facts
from .judging import Case
from .model import GUARANTEES, Finding, Guarantee, State, worst
from .money import money
from .network import network
from .people import people
from .place import place
from .rules import rules
from .standards import Standards


@dataclass(frozen=True, slots=True)
class Verdict:
    """One guarantee of one community. Costs are sums of the amounts that are known; `cost_unknown` counts the rest.

    `headline` is the first finding that falls short, in the order the rules are listed.
    """

    guarantee: Guarantee
    state: State
    met: int
    short: int
    unknown: int
    cost_once: Decimal
    cost_once_waived: Decimal
    cost_yearly: Decimal
    cost_offset: Decimal
    cost_unknown: int
    headline: Finding | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything held against one community."""

    code: str
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]

    def verdict(self, guarantee: Guarantee) -> Verdict:
        """The verdict on one guarantee."""
        return self.verdicts[GUARANTEES.index(guarantee)]

    def finding(self, rule: str) -> Finding:
        """The finding on one rule. Raises LookupError."""
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise LookupError(rule)


def assess(facts: Facts, standards: Standards, day: date) -> Assessment:
    """Hold one community against the rules in force on `day`. `standards` answers for this community's place."""
    case = Case(facts, standards, day)
    findings = (*people(case), *place(case), *money(case), *network(case), *rules(case))
    return Assessment(facts.code, findings, tuple(_verdict(findings, guarantee) for guarantee in GUARANTEES))


def _verdict(findings: Iterable[Finding], guarantee: Guarantee) -> Verdict:
    own = [finding for finding in findings if finding.guarantee is guarantee]
    states = [finding.state for finding in own]
    costs = [finding.cost for finding in own if finding.cost is not None]
    once = [cost for cost in costs if cost.kind is CostKind.ONCE]
    yearly = [cost for cost in costs if cost.kind is CostKind.YEARLY]
    return Verdict(
        guarantee,
        worst(states),
        states.count(State.MET),
        states.count(State.SHORT),
        states.count(State.UNKNOWN),
        sum((cost.amount or ZERO for cost in once), ZERO),
        sum((cost.waived or ZERO for cost in once), ZERO),
        sum((cost.amount or ZERO for cost in yearly), ZERO),
        sum((cost.offset for cost in costs), ZERO),
        sum(cost.amount is None for cost in costs),
        next((finding for finding in own if finding.state is State.SHORT), None),
    )
