"""What somebody types, read into the way values are kept: by the element's type, with a reason where it cannot be."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.core.elements import Element, ValueKind

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,4})?")
YES, NO = ("是", "有", "yes", "y", "√"), ("否", "无", "没有", "no", "n", "×")


def kept(element: Element, text: str, words: Mapping[str, str]) -> str:
    """The text as the record keeps it; `words` are code -> word of the element's list.

    Refusals: returns.typed_empty, returns.typed_day, returns.typed_yes_no, returns.typed_code. What else may be wrong
    (a number's check digit, a length) the register says when it is recorded.
    """
    told = text.strip()
    if not told:
        raise Refusal("returns.typed_empty", _("没有填写内容。"))
    kind = element.property.type.kind
    if kind is ValueKind.DATE:
        return _day(told)
    if kind is ValueKind.YES_NO:
        return _yes_no(told)
    if kind is ValueKind.CODE:
        return _code(told, words)
    return told.replace(",", "") if kind in (ValueKind.INTEGER, ValueKind.DECIMAL) else told


def _day(told: str) -> str:
    found = DAY.fullmatch(told)
    try:
        if found:
            return date(*(int(part) for part in found.groups() if part)).isoformat()
    except ValueError:
        pass
    raise Refusal("returns.typed_day", _("“%(text)s”不是日期。"), _("请写成 2026-03-02。"), text=told)


def _yes_no(told: str) -> str:
    if told.lower() in YES:
        return "yes"
    if told.lower() in NO:
        return "no"
    raise Refusal("returns.typed_yes_no", _("这里只能填“是”或“否”。"))


def _code(told: str, words: Mapping[str, str]) -> str:
    if told in words:
        return told
    found = [code for code, word in words.items() if word == told]
    if len(found) == 1:
        return found[0]
    raise Refusal(
        "returns.typed_code",
        _("“%(text)s”不在可选的内容里。"),
        _("请从列出的内容中选择。"),
        text=told,
    )


def number(text: str) -> Decimal:
    """A number as people write it: thousands may be set apart. Raises returns.typed_number."""
    told = re.sub(r"[\s,，]", "", text)
    if not NUMBER.fullmatch(told):
        raise Refusal(
            "returns.typed_number",
            _("“%(text)s”不是数。"),
            _("请填不小于0的数，小数最多四位，不写单位和文字。"),
            text=text.strip()[:20],
        )
    return Decimal(told)
