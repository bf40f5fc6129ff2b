"""Values as texts: for documents, text tables, and cells that hold other words too."""

from datetime import date
from decimal import Decimal

from linli.core.filling import Value


def text_of(value: Value | None) -> str:
    """A value written out: days as 2026-11-24, numbers without an exponent, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def is_number(text: str) -> bool:
    """Whether a cell holds a running number, which leaves its row free to be filled."""
    return text.strip().rstrip(".、").isdigit()
