"""Findings as rows: of one community, of one rule, and one finding down to its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from linli.core.questionnaire import Field, FieldType, Questionnaire
from linli.guarantees.queries import FindingInfo, FindingPage, RowsBehind, StandardInfo
from linli.guarantees.states import CostKind, FindingState
from linli.office.guarantees import words
from linli.office.guarantees.presenters.links import Links
from linli.territory.rules.names import short_name
from linli.ui.templatetags.ui_page import day, figure, money


@dataclass(frozen=True)
class FindingLine:
    """A finding in words."""

    label: str
    actual: str
    required: str
    state: str
    result: str
    document: str
    document_href: str
    cost: str
    step: str
    href: str


@dataclass(frozen=True)
class BehindLine:
    """A community behind a figure."""

    name: str
    sub_district: str
    line: FindingLine


@dataclass(frozen=True)
class PartLine:
    """A part of a cost: so much of it, at this price, by this document."""

    name: str
    quantity: str
    price: str
    amount: str
    document: str
    note: str


@dataclass(frozen=True)
class AnswerLine:
    """An answer the figure rests on."""

    question: str
    answer: str
    source: str
    recorded: str


@dataclass(frozen=True)
class GroupTable:
    """The rows of a group, each with how it stands."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str, str], ...]


def line(found: FindingInfo, links: Links, on: date) -> FindingLine:
    """One finding."""
    standard = found.standard
    return FindingLine(
        label=words.label(found.rule),
        actual=_actual(found),
        required=words.required(found),
        state=str(found.state),
        result=result(found),
        document=words.document(standard) if found.state != FindingState.NOT_APPLICABLE else "",
        document_href=_document_href(standard, found.division_code, links, on),
        cost=cost_words(found),
        step=str(words.STEPS[found.rule]) if found.state == FindingState.SHORT else "",
        href=links.below("guarantees:rule", found.division_code, str(found.guarantee), found.rule),
    )


def behind(row: RowsBehind, links: Links, on: date) -> BehindLine:
    """A community behind a figure."""
    return BehindLine(short_name(row.name), row.sub_district_name, line(row.finding, links, on))


def _document_href(standard: StandardInfo | None, code: str, links: Links, on: date) -> str:
    return links.rule(standard.rule, code, on.isoformat()) if standard else ""


def _actual(found: FindingInfo) -> str:
    if found.state == FindingState.NOT_APPLICABLE:
        return "—"
    return words.quantity(found.actual, found.unit)


def result(found: FindingInfo) -> str:
    """Met, short by how much, or unknown and for want of what."""
    if found.state == FindingState.SHORT:
        return words.gap(found.rule, found.short_by)
    if found.over_by:
        return _("达标，高出上限%(over)s") % {"over": words.quantity(found.over_by, found.unit)}
    return str(found.state.label)


def cost_words(found: FindingInfo) -> str:
    """What closing the gap costs."""
    if not found.cost_kind:
        return "—"
    if found.cost is None:
        least = _("，至少%(amount)s") % {"amount": money(found.cost_known)} if found.cost_known else ""
        return pgettext("cost", "未知") + least
    told = money(found.cost)
    if found.cost_kind == CostKind.YEARLY:
        return _("每年%(amount)s") % {"amount": told}
    if found.cost_waived != found.cost:
        return _("%(amount)s，减免规费后%(waived)s") % {"amount": told, "waived": money(found.cost_waived)}
    return told


def part_lines(found: FindingInfo) -> tuple[PartLine, ...]:
    """The parts of the cost."""
    return tuple(_part(part) for part in found.parts)


def _part(part: Mapping[str, Any]) -> PartLine:
    english = (get_language() or "").startswith("en")
    notes = [_("可减免") if part["waivable"] else "", _("冲减") if part["offset"] else ""]
    return PartLine(
        name=words.part_name(part["code"]),
        quantity=words.quantity(words.plain(part["quantity"]), part["unit"]),
        price=_("没有规定价格") if part["price"] is None else money(part["price"]),
        amount=pgettext("cost", "未知") if part["amount"] is None else money(part["amount"]),
        document=(part["document_en"] if english else "") or part["document"],
        note=_("，").join(note for note in notes if note),
    )


def answer_lines(page: FindingPage, found: FindingInfo) -> tuple[AnswerLine, ...]:
    """The single answers the figure rests on, missing ones included."""
    codes = [*found.inputs, *(code for code in found.missing if code in page.questionnaire.questions)]
    return tuple(_answer(page, code) for code in dict.fromkeys(codes))


def _answer(page: FindingPage, code: str) -> AnswerLine:
    asked = page.questionnaire.questions[code]
    answer = page.answers.values.get(code) if page.answers else None
    return AnswerLine(
        question=asked.label.of(get_language() or "zh-hans"),
        answer=value_words(asked, answer.value if answer else None),
        source=answer.source if answer else "",
        recorded=day(answer.recorded_at.date()) if answer else "—",
    )


def group_table(page: FindingPage, found: FindingInfo) -> GroupTable | None:
    """The rows of the group the figure rests on; None where it rests on single answers only."""
    if not found.rows or page.answers is None:
        return None
    code = "staff" if found.guarantee == "people" else "funds"
    group = page.questionnaire.groups[code]
    rows, language = page.answers.groups.get(code, ()), get_language() or "zh-hans"
    shown = []
    for index, state, short_by in found.rows:
        cells = rows[index] if index < len(rows) else {}
        told = tuple(value_words(column, cells.get(column.code)) for column in group.columns)
        lack = _("差%(n)s") % {"n": figure(Decimal(short_by))} if short_by else str(FindingState(state).label)
        shown.append((told, state, lack))
    heads = tuple(column.label.of(language) for column in group.columns)
    return GroupTable(group.title.of(language), heads, tuple(shown))


def missing_words(found: FindingInfo, questionnaire: Questionnaire) -> tuple[str, ...]:
    """What was not answered, as the questionnaire calls it."""
    language, told = get_language() or "zh-hans", []
    for code in found.missing:
        group, _dot, column = code.partition(".")
        if column:
            told.append(questionnaire.groups[group].columns_by_code[column].label.of(language))
        elif group in questionnaire.groups:
            told.append(questionnaire.groups[group].title.of(language))
        else:
            told.append(questionnaire.questions[code].label.of(language))
    return tuple(told)


def value_words(field: Field, value: Any) -> str:
    """An answer as people read it."""
    if value is None:
        return pgettext("figure", "未知")
    if isinstance(value, bool):
        return _("有") if value else _("没有")
    if field.type is FieldType.CHOICE:
        choice = field.choice(value)
        return choice.label.of(get_language() or "zh-hans") if choice else str(value)
    if isinstance(value, date):
        return value.strftime("%Y-%m") if field.type is FieldType.MONTH else day(value)
    return figure(value) if field.type.is_number else str(value)
