"""Working out a schedule of steps: whole or marginal, and what a value equal to a bound gets."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from .model import Reason
from .terms import Boundary, Brackets, Reading, Step

ZERO = Decimal(0)


def evaluate(brackets: Brackets, given: Decimal) -> tuple[Decimal, tuple[Reason, ...]]:
    """The amount due for `given` (>= 0, in the unit of the input), and how it came about."""
    if brackets.reading is Reading.MARGINAL:
        return _marginal(brackets, given)
    return _whole(brackets, given)


def step_of(brackets: Brackets, given: Decimal) -> int:
    """Index of the step that `given` falls into."""
    index = 0
    for number, step in enumerate(brackets.steps):
        inside = given >= step.lower if brackets.boundary is Boundary.ABOVE else given > step.lower
        if inside:
            index = number
    return index


def upper_of(brackets: Brackets, index: int) -> Decimal | None:
    """Where the step ends; None for the last one."""
    return brackets.steps[index + 1].lower if index + 1 < len(brackets.steps) else None


def falls_at(brackets: Brackets) -> Decimal | None:
    """The first bound at which a larger input would give a smaller amount; None if there is none."""
    for step in brackets.steps:
        if step.rate is not None and step.rate < 0:
            return step.lower
    if brackets.reading is Reading.MARGINAL:
        return None
    for before, after in pairwise(brackets.steps):
        if _at(after, after.lower) < _at(before, after.lower):
            return after.lower
    return None


def _at(step: Step, given: Decimal) -> Decimal:
    if step.amount is not None:
        return step.amount
    return given * (step.rate or ZERO)


def _whole(brackets: Brackets, given: Decimal) -> tuple[Decimal, tuple[Reason, ...]]:
    index = step_of(brackets, given)
    step = brackets.steps[index]
    amount = _at(step, given)
    where: dict[str, object] = {
        "input": brackets.input,
        "given": given,
        "lower": step.lower,
        "upper": upper_of(brackets, index),
        "boundary": brackets.boundary.value,
    }
    if step.rate is None:
        return amount, (Reason("whole_amount", {**where, "amount": amount}),)
    return amount, (Reason("whole_rate", {**where, "rate": step.rate}),)


def _marginal(brackets: Brackets, given: Decimal) -> tuple[Decimal, tuple[Reason, ...]]:
    total, reasons = ZERO, []
    for index, step in enumerate(brackets.steps):
        upper = upper_of(brackets, index)
        part = (given if upper is None else min(given, upper)) - step.lower
        if part <= 0:
            break
        rate = step.rate or ZERO
        total += part * rate
        reasons.append(
            Reason(
                "slice",
                {
                    "input": brackets.input,
                    "lower": step.lower,
                    "upper": upper,
                    "part": part,
                    "rate": rate,
                    "amount": part * rate,
                },
            )
        )
    return total, tuple(reasons)
