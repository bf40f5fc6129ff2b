"""A value as it is kept, turned into what a cell of the form takes."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from linli.core.elements import ValueKind, ValueType
from linli.core.filling.style import Style
from linli.core.formmatch.labels import squeeze

Value = str | int | Decimal | date
YES = "yes"
MEANS_YES = ("是", "有", "√", "对", "已", "yes", "y")
MEANS_NO = ("否", "无", "×", "没有", "不", "未", "no", "n")
# How much one of a unit is in another.
RATES = {
    ("元", "千元"): Decimal("0.001"),
    ("元", "万元"): Decimal("0.0001"),
    ("元", "亿元"): Decimal("0.00000001"),
    ("平方米", "公顷"): Decimal("0.0001"),
    ("厘米", "米"): Decimal("0.01"),
    ("米", "公里"): Decimal("0.001"),
}
SAME = {
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "平米": "平方米",
    "cm": "厘米",
    "m": "米",
    "km": "公里",
    "周岁": "岁",
}


class UnitMismatch(ValueError):
    """The form counts in a unit that the kept value cannot be turned into."""


def shown(text: str, kept: ValueType, style: Style, words: Mapping[str, str]) -> Value:
    """What goes into the cell. `text` as the record keeps it (days ISO, yes or no, codes, plain digits); `words` are
    those of the element's code list. Raises UnitMismatch.
    """
    if kept.kind is ValueKind.DATE:
        day = date.fromisoformat(text)
        return day.strftime(style.date) if style.date else day
    if kept.kind is ValueKind.YES_NO:
        return _yes_no(text == YES, style)
    if kept.kind is ValueKind.CODE:
        return text if style.as_code else _option(words.get(text, text), style.options)
    if kept.kind in (ValueKind.INTEGER, ValueKind.DECIMAL):
        return _number(Decimal(text), kept.unit, style.unit)
    if kept.kind is ValueKind.IDENTIFIER:
        return _grouped(text) if style.spaced and len(text) == 18 else text
    return text


def _yes_no(is_yes: bool, style: Style) -> str:
    no = [one for one in style.options if squeeze(one).lower().startswith(MEANS_NO)]
    yes = [one for one in style.options if squeeze(one).lower().startswith(MEANS_YES)]
    if len(style.options) == 2 and len(no) == 1:
        # 享受 / 未享受: what is not the one is the other.
        yes = [one for one in style.options if one not in no]
    meant = yes if is_yes else no
    return meant[0] if meant else style.yes_no[0 if is_yes else 1]


def _option(word: str, options: tuple[str, ...]) -> str:
    """The answer on the form that means a word: the same, one that the other begins with, or the word itself."""
    bare = squeeze(word)
    by_likeness = (
        [one for one in options if squeeze(one) == bare]
        or [one for one in options if squeeze(one) and bare.startswith(squeeze(one))]
        or [one for one in options if squeeze(one).startswith(bare)]
    )
    # Two answers that both fit say nothing: the word itself is written.
    return by_likeness[0] if len(by_likeness) == 1 else word


def _number(value: Decimal, unit: str, wanted: str) -> int | Decimal:
    kept, asked = SAME.get(unit, unit), SAME.get(wanted, wanted)
    if kept and asked and kept != asked:
        if (kept, asked) in RATES:
            value = value * RATES[kept, asked]
        elif (asked, kept) in RATES:
            value = value / RATES[asked, kept]
        else:
            raise UnitMismatch(f"{unit} / {wanted}")
    return int(value) if value == value.to_integral_value() else value.normalize()


def _grouped(number: str) -> str:
    """An ID number in the groups in which it is read out: area, birth date, the rest."""
    return re.sub(r"(.{6})(.{8})(.{4})", r"\1 \2 \3", number)
