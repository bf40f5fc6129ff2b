"""Values as they are kept: one way of writing each, checked on the way in. Readers raise ValueError(code)."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from linli.core.kinds import read_credit_code, read_id_number
from linli.core.linkage.normalise import fold_name, fold_phone

Reader = Callable[[str, date], str]
"""(text, the day on which it is recorded) -> the text as kept."""

OLDEST_YEARS = 130
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DIVISION = re.compile(r"\d{12}")
GRID = re.compile(r"\d{3}")
YES, NO = "yes", "no"
FLOAT_LIKE = re.compile(r"\d+\.\d*(?:[eE]\+?\d+)?|\d(?:\.\d+)?[eE]\+?\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def text_reader(length: int) -> Reader:
    """Text up to a length: trimmed, without control characters; letters are never folded or replaced."""

    def read(text: str, day: date) -> str:
        kept = text.strip()
        if not kept:
            raise ValueError("empty")
        if len(kept) > length:
            raise ValueError("too_long")
        if not kept.isprintable() and CONTROL.search(kept):
            raise ValueError("control_character")
        return kept

    return read


def code_reader(codes: frozenset[str]) -> Reader:
    """A code of a list."""

    def read(text: str, day: date) -> str:
        if text not in codes:
            raise ValueError("unknown_code")
        return text

    return read


def read_day(text: str, day: date) -> str:
    """A day, written 2026-11-24."""
    if not ISO_DAY.fullmatch(text):
        raise ValueError("not_a_day")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("not_a_day") from error
    return text


def read_birth(text: str, day: date) -> str:
    """A birth date: not in the future, not more than 130 years ago."""
    born = date.fromisoformat(read_day(text, day))
    if born > day:
        raise ValueError("born_in_the_future")
    if (born.year + OLDEST_YEARS, born.month, born.day) < (day.year, day.month, day.day):
        raise ValueError("born_too_long_ago")
    return text


def read_death(text: str, day: date) -> str:
    """A date of death: not in the future."""
    if date.fromisoformat(read_day(text, day)) > day:
        raise ValueError("dead_in_the_future")
    return text


def read_yes_no(text: str, day: date) -> str:
    """yes or no."""
    if text not in (YES, NO):
        raise ValueError("not_yes_no")
    return text


def read_integer(text: str, day: date) -> str:
    """A whole number, without leading zeros."""
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise ValueError("not_a_number")
    return str(int(text))


def read_decimal(text: str, day: date) -> str:
    """A number, written without an exponent."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("not_a_number") from error
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise ValueError("not_a_number")
    return format(number.normalize(), "f")


def read_number(text: str, day: date) -> str:
    """An identity number: what was written, in half-width capitals. One that has been through a float is refused."""
    kept = unicodedata.normalize("NFKC", text).strip().upper()
    if FLOAT_LIKE.fullmatch(kept):
        raise ValueError("number_is_a_float")
    if not kept or len(kept) > 40:
        raise ValueError("not_a_number")
    return kept


def read_phone(text: str, day: date) -> str:
    """A telephone number: its digits where they are recognised, otherwise what was written."""
    return fold_phone(text) or text_reader(30)(text, day)


def read_code(text: str, day: date) -> str:
    """A unified social credit code in its normal form where it is sound."""
    found = read_credit_code(text)
    return found.normal or text_reader(40)(text, day)


def read_division(text: str, day: date) -> str:
    """The twelve digits of a community."""
    if not DIVISION.fullmatch(text):
        raise ValueError("not_a_place")
    return text


def read_grid(text: str, day: date) -> str:
    """The three digits of a grid."""
    if not GRID.fullmatch(text):
        raise ValueError("not_a_place")
    return text


# By property of the catalogue, then by kind of value.
READERS: dict[str, Reader] = {
    "birth_date": read_birth,
    "death_date": read_death,
    "id_number": read_number,
    "credit_code": read_code,
    "division_code": read_division,
    "grid": read_grid,
    "date": read_day,
    "yes_no": read_yes_no,
    "integer": read_integer,
    "decimal": read_decimal,
    "phone": read_phone,
}


def lookup_key(field: str, value: str) -> str:
    """What a sealed value is found by: names without spaces and dots, numbers expanded to 18 digits, bare digits."""
    if field == "name":
        return fold_name(value)
    if field == "number":
        return read_id_number(value).normal or value.upper()
    if field == "phone":
        return fold_phone(value) or value
    return value.upper()
