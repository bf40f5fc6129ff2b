"""From the entry that holds to the answer: ratios, products and schedules worked out, with the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from .brackets import evaluate
from .errors import MISSING_INPUT, NOT_A_NUMBER, PolicyError
from .inputs import Given, read_inputs
from .model import Entry, HeldValue, Reason, Rule
from .terms import Amount, Boundary, Brackets, Held, Listing, Product, Range, Ratio, Reading, Step


class Answerer:
    """One answer. `base` gives the value another rule holds in the same place on the same day.

    `strict`: a schedule without its input is refused (missing_input); otherwise the schedule is the answer.
    """

    def __init__(
        self,
        rule: Rule,
        entry: Entry,
        given: Mapping[str, Given | None],
        base: Callable[[str], HeldValue],
        *,
        strict: bool,
    ) -> None:
        self.rule, self.entry, self.given, self.base, self.strict = rule, entry, given, base, strict

    def held(self) -> HeldValue:
        """The answer. Raises PolicyError: missing_input, bad_input, and whatever `base` raises."""
        value, reasons, rests_on = self._work_out()
        entry = self.entry
        return HeldValue(
            rule=self.rule.code,
            value=value,
            unit=self.rule.unit,
            document=entry.document,
            scope=entry.scope,
            pack=entry.pack,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            derivation=reasons,
            rests_on=rests_on,
            status=entry.status,
            sense=self.rule.sense,
            dated=entry.dated,
            note=entry.note,
        )

    def _work_out(self) -> tuple[Held, tuple[Reason, ...], tuple[HeldValue, ...]]:
        match self.entry.term:
            case Amount(amount=amount):
                return amount, (), ()
            case Range() | Listing() as term:
                return term, (), ()
            case Brackets() as brackets:
                value, reasons = self._brackets(brackets)
                return value, reasons, ()
            case Ratio() as ratio:
                return self._ratio(ratio)
            case Product() as product:
                return self._product(product)

    def _input(self, name: str) -> Decimal | None:
        value = read_inputs(self.rule, self.given).get(name)
        if value is None and self.strict:
            raise PolicyError(MISSING_INPUT, rule=self.rule.code, inputs=[name])
        return value

    def _brackets(self, brackets: Brackets) -> tuple[Held, tuple[Reason, ...]]:
        given = self._input(brackets.input)
        return (brackets, ()) if given is None else evaluate(brackets, given)

    def _ratio(self, ratio: Ratio) -> tuple[Held, tuple[Reason, ...], tuple[HeldValue, ...]]:
        base = self.base(ratio.of)
        reason = Reason(
            "ratio", {"factor": ratio.factor, "rule": ratio.of, "base": base.value, "unit": base.unit}
        )
        return scale(base.value, ratio.factor, self.rule.code), (*base.derivation, reason), (base,)

    def _product(self, product: Product) -> tuple[Held, tuple[Reason, ...], tuple[HeldValue, ...]]:
        base = self.base(product.each)
        times = self._input(product.times)
        if times is None:
            step = Step(lower=Decimal(0), rate=base.amount)
            return Brackets(product.times, Reading.MARGINAL, Boundary.ABOVE, (step,)), (), (base,)
        reason = Reason(
            "product",
            {
                "rule": product.each,
                "each": base.value,
                "unit": base.unit,
                "input": product.times,
                "times": times,
            },
        )
        return scale(base.value, times, self.rule.code), (*base.derivation, reason), (base,)


def scale(value: Held, factor: Decimal, rule: str) -> Held:
    """The value times `factor`, exact. Raises PolicyError(not_a_number) for lists."""
    match value:
        case Decimal():
            return value * factor
        case Range(minimum=low, maximum=high):
            return Range(low * factor, high * factor)
        case Brackets():
            return replace(value, steps=tuple(_scaled(step, factor) for step in value.steps))
        case Listing():
            raise PolicyError(NOT_A_NUMBER, rule=rule)


def _scaled(step: Step, factor: Decimal) -> Step:
    return Step(
        step.lower,
        amount=None if step.amount is None else step.amount * factor,
        rate=None if step.rate is None else step.rate * factor,
    )
