"""The columns of an export: what a cell holds, how it is shown, how wide it is."""

import math
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.exports.request import ExportRefused

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EXCEL_TEXT = 32_767
EXCEL_DIGITS = 15


class CellKind(StrEnum):
    """What a cell of an export holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"  # a fraction; 0.96 is shown as 96.0%
    DATE = "date"
    MONTH = "month"
    DATETIME = "datetime"
    YES_NO = "yes_no"


_FORMATS = {
    CellKind.TEXT: "@",
    CellKind.INTEGER: "#,##0",
    CellKind.PERCENT: "0.0%",
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.MONTH: "yyyy-mm",
    CellKind.DATETIME: "yyyy-mm-dd hh:mm",
    CellKind.YES_NO: "@",
}


@dataclass(frozen=True)
class ExportColumn:
    """One column. `width` in characters (a Chinese character counts two); 0 fits it to the first rows.

    `places` are the decimals of a decimal column; `number_format` replaces the kind's own Excel format.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    places: int = 2
    width: int = 0
    number_format: str = ""

    @property
    def excel_format(self) -> str:
        """Excel's number format."""
        if self.number_format:
            return self.number_format
        if self.kind is CellKind.DECIMAL:
            return "#,##0." + "0" * self.places if self.places else "#,##0"
        return _FORMATS[self.kind]

    @property
    def is_number(self) -> bool:
        """Whether it is aligned to the right."""
        return self.kind in (CellKind.INTEGER, CellKind.DECIMAL, CellKind.PERCENT)


def excel_value(value: Any, column: ExportColumn) -> str | float | int | datetime | date | None:
    """The value as it is written: text, a number, a date, or None for nothing.

    Numbers of more than 15 digits become text, since Excel would change their last digits. Raises ExportRefused
    for text longer than a cell holds and for NaN.
    """
    if value is None or value == "":
        return None
    if column.kind is CellKind.YES_NO:
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    if column.is_number and isinstance(value, int | float | Decimal):
        return _number(value)
    return safe_text(str(value))


def _number(value: int | float | Decimal) -> str | float | int:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not math.isfinite(number):
        raise ExportRefused("exports.not_a_number", gettext_lazy("有一个数值不是有限的数。"))
    if len(number.normalize().as_tuple().digits) > EXCEL_DIGITS:
        return format(number, "f")
    return int(number) if number == number.to_integral_value() else float(number)


def safe_text(text: str) -> str:
    """Text without what a workbook cannot hold (control characters, lone surrogates).

    Raises ExportRefused beyond 32,767 characters.
    """
    clean = "".join(letter for letter in text if letter in "\n\t" or letter >= " ")
    clean = clean.encode("utf-8", "replace").decode("utf-8")
    if len(clean) > EXCEL_TEXT:
        raise ExportRefused(
            "exports.text_too_long",
            gettext_lazy("有一格文字有 %(length)s 个字，超过表格能容纳的 %(most)s 个。"),
            gettext_lazy("请缩短这段文字，或不导出这一列。"),
            length=len(clean),
            most=EXCEL_TEXT,
        )
    return clean


def shown_width(text: str) -> int:
    """Width in characters; Chinese characters and full-width signs count two."""
    longest = max(text.split("\n"), key=len, default="")
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in longest)
