"""Schedules of steps and the way to a result, in words."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from linli.core.policy import Boundary, Brackets, HeldValue, Names, Reading, Reason, Rule, Step

AmountWords = Callable[[Decimal, str], str]
Named = Callable[[Names], str]


def schedule_words(brackets: Brackets, rule: Rule, amounts: AmountWords, named: Named) -> str:
    """All steps in one sentence each, parted by semicolons."""
    given = next(one for one in rule.inputs if one.code == brackets.input)
    if len(brackets.steps) == 1:
        step = brackets.steps[0]
        return _step_words(step, rule, given.unit, amounts) + (
            f" × {named(given.names)}" if step.rate is not None else ""
        )
    told = []
    for index, step in enumerate(brackets.steps):
        upper = brackets.steps[index + 1].lower if index + 1 < len(brackets.steps) else None
        where = bounds_words(step.lower, upper, brackets.boundary, given.unit, amounts)
        if brackets.reading is Reading.MARGINAL:
            where = _("%(bounds)s的部分") % {"bounds": where}
        value = _step_words(step, rule, given.unit, amounts)
        told.append(f"{where}{_('：')}{value}")
    return _("；").join(told)


def bounds_words(
    lower: Decimal, upper: Decimal | None, boundary: Boundary, unit: str, amounts: AmountWords
) -> str:
    """Where a step reaches, with the bound said to belong to it or not."""
    above = boundary is Boundary.ABOVE
    low, high = amounts(lower, unit), amounts(upper, unit) if upper is not None else ""
    if upper is None:
        return (_("%(low)s及以上") if above else _("超过%(low)s")) % {"low": low}
    if lower == 0:
        return (_("不足%(high)s") if above else _("不超过%(high)s")) % {"high": high}
    words = _("%(low)s及以上、不足%(high)s") if above else _("超过%(low)s、不超过%(high)s")
    return words % {"low": low, "high": high}


def _step_words(step: Step, rule: Rule, input_unit: str, amounts: AmountWords) -> str:
    if step.amount is not None:
        return amounts(step.amount, rule.unit)
    rate = step.rate or Decimal(0)
    return amounts(rate, "share" if rule.unit == input_unit else rule.unit)


def derivation_words(
    held: HeldValue, rules: Mapping[str, Rule], amounts: AmountWords, named: Named
) -> tuple[str, ...]:
    """How the value was reached, one line per step; empty where the document states the value itself."""
    return tuple(_reason_words(reason, rules[held.rule], rules, amounts, named) for reason in held.derivation)


def _reason_words(
    reason: Reason, rule: Rule, rules: Mapping[str, Rule], amounts: AmountWords, named: Named
) -> str:
    told = dict(reason.params)
    inputs = {one.code: one for other in rules.values() for one in other.inputs}
    if reason.code == "ratio":
        base = told["base"]
        amount = amounts(base, str(told["unit"])) if isinstance(base, Decimal) else ""
        factor = amounts(_decimal(told["factor"]), "share")
        return f"{named(rules[str(told['rule'])].names)} {amount} × {factor}"
    given = inputs[str(told["input"])]
    if reason.code == "product":
        each = amounts(_decimal(told["each"]), str(told["unit"]))
        return f"{each} × {named(given.names)} {amounts(_decimal(told['times']), given.unit)}"
    if reason.code == "slice":
        part, rate = amounts(_decimal(told["part"]), given.unit), amounts(_decimal(told["rate"]), "share")
        return f"{part} × {rate} = {amounts(_decimal(told['amount']), rule.unit)}"
    upper = told["upper"]
    where = bounds_words(
        _decimal(told["lower"]),
        upper if isinstance(upper, Decimal) else None,
        Boundary(str(told["boundary"])),
        given.unit,
        amounts,
    )
    due = (
        amounts(_decimal(told["amount"]), rule.unit)
        if "amount" in told
        else amounts(_decimal(told["rate"]), "share")
    )
    return _("%(input)s%(given)s，属于“%(bounds)s”一档：%(due)s") % {
        "input": named(given.names),
        "given": amounts(_decimal(told["given"]), given.unit),
        "bounds": where,
        "due": due,
    }


def _decimal(value: object) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError(f"a number was expected, not {value!r}")
    return value
