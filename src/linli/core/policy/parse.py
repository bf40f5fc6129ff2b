"""Plain data (as YAML gives it) to rules, packs and terms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from .brackets import falls_at
from .errors import PackError
from .fields import Fields, to_number
from .model import Case, Dated, Document, Entry, Guarantee, Input, Pack, Rule, Sense, Status
from .terms import Amount, Boundary, Brackets, Item, Listing, Product, Range, Ratio, Reading, Step, Term
from .units import UNITS, Names


def parse_rules(data: Mapping[str, Any], where: str) -> tuple[Rule, ...]:
    """The `rules:` of a file: code, names, guarantee, unit, sense, inputs."""
    top = Fields(data, where)
    rules = Fields(top.take("rules"), top.at("rules"))
    top.done()
    return tuple(_rule(code, Fields(body, rules.at(code))) for code, body in rules.data.items())


def _rule(code: str, fields: Fields) -> Rule:
    Fields({"code": code}, fields.where).code("code")
    inputs = Fields(fields.take("inputs", {}), fields.at("inputs"))
    rule = Rule(
        code=code,
        names=Names(zh=fields.text("zh"), en=fields.text("en")),
        guarantee=fields.choice("guarantee", Guarantee),
        unit=_unit(fields),
        sense=fields.choice("sense", Sense),
        inputs=tuple(_input(name, Fields(body, inputs.at(name))) for name, body in inputs.data.items()),
        about=fields.names_or_none("about"),
    )
    fields.done()
    return rule


def _input(code: str, fields: Fields) -> Input:
    made = Input(code=code, names=Names(zh=fields.text("zh"), en=fields.text("en")), unit=_unit(fields))
    fields.done()
    return made


def _unit(fields: Fields) -> str:
    unit = fields.text("unit")
    if unit not in UNITS:
        raise PackError("unknown_unit", fields.at("unit"), f"{unit}; one of {', '.join(UNITS)}")
    return unit


def parse_pack(data: Mapping[str, Any], where: str, rules: Mapping[str, Rule]) -> Pack:
    """One pack file. `rules` are the known definitions. Raises PackError naming the path of the slip."""
    fields = Fields(data, where)
    code = fields.code("pack")
    names = fields.names("names")
    bound = fields.take("scope") != "unbound"
    scope = fields.scope("scope") if bound else None
    papers = Fields(fields.take("documents"), fields.at("documents"))
    documents = {key: parse_document(Fields(body, papers.at(key))) for key, body in papers.data.items()}
    pack = Pack(
        code=code,
        names=names,
        scope=scope,
        entries=tuple(
            _entry(item, code, scope or "", documents, rules) for item in fields.mappings("values")
        ),
        cases=tuple(_case(item, where) for item in fields.mappings("cases", [])),
        about=fields.names_or_none("about"),
    )
    fields.done()
    return pack


def parse_document(fields: Fields) -> Document:
    """`name` is required; number, article, issuer and the English name only where the source gives them."""
    document = Document(
        name=fields.text("name"),
        number=fields.text("number", ""),
        article=fields.text("article", ""),
        issuer=fields.text("issuer", ""),
        name_en=fields.text("name_en", ""),
    )
    fields.done()
    return document


def _entry(
    fields: Fields, pack: str, scope: str, documents: Mapping[str, Document], rules: Mapping[str, Rule]
) -> Entry:
    code = fields.code("rule")
    if code not in rules:
        raise PackError("unknown_rule", fields.at("rule"), code)
    unit = _unit(fields)
    if unit != rules[code].unit:
        raise PackError("other_unit", fields.at("unit"), f"{unit}; the rule is in {rules[code].unit}")
    own_scope = fields.scope("scope") if "scope" in fields else scope
    if not own_scope.startswith(scope):
        raise PackError("outside_scope", fields.at("scope"), f"{own_scope} is not inside {scope}")
    valid_from = fields.day("from")
    valid_to = fields.day("to", None)
    if valid_from is None:
        raise PackError("bad_date", fields.at("from"))
    if valid_to is not None and valid_to <= valid_from:
        raise PackError("ends_before_it_begins", fields.at("to"), f"{valid_from} .. {valid_to}")
    entry = Entry(
        rule=code,
        term=take_term(fields, rules[code]),
        document=_document(fields, documents),
        scope=own_scope,
        pack=pack,
        valid_from=valid_from,
        valid_to=valid_to,
        status=fields.choice("status", Status, Status.IN_FORCE),
        dated=fields.choice("dated", Dated, Dated.DAY),
        note=fields.names_or_none("note"),
    )
    fields.done()
    return entry


def _document(fields: Fields, documents: Mapping[str, Document]) -> Document:
    key = fields.text("document")
    if key not in documents:
        raise PackError("unknown_document", fields.at("document"), key)
    article = fields.text("article", "")
    paper = documents[key]
    return Document(paper.name, paper.number, article or paper.article, paper.issuer, paper.name_en)


def parse_term(data: Mapping[str, Any], rule: Rule, where: str = "value") -> Term:
    """A term by itself, as a district's own value is kept: {"amount": "600"}, {"min": .., "max": ..} ..."""
    fields = Fields(data, where)
    term = take_term(fields, rule)
    fields.done()
    return term


