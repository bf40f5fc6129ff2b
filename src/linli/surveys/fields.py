"""Questions as cells: how an answer is typed in, read and shown, in the language in force."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from linli.base.exports.template_parts import FieldKind, FillField
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Choice, Column, Kind
from linli.core.questionnaire import Field, FieldType, Value
from linli.core.questionnaire.values import MAX_TEXT, PLACES

# unit code -> (words, the name by which the import kit knows it)
UNITS: dict[str, tuple[Any, str]] = {
    "person": (gettext_lazy("人"), "人"),
    "household": (gettext_lazy("户"), "户"),
    "km2": (gettext_lazy("平方公里"), "平方公里"),
    "m2": (gettext_lazy("平方米"), "平方米"),
    "degree": (gettext_lazy("度"), "度"),
    "post": (gettext_lazy("职"), "职"),
    "year": (pgettext_lazy("age", "岁"), "岁"),
    "yuan": (gettext_lazy("元"), "元"),
    "yuan_per_month": (gettext_lazy("元/月"), "元/月"),
    "community": (pgettext_lazy("unit of communities", "个"), "个"),
    "grid": (pgettext_lazy("unit of grids", "个"), "个"),
    "request": (pgettext_lazy("unit of requests", "件"), "件"),
    "facility": (pgettext_lazy("unit of facilities", "处"), "处"),
    "organisation": (pgettext_lazy("unit of organisations", "个"), "个"),
    "team": (pgettext_lazy("unit of teams", "支"), "支"),
    "meeting": (pgettext_lazy("unit of meetings", "次"), "次"),
    "time": (pgettext_lazy("unit of times", "次"), "次"),
    "item": (pgettext_lazy("unit of items", "项"), "项"),
    "percent": ("%", "%"),
}
_KINDS = {
    FieldType.INTEGER: Kind.INTEGER,
    FieldType.DECIMAL: Kind.DECIMAL,
    FieldType.MONEY: Kind.DECIMAL,
    FieldType.PERCENT: Kind.PERCENT,
    FieldType.TEXT: Kind.TEXT,
    FieldType.DATE: Kind.DATE,
    FieldType.MONTH: Kind.MONTH,
    FieldType.CHOICE: Kind.CHOICE,
    FieldType.YES_NO: Kind.YES_NO,
}


def language() -> str:
    """The language in force, as a tag."""
    return get_language() or "zh-hans"


def unit_words(field: Field) -> str:
    """The unit in the language in force; "" when there is none."""
    known = UNITS.get(field.unit)
    return str(known[0]) if known else field.unit


def import_column(field: Field, *, required: bool = False) -> Column:
    """The column by which the import kit reads an answer. Bounds are the question's own."""
    percent = field.type is FieldType.PERCENT
    names = dict.fromkeys((field.label.of(language()), field.label.zh, field.label.en))
    known = UNITS.get(field.unit)
    return Column(
        code=field.code,
        names=tuple(names),
        kind=_KINDS[field.type],
        required=required,
        minimum=_bound(field.minimum, percent),
        maximum=_bound(field.maximum, percent),
        unit="" if percent or not known else known[1],
        places=PLACES.get(field.type) if not percent else None,
        max_length=MAX_TEXT,
        choices=tuple(Choice(c.code, _choice_names(c.label.zh, c.label.en)) for c in field.choices),
        bare_percent="points" if percent else "fraction",
    )


def _choice_names(zh: str, en: str) -> tuple[str, ...]:
    return (en, zh) if language().startswith("en") else (zh, en)


def _bound(bound: Decimal | None, percent: bool) -> Decimal | None:
    return bound / 100 if percent and bound is not None else bound


def parse_answer(field: Field, cell: Any) -> Value | None:
    """The typed answer in a cell or a line of text; None when it is empty.

    Reads what people write: full-width digits, thousands separators, 万元, %, dates in several notations. Raises the
    import kit's CellProblem.
    """
    return from_cell(field, parse_cell(cell, import_column(field)))


def from_cell(field: Field, parsed: Any) -> Value | None:
    """The import kit's value as an answer: percents from fractions to 0..100."""
    if parsed is None:
        return None
    if field.type is FieldType.PERCENT:
        return round(Decimal(parsed) * 100, PLACES[FieldType.PERCENT])
    value: Value = parsed
    return value


def to_cell(field: Field, value: Value | None) -> Any:
    """An answer as the export kit writes it: percents as fractions, choices as their words."""
    if value is None:
        return None
    if field.type is FieldType.PERCENT and isinstance(value, int | Decimal):
        return Decimal(value) / 100
    if field.type is FieldType.CHOICE:
        choice = field.choice(value)
        return choice.label.of(language()) if choice else str(value)
    return value


def typed_text(field: Field, value: Value | None) -> str:
    """An answer as it stands in an input; what comes back unchanged parses to the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.strftime("%Y-%m") if field.type is FieldType.MONTH else value.isoformat()
    return str(value)


def worded(field: Field, value: Value | None) -> str:
    """An answer in words, with its unit; the word for unknown when there is none."""
    if value is None:
        return _("未知")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field.type is FieldType.CHOICE:
        return str(to_cell(field, value))
    if isinstance(value, int | Decimal):
        unit = unit_words(field)
        space = "" if unit == "%" or not unit else " "
        return f"{value:,f}{space}{unit}" if isinstance(value, Decimal) else f"{value:,}{space}{unit}"
    return typed_text(field, value)


def fill_field(field: Field, value: Value | None, source: str = "", *, unit: bool = True) -> FillField:
    """The question as a cell of a workbook to be filled in."""
    percent = field.type is FieldType.PERCENT
    made = FillField(
        code=field.code,
        label=field.label.of(language()),
        kind=FieldKind(_KINDS[field.type]),
        unit=unit_words(field) if unit and not percent else "",
        choices=tuple(choice.label.of(language()) for choice in field.choices),
        minimum=_bound(field.minimum, percent),
        maximum=_bound(field.maximum, percent),
        required=field.required,
        hint=field.hint.of(language()) if field.hint else "",
        known_source=source,
    )
    return dataclasses.replace(made, known=to_cell(field, value))
