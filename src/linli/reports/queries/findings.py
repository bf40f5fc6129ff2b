"""Findings of the five guarantees in a place, in the words of the composition."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from linli.base.scope import Scope
from linli.core.tabulate.numbers import write_number
from linli.core.tabulate.words import Language, Words
from linli.guarantees import queries as guarantees
from linli.guarantees.queries import FindingInfo, StandardInfo
from linli.guarantees.states import RULE_CODES, CostKind, FindingState
from linli.reports.compose.inputs import Cost, Finding, Guarantee, RuleHeld, State
from linli.reports.queries.units import unit_of

ALL = 1_000_000
Held = Mapping[str, tuple[FindingInfo, ...]]


def findings_of(campaign_id: UUID, scope: Scope) -> Held:
    """All findings in scope by rule, in order of codes. Three queries a rule."""
    found = {}
    for rule in RULE_CODES:
        page = guarantees.rows_behind(campaign_id, rule=rule, scope=scope, worst_first=False, size=ALL)
        found[rule] = tuple(row.finding for row in page.rows)
    return found


def findings_in(held: Held) -> tuple[Finding, ...]:
    """Those to which the rule applies."""
    states = {state.value for state in State}
    return tuple(
        Finding(
            one.division_code,
            Guarantee(one.guarantee),
            one.rule,
            State(one.state),
            one.required,
            one.actual,
            one.short_by,
            unit_of(one.unit),
        )
        for found in held.values()
        for one in found
        if one.state in states
    )


def costs_in(held: Held) -> tuple[Cost, ...]:
    """Every part of every cost of closing a gap."""
    return tuple(
        _cost(one, part)
        for found in held.values()
        for one in found
        if one.state == FindingState.SHORT
        for part in one.parts
    )


def _cost(one: FindingInfo, part: Mapping[str, object]) -> Cost:
    amount = part["amount"]
    return Cost(
        community=one.division_code,
        guarantee=Guarantee(one.guarantee),
        rule=one.rule,
        part=str(part["code"]),
        amount=None if amount is None else Decimal(str(amount)),
        yearly=one.cost_kind == CostKind.YEARLY,
        basis=_basis(part),
        waivable=bool(part["waivable"]),
        offset=bool(part["offset"]),
    )


def _basis(part: Mapping[str, object]) -> Words:
    """“60平方米 × 28元” and the document the price stands in."""
    zh = _product(part, "zh")
    document = str(part["document"])
    document_en = str(part["document_en"]) or document
    if not document:
        return Words(zh, _product(part, "en"))
    return Words(f"{zh}（{document}）", f"{_product(part, 'en')} ({document_en})")


def _product(part: Mapping[str, object], language: Language) -> str:
    quantity = Decimal(str(part["quantity"]))
    amount = write_number(quantity, unit_of(str(part["unit"])), language)
    price = part["price"]
    if price is None:
        return f"{amount.text} × {'单价未知' if language == 'zh' else 'price unknown'}"
    return f"{amount.text} × {Decimal(str(price)):,f}"


def rules_in(held: Held) -> tuple[dict[str, RuleHeld], tuple[StandardInfo, ...]]:
    """The value of each rule, and all values used. Where places differ in a value, the rule has none for all."""
    rules: dict[str, RuleHeld] = {}
    used: dict[StandardInfo, None] = {}
    for rule, found in held.items():
        standards = dict.fromkeys(one.standard for one in found if one.standard is not None)
        used |= dict.fromkeys(standards)
        values = {standard.minimum for standard in standards}
        if standards:
            first = next(iter(standards))
            name = first.name + (f"（{first.number}）" if first.number else "")
            document = Words(name, first.name_en or first.name)
            rules[rule] = RuleHeld(
                rule, first.minimum if len(values) == 1 else None, unit_of(first.unit), document
            )
    return rules, tuple(used)
