"""How values are shown before somebody with a purpose reveals them. No mask ever shows the whole value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

STAR = "*"
HIDDEN = STAR * 4
DOTS = "·•・‧."
ROAD = re.compile(r"(?:大道|路|街(?!道)|巷|弄|胡同)")
AREA = re.compile(r"(?:街道|镇|乡|社区|村|区|县|旗|市|州|省)")
# A house number in digits, or in Chinese numerals before a word that takes one.
NUMBER = re.compile(r"[0-9A-Za-z#]|[〇零一二三四五六七八九十百]+(?=[号栋幢座室楼层组单])")


class Mask(StrEnum):
    """The masking rules an element may name. NONE is for values that are not withheld."""

    NONE = "none"
    NAME = "name"
    ID_NUMBER = "id_number"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    ADDRESS = "address"
    YEAR = "year"
    AMOUNT = "amount"
    WITHHELD = "withheld"


def mask_value(mask: Mask, value: str | int | Decimal | date) -> str:
    """The value under a mask. Dates come as `date` or as text that begins with the year. Blank text stays blank."""
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    if not text or mask is Mask.NONE:
        return text
    return _closed(MASKS[mask](text), text)


def _closed(masked: str, text: str) -> str:
    """The last line of defence: whatever the rule made of a strange value, the value itself is not in it."""
    return HIDDEN if text in masked else masked


def mask_name(text: str) -> str:
    """张*丽, 张*, 买**·**, J*** S****: the first letter, and the last of an undotted Chinese name of three or more."""
    if any(dot in text for dot in DOTS):
        return text[0] + "".join(letter if letter in DOTS else STAR for letter in text[1:])
    if text.isascii():
        return " ".join(_first(word) for word in text.split())
    if len(text) < 3:
        return _first(text)
    return text[0] + STAR * (len(text) - 2) + text[-1]


def _first(word: str) -> str:
    return STAR if len(word) == 1 else word[0] + STAR * (len(word) - 1)


def mask_id_number(text: str) -> str:
    """3508**********001X: the place of first registration and the last four; other lengths as documents."""
    return _ends(text, 4, 4) if len(text) in (15, 18) else mask_document(text)


def mask_document(text: str) -> str:
    """The first letter or digit and the last two; nothing of a number shorter than six."""
    return _ends(text, 1, 2) if len(text) >= 6 else STAR * len(text)


def mask_phone(text: str) -> str:
    """138****5678; of a landline the area code and the last two. A number that is neither shows nothing."""
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"[\s()-]", "", plain)
    if re.fullmatch(r"(?:\+?86)?1\d{10}", digits):
        return _ends(digits[-11:], 3, 4)
    landline = re.fullmatch(r"(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})", digits)
    if landline:
        return f"{landline[1]}-{_ends(landline[2], 0, 2)}"
    return HIDDEN


def mask_email(text: str) -> str:
    """z***@example.org."""
    local, at, host = text.partition("@")
    return f"{local[:1]}***@{host}" if at and len(local) > 1 and host else HIDDEN


def mask_account(text: str) -> str:
    """The last four digits of an account that has at least twelve."""
    digits = text.replace(" ", "")
    return HIDDEN + digits[-4:] if len(digits) >= 12 else HIDDEN


def mask_address(text: str) -> str:
    """The address up to its road, or up to its village or district where it names no road; never a number."""
    number = NUMBER.search(text)
    open_part = text[: number.start()] if number else text
    for kind in (ROAD, AREA):
        ends = [found.end() for found in kind.finditer(open_part) if found.end() < len(text)]
        if ends:
            return text[: ends[-1]] + HIDDEN
    return HIDDEN


def mask_year(text: str) -> str:
    """1985-**-**."""
    year = re.match(r"[12]\d{3}(?=\D|\d{4}\b|$)", text)
    return f"{year[0]}-**-**" if year else HIDDEN


def mask_amount(text: str) -> str:
    """The first figure and how many follow before the decimal point: 3***; nothing of a number below ten."""
    whole = text.partition(".")[0].lstrip("-")
    return whole[0] + STAR * (len(whole) - 1) if whole.isdigit() and len(whole) > 1 else HIDDEN


def mask_withheld(text: str) -> str:
    """That something is held, and no more: the number of stars says nothing of its length."""
    return HIDDEN


def _ends(text: str, first: int, last: int) -> str:
    return text[:first] + STAR * (len(text) - first - last) + text[len(text) - last :]


MASKS: dict[Mask, Callable[[str], str]] = {
    Mask.NAME: mask_name,
    Mask.ID_NUMBER: mask_id_number,
    Mask.DOCUMENT: mask_document,
    Mask.PHONE: mask_phone,
    Mask.EMAIL: mask_email,
    Mask.ACCOUNT: mask_account,
    Mask.ADDRESS: mask_address,
    Mask.YEAR: mask_year,
    Mask.AMOUNT: mask_amount,
    Mask.WITHHELD: mask_withheld,
}
