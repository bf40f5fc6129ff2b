"""Adding communities up: a tally of a place is the sum of the tallies of its parts, whichever way it is cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from .assess import Assessment, Verdict
from .costs import ZERO, Cost, CostKind
from .model import Finding, State


@dataclass(frozen=True, slots=True)
class Tally:
    """How communities stand on one rule, or on one guarantee as a whole.

    `actual_sum` and `actual_count` cover the communities whose figure is known; `nothing` counts those where it is
    zero (no office at all); `lowest` is the smallest known figure. Costs are in yuan: sums of what is known, with
    `cost_unknown` counting gaps that nobody has a price for. Unknown communities add to no sum and no mean.
    """

    met: int = 0
    short: int = 0
    unknown: int = 0
    not_applicable: int = 0
    actual_sum: Decimal = ZERO
    actual_count: int = 0
    nothing: int = 0
    lowest: Decimal | None = None
    short_sum: Decimal = ZERO
    rows_short: int = 0
    cost_once: Decimal = ZERO
    cost_once_waived: Decimal = ZERO
    cost_yearly: Decimal = ZERO
    cost_offset: Decimal = ZERO
    cost_unknown: int = 0

    @property
    def judged(self) -> int:
        """Communities to which the rule applies, unknown ones included."""
        return self.met + self.short + self.unknown

    @property
    def share_met(self) -> Decimal | None:
        """Met among all to which the rule applies: unknown counts against, never for."""
        return Decimal(self.met) / self.judged if self.judged else None

    @property
    def mean(self) -> Decimal | None:
        """Mean over the communities that have anything at all (with an office); None where none has."""
        having = self.actual_count - self.nothing
        return self.actual_sum / having if having else None

    def __add__(self, other: Tally) -> Tally:
        lows = [low for low in (self.lowest, other.lowest) if low is not None]
        return Tally(
            self.met + other.met,
            self.short + other.short,
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
            self.actual_sum + other.actual_sum,
            self.actual_count + other.actual_count,
            self.nothing + other.nothing,
            min(lows) if lows else None,
            self.short_sum + other.short_sum,
            self.rows_short + other.rows_short,
            self.cost_once + other.cost_once,
            self.cost_once_waived + other.cost_once_waived,
            self.cost_yearly + other.cost_yearly,
            self.cost_offset + other.cost_offset,
            self.cost_unknown + other.cost_unknown,
        )


@dataclass(frozen=True, slots=True)
class RollUp:
    """The communities of a place together. Keys of `tallies`: (guarantee, rule), with rule "" for the guarantee."""

    communities: int = 0
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def __add__(self, other: RollUp) -> RollUp:
        keys = [*self.tallies, *(key for key in other.tallies if key not in self.tallies)]
        empty = Tally()
        return RollUp(
            self.communities + other.communities,
            {key: self.tallies.get(key, empty) + other.tallies.get(key, empty) for key in keys},
        )


def roll_up(assessments: Iterable[Assessment]) -> RollUp:
    """Add up communities."""
    communities, tallies = 0, dict[tuple[str, str], Tally]()
    empty = Tally()
    for assessment in assessments:
        communities += 1
        for verdict in assessment.verdicts:
            key = (str(verdict.guarantee), "")
            tallies[key] = tallies.get(key, empty) + _of_verdict(verdict)
        for finding in assessment.findings:
            key = (str(finding.guarantee), finding.rule)
            tallies[key] = tallies.get(key, empty) + tally_of(finding)
    return RollUp(communities, tallies)


def _counts(state: State) -> tuple[int, int, int, int]:
    return (
        int(state is State.MET),
        int(state is State.SHORT),
        int(state is State.UNKNOWN),
        int(state is State.NOT_APPLICABLE),
    )


def _of_verdict(verdict: Verdict) -> Tally:
    return Tally(
        *_counts(verdict.state),
        cost_once=verdict.cost_once,
        cost_once_waived=verdict.cost_once_waived,
        cost_yearly=verdict.cost_yearly,
        cost_offset=verdict.cost_offset,
        cost_unknown=verdict.cost_unknown,
    )


def tally_of(finding: Finding) -> Tally:
    """One community on one rule."""
    known = finding.actual is not None and finding.state is not State.NOT_APPLICABLE
    cost = finding.cost
    return Tally(
        *_counts(finding.state),
        actual_sum=finding.actual if known and finding.actual is not None else ZERO,
        actual_count=int(known),
        nothing=int(known and finding.actual == 0),
        lowest=finding.actual if known else None,
        short_sum=finding.short_by or ZERO,
        rows_short=finding.rows_short,
        cost_once=_paid(cost, CostKind.ONCE),
        cost_once_waived=(cost.waived or ZERO) if cost and cost.kind is CostKind.ONCE else ZERO,
        cost_yearly=_paid(cost, CostKind.YEARLY),
        cost_offset=cost.offset if cost else ZERO,
        cost_unknown=int(cost is not None and cost.amount is None),
    )


def _paid(cost: Cost | None, kind: CostKind) -> Decimal:
    return (cost.amount or ZERO) if cost and cost.kind is kind else ZERO
