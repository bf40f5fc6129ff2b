"""What stands in a cell of a form, turned back into what somebody would type: the other way round of `shown`."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from linli.core.elements import ValueKind, ValueType
from linli.core.filling.shown import RATES, SAME, UnitMismatch, shown
from linli.core.filling.style import Style
from linli.core.formmatch.labels import squeeze

SPACES = re.compile(r"\s+")


def taken(text: str, kept: ValueType, style: Style, words: Mapping[str, str]) -> str:
    """The text of a cell as somebody would type it: days ISO, codes, `yes` or `no`, numbers in the record's own unit.

    What cannot be read is handed on as it stands, for whoever checks values to say what is wrong with it. Raises
    UnitMismatch where the form counts in a unit that cannot be turned into the record's.
    """
    told = text.strip()
    if kept.kind is ValueKind.DATE:
        return _day(told, style.date)
    if kept.kind is ValueKind.YES_NO:
        return _meant(told, ("yes", "no"), kept, style, words)
    if kept.kind is ValueKind.CODE:
        return told if style.as_code else _meant(told, tuple(words), kept, style, words)
    if kept.kind in (ValueKind.INTEGER, ValueKind.DECIMAL):
        return _number(told, kept.unit, style.unit)
    return SPACES.sub("", told) if kept.kind is ValueKind.IDENTIFIER else told


def _day(told: str, pattern: str) -> str:
    if not pattern or "%d" not in pattern:
        return told
    try:
        return datetime.strptime(told, pattern).date().isoformat()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return told


def _meant(
    told: str, answers: tuple[str, ...], kept: ValueType, style: Style, words: Mapping[str, str]
) -> str:
    """The answer that the form shows in these words; one that two answers share says nothing."""
    found = [one for one in answers if squeeze(str(shown(one, kept, style, words))) == squeeze(told)]
    return found[0] if len(found) == 1 else told


def _number(told: str, unit: str, written: str) -> str:
    bare = re.sub(r"[,，\s]", "", told)
    if written and bare.endswith(written):
        bare = bare.removesuffix(written)
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return told
    own, asked = SAME.get(unit, unit), SAME.get(written, written)
    if own and asked and own != asked:
        if (own, asked) in RATES:
            value /= RATES[own, asked]
        elif (asked, own) in RATES:
            value *= RATES[asked, own]
        else:
            raise UnitMismatch(f"{unit} / {written}")
    return f"{value.normalize():f}"
