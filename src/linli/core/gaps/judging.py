"""The comparisons every guarantee uses: at least, at most, within a range, yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from .costs import ZERO, Cost
from .facts import Facts, Value
from .model import Basis, Finding, Guarantee, RowVerdict, Sense, State, worst
from .standards import Standard, Standards

ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Case:
    """One community on one day, with the rules in force for it."""

    facts: Facts
    standards: Standards
    day: date

    def inputs(self, *codes: str) -> tuple[tuple[str, Value], ...]:
        """The answers to these questions, as pairs."""
        return tuple((code, self.facts.values.get(code)) for code in codes)

    def missing(self, *codes: str) -> tuple[str, ...]:
        """Those of these questions (or groups) that were not answered."""
        return tuple(
            code
            for code in codes
            if self.facts.values.get(code) is None and self.facts.groups.get(code) is None
        )


@dataclass(frozen=True, slots=True)
class Held:
    """What a figure is held against: a dated value, or what the guarantee itself means."""

    required: Decimal | None
    required_max: Decimal | None = None
    standard: Standard | None = None

    @property
    def basis(self) -> Basis:
        """Policy where a document says it."""
        return Basis.POLICY if self.standard else Basis.DEFINITION


def by_standard(standard: Standard, required: Decimal | None = None) -> Held:
    """Held against a dated value; `required` where the value has to be worked out further (households to grids)."""
    if required is not None:
        return Held(required, None, standard)
    top = standard.maximum if standard.maximum != standard.minimum else None
    return Held(standard.minimum, top, standard)


def absent(guarantee: Guarantee, rule: str, unit: str, sense: Sense = Sense.AT_LEAST) -> Finding:
    """No document says anything here, or nothing is there to be held against it."""
    return Finding(guarantee, rule, State.NOT_APPLICABLE, sense, unit)


def at_least(
    case: Case,
    guarantee: Guarantee,
    rule: str,
    unit: str,
    actual: Decimal | None,
    held: Held,
    codes: Sequence[str],
    cost: Cost | None = None,
) -> Finding:
    """Met from the required figure on; short below; unknown while either is unknown.

    `cost` is attached only where the figure falls short.
    """
    sense = Sense.WITHIN if held.required_max is not None else Sense.AT_LEAST
    finding = _open(case, guarantee, rule, unit, sense, actual, held, codes)
    if actual is None or held.required is None:
        return finding
    if actual < held.required:
        return replace(finding, state=State.SHORT, short_by=held.required - actual, cost=cost, missing=())
    over = actual - held.required_max if held.required_max is not None else ZERO
    return replace(finding, state=State.MET, over_by=over if over > 0 else None, missing=())


def at_most(
    case: Case,
    guarantee: Guarantee,
    rule: str,
    unit: str,
    actual: Decimal | None,
    held: Held,
    codes: Sequence[str],
) -> Finding:
    """Met up to the required figure; short above it."""
    finding = _open(case, guarantee, rule, unit, Sense.AT_MOST, actual, held, codes)
    if actual is None or held.required is None:
        return finding
    if actual > held.required:
        return replace(finding, state=State.SHORT, short_by=actual - held.required, missing=())
    return replace(finding, state=State.MET, missing=())


def yes(case: Case, guarantee: Guarantee, rule: str, code: str) -> Finding:
    """Met by a yes."""
    flag = case.facts.flag(code)
    actual = None if flag is None else Decimal(int(flag))
    finding = at_least(case, guarantee, rule, "yes_no", actual, Held(ONE), (code,))
    return replace(finding, sense=Sense.YES)


def with_rows(finding: Finding, rows: Sequence[RowVerdict]) -> Finding:
    """The finding with its rows; its state is the worst of them."""
    return replace(finding, rows=tuple(rows), state=worst([row.state for row in rows]))


def _open(
    case: Case,
    guarantee: Guarantee,
    rule: str,
    unit: str,
    sense: Sense,
    actual: Decimal | None,
    held: Held,
    codes: Sequence[str],
) -> Finding:
    return Finding(
        guarantee,
        rule,
        State.UNKNOWN,
        sense,
        unit,
        actual=actual,
        required=held.required,
        required_max=held.required_max,
        basis=held.basis,
        standard=held.standard,
        inputs=case.inputs(*(code for code in codes if code in case.facts.values)),
        missing=case.missing(*codes),
    )
