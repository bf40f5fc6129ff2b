"""YAML text to a questionnaire. Every slip is named with its path in the file."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import yaml

from linli.core.questionnaire import errors
from linli.core.questionnaire.errors import QuestionnaireError, RuleError
from linli.core.questionnaire.model import (
    Check,
    Choice,
    Column,
    FieldType,
    Group,
    Label,
    Question,
    Questionnaire,
    Section,
    Severity,
    Way,
)
from linli.core.questionnaire.node import Node
from linli.core.questionnaire.rule import Kind, Rule, parse_rule

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_KINDS: dict[FieldType, Kind] = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.CHOICE: Kind.TEXT,
    FieldType.DATE: Kind.DATE,
    FieldType.MONTH: Kind.DATE,
    FieldType.YES_NO: Kind.TRUTH,
}
Choices = Mapping[str, tuple[Choice, ...]]
T = TypeVar("T")


def parse_questionnaire(text: str) -> Questionnaire:
    """Read a questionnaire. Raises QuestionnaireError with the path of the first slip."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QuestionnaireError(errors.BAD_YAML, "file", str(error).replace("\n", " ")) from None
    top = Node(data, "")
    choices = {code: tuple(_choices(node)) for code, node in top.mapping("choices", optional=True)}
    sections = tuple(_section(node, choices) for node in top.sequence("sections"))
    code, version, title = _code(top), top.integer("version"), _label(top.child("title"))
    made = Questionnaire(code, version, title, sections)
    _unique("sections", [section.code for section in sections])
    _unique("sections", [code for section in sections for code in _codes(section)])
    checks = tuple(_check(node, made) for node in top.sequence("checks", optional=True))
    _unique("checks", [check.code for check in checks])
    top.done()
    return Questionnaire(code, version, title, sections, checks)


def _codes(section: Section) -> Iterable[str]:
    yield from (question.code for question in section.questions)
    yield from (group.code for group in section.groups)


def _unique(where: str, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise QuestionnaireError(errors.DUPLICATE, where, ", ".join(twice))


def _code(node: Node) -> str:
    code = node.text("code")
    if not _CODE.match(code):
        raise QuestionnaireError(errors.BAD_CODE, node.at("code"), code)
    return code


def _label(node: Node) -> Label:
    label = Label(zh=node.text("zh"), en=node.text("en"))
    node.done()
    return label


def _choices(node: Node) -> Iterable[Choice]:
    for code, label in node.items():
        yield Choice(code, _label(label))


def _section(node: Node, choices: Choices) -> Section:
    section = Section(
        code=_code(node),
        title=_label(node.child("title")),
        questions=tuple(_question(item, choices) for item in node.sequence("questions", optional=True)),
        groups=tuple(_group(item, choices) for item in node.sequence("groups", optional=True)),
        guarantee=node.text("guarantee", ""),
    )
    node.done()
    return section


def _group(node: Node, choices: Choices) -> Group:
    group = Group(
        code=_code(node),
        title=_label(node.child("title")),
        columns=tuple(_column(item, choices) for item in node.sequence("columns")),
        max_rows=node.integer("max_rows"),
        min_rows=node.integer("min_rows", 0),
        way=node.choice("way", Way, Way.RECORDS),
        carry=node.truth("carry"),
    )
    _unique(node.path, [column.code for column in group.columns])
    if not 0 <= group.min_rows <= group.max_rows:
        raise QuestionnaireError(errors.BOUNDS, node.at("max_rows"))
    node.done()
    return group


def _question(node: Node, choices: Choices) -> Question:
    question = Question(way=node.choice("way", Way, Way.RECORDS), **_field(node, choices))
    node.done()
    return question


def _column(node: Node, choices: Choices) -> Column:
    column = Column(**_field(node, choices))
    node.done()
    return column


def _field(node: Node, choices: Choices) -> dict[str, Any]:
    type_ = node.choice("type", FieldType)
    hint = node.child("hint", optional=True)
    return {
        "code": _code(node),
        "type": type_,
        "label": _label(node.child("label")),
        "unit": node.text("unit", ""),
        "required": node.truth("required"),
        "carry": node.truth("carry"),
        "hint": _label(hint) if hint else None,
        "choices": _choice_list(node, type_, choices),
        **_bounds(node, type_),
    }


def _choice_list(node: Node, type_: FieldType, choices: Choices) -> tuple[Choice, ...]:
    name = node.text("choices", "")
    if (type_ is FieldType.CHOICE) != bool(name):
        raise QuestionnaireError(errors.UNKNOWN_CHOICES, node.at("choices"), name)
    if name and name not in choices:
        raise QuestionnaireError(errors.UNKNOWN_CHOICES, node.at("choices"), name)
    return choices[name] if name else ()


def _bounds(node: Node, type_: FieldType) -> dict[str, Decimal | None]:
    keys = {"minimum": "min", "maximum": "max", "warn_minimum": "warn_min", "warn_maximum": "warn_max"}
    found = {name: node.number(key) for name, key in keys.items()}
    given = [found[name] for name in ("minimum", "warn_minimum", "warn_maximum", "maximum")]
    known = [bound for bound in given if bound is not None]
    if known and not type_.is_number:
        raise QuestionnaireError(errors.BOUNDS, node.path, f"{type_} has no bounds")
    if known != sorted(known):
        raise QuestionnaireError(errors.BOUNDS, node.path, "min <= warn_min <= warn_max <= max")
    return found


def _check(node: Node, questionnaire: Questionnaire) -> Check:
    group = node.text("group", "")
    if group and group not in questionnaire.groups:
        raise QuestionnaireError(errors.BAD_RULE, node.at("group"), group)
    fields = questionnaire.groups[group].columns_by_code if group else questionnaire.questions
    kinds = {code: _KINDS.get(field.type, Kind.NUMBER) for code, field in fields.items()}
    when = node.text("when", "")
    check = Check(
        code=_code(node),
        severity=node.choice("severity", Severity),
        label=_label(node.child("label")),
        rule=_rule(node, "rule", node.text("rule"), kinds),
        when=_rule(node, "when", when, kinds) if when else None,
        group=group,
    )
    node.done()
    return check


def _rule(node: Node, key: str, text: str, kinds: Mapping[str, Kind]) -> Rule:
    try:
        return parse_rule(text, kinds)
    except RuleError as error:
        raise QuestionnaireError(errors.BAD_RULE, node.at(key), str(error)) from None
