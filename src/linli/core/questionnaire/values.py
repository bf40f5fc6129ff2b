"""Typed answers: bounds, and the plain form they are stored in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linli.core.questionnaire.model import Field, FieldType, Severity, Value

MAX_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one value; `limit` is the bound that was passed.

    Codes that block: wrong_type, not_a_choice, too_small, too_big, text_too_long, too_many_places; codes that
    warn: unusually_small, unusually_big.
    """

    code: str
    severity: Severity
    value: Value
    limit: Decimal | None = None


PLACES = {FieldType.DECIMAL: 6, FieldType.MONEY: 2, FieldType.PERCENT: 2}
_PYTHON_TYPE: dict[FieldType, type | tuple[type, ...]] = {
    FieldType.INTEGER: int,
    FieldType.DECIMAL: (int, Decimal),
    FieldType.MONEY: (int, Decimal),
    FieldType.PERCENT: (int, Decimal),
    FieldType.TEXT: str,
    FieldType.CHOICE: str,
    FieldType.DATE: date,
    FieldType.MONTH: date,
    FieldType.YES_NO: bool,
}


def check_value(field: Field, value: Value) -> tuple[Finding, ...]:
    """What is wrong or odd about a typed value; empty when nothing is."""
    expected = _PYTHON_TYPE[field.type]
    if not isinstance(value, expected) or (isinstance(value, bool) and field.type is not FieldType.YES_NO):
        return (Finding("wrong_type", Severity.BLOCK, value),)
    if isinstance(value, str):
        return tuple(_text_findings(field, value))
    if field.type.is_number and isinstance(value, int | Decimal):
        return tuple(_number_findings(field, Decimal(value)))
    return ()


def _text_findings(field: Field, value: str) -> Iterator[Finding]:
    if field.type is FieldType.CHOICE and field.choice(value) is None:
        yield Finding("not_a_choice", Severity.BLOCK, value)
    if len(value) > MAX_TEXT:
        yield Finding("text_too_long", Severity.BLOCK, value, Decimal(MAX_TEXT))


def _number_findings(field: Field, value: Decimal) -> Iterator[Finding]:
    if not value.is_finite():
        yield Finding("wrong_type", Severity.BLOCK, value)
        return
    places = PLACES.get(field.type, 0)
    if value != round(value, places):
        yield Finding("too_many_places", Severity.BLOCK, value, Decimal(places))
    if field.minimum is not None and value < field.minimum:
        yield Finding("too_small", Severity.BLOCK, value, field.minimum)
    elif field.warn_minimum is not None and value < field.warn_minimum:
        yield Finding("unusually_small", Severity.WARN, value, field.warn_minimum)
    if field.maximum is not None and value > field.maximum:
        yield Finding("too_big", Severity.BLOCK, value, field.maximum)
    elif field.warn_maximum is not None and value > field.warn_maximum:
        yield Finding("unusually_big", Severity.WARN, value, field.warn_maximum)


def encode_value(value: Value) -> str | int | bool:
    """A typed value as plain JSON; decimals and days as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode_value(type_: FieldType, plain: str | int | bool) -> Value:
    """The typed value behind its plain form; ValueError for a form that `encode_value` does not make."""
    if type_ in (FieldType.DECIMAL, FieldType.MONEY, FieldType.PERCENT):
        return Decimal(plain)
    if type_ in (FieldType.DATE, FieldType.MONTH):
        return date.fromisoformat(str(plain))
    return plain
