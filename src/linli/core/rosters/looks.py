"""What the values of a column look like, told without their heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from linli.core.addresses import parse
from linli.core.kinds import Verdict, read_credit_code, read_id_number

DAY = re.compile(r"(?:18|19|20)\d{2}[-/.年]?\d{1,2}月?(?:[-/.]?\d{1,2}日?)?(?:[T\s].*)?")
PHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}|16\d{9}|0\d{2,3}\d{7,8}")
# Two to four characters, or longer names with dots; no digits, no punctuation.
NAME = re.compile(
    r"[㐀-鿿\U00020000-\U0003ffff]{2,4}|[㐀-鿿]+(?:[·•・‧.][㐀-鿿]+)+|[A-Za-z][A-Za-z .'-]{3,40}"
)
YES_NO = frozenset(["是", "否", "有", "无", "√", "×", "Y", "N", "YES", "NO", "TRUE", "FALSE"])
SEXES = frozenset(["男", "女", "男性", "女性", "M", "F"])
NUMBERS_OF_PEOPLE = frozenset(
    {Verdict.VALID, Verdict.LEGACY, Verdict.PERMIT, Verdict.FOREIGN, Verdict.MASKED, Verdict.DOUBTFUL}
)


class Look(StrEnum):
    """Kinds of values that can be told by looking at them."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    DATE = "date"
    SEX = "sex"
    NAME = "name"
    ADDRESS = "address"
    CODE = "code"
    CREDIT_CODE = "credit_code"
    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


def text_of(value: Any) -> str:
    """A cell as the text a person sees."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unicodedata.normalize("NFKC", str(value)).strip()


def _is_id_number(value: Any, text: str, items: Collection[str]) -> bool:
    """Numbers that a spreadsheet has turned into a float count too: the column is one of numbers, to be refused."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 10**13 <= abs(value) < 10**18
    return len(text) >= 14 and read_id_number(text).verdict in NUMBERS_OF_PEOPLE


def _is_phone(value: Any, text: str, items: Collection[str]) -> bool:
    return PHONE.fullmatch(re.sub(r"[\s()-]", "", text)) is not None


def _is_date(value: Any, text: str, items: Collection[str]) -> bool:
    return isinstance(value, date) or DAY.fullmatch(text) is not None


def _is_sex(value: Any, text: str, items: Collection[str]) -> bool:
    return text.upper() in SEXES


def _is_name(value: Any, text: str, items: Collection[str]) -> bool:
    return NAME.fullmatch(text) is not None and text.upper() not in SEXES | YES_NO


def _is_address(value: Any, text: str, items: Collection[str]) -> bool:
    if len(text) < 5 or not any(letter.isdigit() or letter in "一二三四五六七八九十" for letter in text):
        return False
    found = parse(text)
    return bool(found.room or found.number or found.building) and bool(found.estate or found.road)


def _is_code(value: Any, text: str, items: Collection[str]) -> bool:
    return text in items


def _is_credit_code(value: Any, text: str, items: Collection[str]) -> bool:
    return len(text) in (9, 10, 15, 18) and read_credit_code(text).is_sound


def _is_yes_no(value: Any, text: str, items: Collection[str]) -> bool:
    return isinstance(value, bool) or text.upper() in YES_NO


def _is_number(value: Any, text: str, items: Collection[str]) -> bool:
    return isinstance(value, int | float) or re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None


def _is_text(value: Any, text: str, items: Collection[str]) -> bool:
    return True


TESTS: dict[Look, Callable[[Any, str, Collection[str]], bool]] = {
    Look.ID_NUMBER: _is_id_number,
    Look.PHONE: _is_phone,
    Look.DATE: _is_date,
    Look.SEX: _is_sex,
    Look.NAME: _is_name,
    Look.ADDRESS: _is_address,
    Look.CODE: _is_code,
    Look.CREDIT_CODE: _is_credit_code,
    Look.YES_NO: _is_yes_no,
    Look.NUMBER: _is_number,
    Look.TEXT: _is_text,
}


def share(look: Look, values: Iterable[Any], items: Collection[str] = ()) -> float | None:
    """Share of the filled values that look so, 0 to 1; None when no value is filled.

    `items` are the codes and names of the code list, for `Look.CODE`.
    """
    test = TESTS[look]
    filled = [(value, text) for value in values if (text := text_of(value))]
    if not filled:
        return None
    return sum(test(value, text, items) for value, text in filled) / len(filled)
