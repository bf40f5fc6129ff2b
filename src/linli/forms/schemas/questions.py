"""Fields of a form as questions with a type: the data element's where one was confirmed, else what the form shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linli.catalogue import queries as catalogue
from linli.core.elements import Element, ValueKind, ValueType
from linli.core.figures import Measure, figure_of
from linli.core.filling import style_of
from linli.core.formmatch.layout import ABOVE
from linli.forms.models import FormField
from linli.forms.states import NONE

YES_NO = (("yes", "是", "Yes"), ("no", "否", "No"))
ID_NUMBER = r"[1-9][0-9]{16}[0-9X]"
Choice = tuple[str, str, str]
"""Value, Chinese, English."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `name` is a word for machines, `table` the table of rows it belongs to ("" for single cells),
    `pattern` a regular expression for the whole text.
    """

    name: str
    label: str
    group: str
    kind: ValueKind
    element: str = ""
    length: int | None = None
    decimals: int | None = None
    unit: str = ""
    pattern: str = ""
    choices: tuple[Choice, ...] = ()
    table: str = ""
    is_count: bool = False
    """A whole number of people, homes or things: never below nought."""


def questions_of(fields: Iterable[FormField], as_of: date) -> tuple[Question, ...]:
    """The questions in the order of the form. Three queries, whatever the number of fields."""
    known = catalogue.catalogue(as_of)
    wanted = list(fields)
    elements = {one.pk: known.element(one.element) for one in wanted if one.element not in ("", NONE)}
    lists = {one.property.type.code_list for one in elements.values() if one is not None}
    words = catalogue.words_of_lists(lists - {""}, as_of)
    tables: dict[tuple[str, int], str] = {}
    found = []
    for one in wanted:
        table = ""
        if one.in_roster:
            table = tables.setdefault((one.sheet, one.value_row), f"rows_{len(tables) + 1}")
        element = elements.get(one.pk)
        listed = words.get(element.property.type.code_list, {}) if element else {}
        choices = tuple((code, name.zh, name.en) for code, name in listed.items())
        found.append(_of_element(one, element, choices, table) if element else _of_form(one, table))
    return tuple(found)


def _of_element(one: FormField, element: Element, choices: tuple[Choice, ...], table: str) -> Question:
    own: ValueType = element.property.type
    is_number = own.kind is ValueKind.IDENTIFIER and element.property.code == "id_number"
    return Question(
        _name(one),
        one.label,
        one.group,
        ValueKind.TEXT if own.kind is ValueKind.CODE and not choices else own.kind,
        element.code,
        own.length,
        own.decimals,
        own.unit or one.unit,
        ID_NUMBER if is_number else "",
        YES_NO if own.kind is ValueKind.YES_NO else choices,
        table,
    )


def _of_form(one: FormField, table: str) -> Question:
    """A field that no element stands behind: answers offered make it a choice, a unit a number, a day a day."""
    offered = tuple((f"o{at}", str(text), str(text)) for at, text in enumerate(one.options, start=1))
    style = style_of(one.label, unit=one.unit, options=one.options)
    kind, is_count = ValueKind.TEXT, False
    if one.figure:
        is_count = figure_of(one.figure).measure is Measure.COUNT
        kind, offered = ValueKind.INTEGER if is_count else ValueKind.DECIMAL, ()
    elif offered:
        kind = ValueKind.CODE
    elif one.unit:
        kind = ValueKind.DECIMAL
    elif style.date == "" and one.label.rstrip("：:").endswith(("日期", "时间")) and ABOVE not in one.sheet:
        kind = ValueKind.DATE
    return Question(
        _name(one),
        one.label,
        one.group,
        kind,
        unit=one.unit,
        choices=offered,
        table=table,
        is_count=is_count,
    )


def _name(one: FormField) -> str:
    return f"f{one.position}"
