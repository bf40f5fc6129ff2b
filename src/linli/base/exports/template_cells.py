"""One cell to be filled in: its format, its drop-down or check, and the messages that Excel shows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from linli.base.exports.columns import CellKind, ExportColumn
from linli.base.exports.template_parts import FieldKind, FillField

_LIST_LENGTH = 255
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_FORMATS = {
    FieldKind.INTEGER: CellKind.INTEGER,
    FieldKind.DECIMAL: CellKind.DECIMAL,
    FieldKind.PERCENT: CellKind.PERCENT,
    FieldKind.DATE: CellKind.DATE,
    FieldKind.MONTH: CellKind.MONTH,
}
NUMBER_KINDS = (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.PERCENT)


def cell_column(field: FillField) -> ExportColumn:
    """How the answer is written and shown. Text and identity cells are text, so that no number is mangled."""
    kind = _FORMATS.get(field.kind, CellKind.TEXT)
    if field.kind is FieldKind.YES_NO:
        kind = CellKind.YES_NO
    return ExportColumn(field.label, kind)


def choices_of(field: FillField) -> tuple[str, ...]:
    """What the drop-down offers; empty for a cell without one."""
    return (_("是"), _("否")) if field.kind is FieldKind.YES_NO else field.choices


def validation(field: FillField, choice_range: str) -> dict[str, Any] | None:
    """Excel's check for the cell; `choice_range` names the cells with the choices when they are too long a list."""
    rule = _rule(field, choice_range)
    if rule is None:
        return None
    message = _message(field)
    return {
        **rule,
        "ignore_blank": True,
        "input_title": field.label[:32],
        "input_message": message[:255],
        "error_title": _("请检查")[:32],
        "error_message": message[:255],
    }


def _rule(field: FillField, choice_range: str) -> dict[str, Any] | None:
    choices = choices_of(field)
    if choices:
        short = len(",".join(choices)) <= _LIST_LENGTH and not any("," in choice for choice in choices)
        return {"validate": "list", "source": list(choices) if short else choice_range}
    if field.kind in NUMBER_KINDS:
        return _number_rule(field)
    if field.kind in (FieldKind.DATE, FieldKind.MONTH):
        low = field.minimum if isinstance(field.minimum, date) else _EARLIEST
        high = field.maximum if isinstance(field.maximum, date) else _LATEST
        return {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
    if field.hint or field.kind is FieldKind.IDENTITY:
        return {"validate": "any"}
    return None


def _number_rule(field: FillField) -> dict[str, Any]:
    validate = "integer" if field.kind is FieldKind.INTEGER else "decimal"
    low, high = _bounds(field)
    if low is not None and high is not None:
        return {"validate": validate, "criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"validate": validate, "criteria": ">=", "value": low}
    if high is not None:
        return {"validate": validate, "criteria": "<=", "value": high}
    return {"validate": validate, "criteria": "between", "minimum": -1e15, "maximum": 1e15}


def _bounds(field: FillField) -> tuple[int | float | None, int | float | None]:
    low, high = _bound(field.minimum), _bound(field.maximum)
    if field.kind is FieldKind.PERCENT:
        return (0 if low is None else low, 1 if high is None else high)
    return low, high


def _bound(value: int | Decimal | date | None) -> int | float | None:
    if isinstance(value, int):
        return value
    return float(value) if isinstance(value, Decimal) else None


def _message(field: FillField) -> str:
    """What the cell takes, in one sentence, with the hint of the question."""
    parts = [_kind_message(field)]
    if field.unit:
        parts.append(_("单位：%(unit)s。") % {"unit": field.unit})
    low, high = (field.minimum, field.maximum) if field.kind not in NUMBER_KINDS else _bounds(field)
    if low is not None:
        parts.append(_("不小于 %(bound)s。") % {"bound": _shown(low, field)})
    if high is not None:
        parts.append(_("不大于 %(bound)s。") % {"bound": _shown(high, field)})
    if field.hint:
        parts.append(field.hint)
    return " ".join(parts)


def _kind_message(field: FillField) -> str:
    if choices_of(field):
        return _("请从列表中选择。")
    messages = {
        FieldKind.INTEGER: _("请填整数。"),
        FieldKind.DECIMAL: _("请填数字。"),
        FieldKind.PERCENT: _("请填百分数，例如 96%。"),
        FieldKind.DATE: _("请填日期，例如 2008-03-15。"),
        FieldKind.MONTH: _("请填月份，例如 2008-03。"),
        FieldKind.IDENTITY: _("请按文本填写号码。"),
    }
    return messages.get(field.kind, _("请填文字。"))


def _shown(bound: Any, field: FillField) -> str:
    if field.kind is FieldKind.PERCENT:
        return f"{float(bound) * 100:g}%"
    return bound.isoformat() if isinstance(bound, date) else f"{float(bound):g}"