_FORMS = ("amount", "min", "brackets", "ratio", "each", "list")


def take_term(fields: Fields, rule: Rule) -> Term:
    """The way the value is written. Raises PackError(no_value | two_values) unless exactly one is there."""
    present = [form for form in _FORMS if form in fields]
    if len(present) != 1:
        raise PackError("two_values" if present else "no_value", fields.where, ", ".join(present))
    match present[0]:
        case "amount":
            return Amount(_sensible(fields.number("amount"), rule, fields.at("amount")))
        case "min":
            return _range(fields, rule)
        case "brackets":
            return _brackets(Fields(fields.take("brackets"), fields.at("brackets")), rule)
        case "ratio":
            return Ratio(factor=fields.number("ratio"), of=fields.code("of"))
        case "each":
            product = Product(each=fields.code("each"), times=fields.text("times"))
            _need_input(rule, product.times, fields.at("times"))
            return product
        case _:
            return Listing(tuple(_item(item) for item in fields.mappings("list")))


def _sensible(amount: Decimal, rule: Rule, where: str) -> Decimal:
    if amount < 0:
        raise PackError("negative", where, str(amount))
    if UNITS[rule.unit].whole and amount != amount.to_integral_value():
        raise PackError("not_whole", where, str(amount))
    return amount


def _range(fields: Fields, rule: Rule) -> Range:
    low = _sensible(fields.number("min"), rule, fields.at("min"))
    high = _sensible(fields.number("max"), rule, fields.at("max"))
    if high < low:
        raise PackError("range_upside_down", fields.at("max"), f"{low} .. {high}")
    return Range(low, high)


def _item(fields: Fields) -> Item:
    count = int(to_number(fields.take("count", 1), fields.at("count")))
    item = Item(fields.code("code"), Names(fields.text("zh"), fields.text("en")), count)
    fields.done()
    return item


def _need_input(rule: Rule, name: str, where: str) -> None:
    if name not in {one.code for one in rule.inputs}:
        raise PackError("unknown_input", where, f"{rule.code} declares no input {name}")


def _brackets(fields: Fields, rule: Rule) -> Brackets:
    name = fields.text("input")
    _need_input(rule, name, fields.at("input"))
    brackets = Brackets(
        input=name,
        reading=fields.choice("reading", Reading),
        boundary=fields.choice("boundary", Boundary),
        steps=tuple(_step(step, rule) for step in fields.mappings("steps")),
        may_fall=fields.flag("may_fall"),
    )
    fields.done()
    _check_steps(brackets, fields.at("steps"))
    return brackets


def _step(fields: Fields, rule: Rule) -> Step:
    lower = fields.number("from")
    if ("amount" in fields) == ("rate" in fields):
        raise PackError("amount_or_rate", fields.where)
    if "amount" in fields:
        step = Step(lower, amount=_sensible(fields.number("amount"), rule, fields.at("amount")))
    else:
        step = Step(lower, rate=fields.number("rate"))
    fields.done()
    return step


def _check_steps(brackets: Brackets, where: str) -> None:
    lowers = [step.lower for step in brackets.steps]
    if not lowers or lowers[0] != 0:
        raise PackError("first_step_not_zero", where)
    if any(after <= before for before, after in pairwise(lowers)):
        raise PackError("steps_not_rising", where, ", ".join(map(str, lowers)))
    if brackets.reading is Reading.MARGINAL and any(step.rate is None for step in brackets.steps):
        raise PackError("marginal_needs_rates", where)
    drop = falls_at(brackets)
    if drop is not None and not brackets.may_fall:
        raise PackError("result_falls", where, f"at {drop}; say may_fall: true if the document means it")


def _case(fields: Fields, where: str) -> Case:
    day = fields.day("day")
    if day is None:
        raise PackError("bad_date", fields.at("day"))
    inputs = Fields(fields.take("input", {}), fields.at("input"))
    refused = fields.text("refused", "")
    if bool(refused) == ("expected" in fields):
        raise PackError("expected_or_refused", fields.where)
    case = Case(
        name=fields.text("case"),
        rule=fields.code("rule"),
        place=fields.text("place"),
        day=day,
        inputs={key: to_number(value, inputs.at(key)) for key, value in inputs.data.items()},
        expected=_expected(fields) if not refused else None,
        refused=refused,
        proposed=fields.flag("proposed"),
        file=where,
    )
    fields.done()
    return case


def _expected(fields: Fields) -> Decimal | Range | tuple[str, ...]:
    value = fields.take("expected")
    if isinstance(value, list):
        return tuple(str(code) for code in value)
    if isinstance(value, Mapping):
        inner = Fields(value, fields.at("expected"))
        made = Range(inner.number("min"), inner.number("max"))
        inner.done()
        return made
    return to_number(value, fields.at("expected"))
