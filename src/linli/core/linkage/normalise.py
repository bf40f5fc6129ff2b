"""A roster's row as it is compared: folded, verdict given, address taken apart. Nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pypinyin import lazy_pinyin

from linli.core.addresses import Gazetteer, estate_key, parse, road_key
from linli.core.kinds import Verdict, read_id_number

NAME_NOISE = re.compile(r"[\s·•・.．,，()（）*]+")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}")
EIGHT = re.compile(r"[0-9]{8}")
NO_DIGIT = re.compile(r"[^0-9]")
# A child without a name yet stands on rosters as its mother's: 李丽之女.
NEWBORN = re.compile("之[子女儿]$")
EMPTY = Gazetteer()


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One row of a roster as it came: strings or None. `birth` is YYYYMMDD as typed, possibly no date."""

    rec_id: int
    name: str | None
    sex: str | None
    birth: str | None
    id_no: str | None
    phone: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class NormalRecord:
    """What is compared. `id_sound` is a number that may decide; `id_weak` one that may only support.

    A number that is sound by itself is weak on a row whose stated birth date or sex contradicts it: it may be
    somebody else's of the family. `sound` is the name's syllables. `birth` is the stated date, or the number's own
    when none is stated. `by_estate` and `by_road` are keys of the dwelling, `unit` its unit.
    """

    rec_id: int
    name: str
    sound: str
    sex: str
    birth: str | None
    id_sound: str | None
    id_weak: str | None
    phone: str | None
    by_estate: str | None
    by_road: str | None
    unit: str | None


def fold_name(written: str | None) -> str:
    """A name without spaces and dots, in one Unicode form."""
    if not written:
        return ""
    if unicodedata.is_normalized("NFKC", written) and written.isalpha():
        return written.upper()
    return NAME_NOISE.sub("", unicodedata.normalize("NFKC", written)).upper()


def fold_phone(written: str | None) -> str | None:
    """The digits of a telephone number, or None when they are none."""
    if written and MOBILE.fullmatch(written):
        return written
    digits = NO_DIGIT.sub("", unicodedata.normalize("NFKC", written or "")).removeprefix("86")
    return digits if PHONE.fullmatch(digits) else None


def fold_birth(written: str | None) -> str | None:
    """Eight digits of a birth date as stated; a slip such as month 61 stays, since it may agree but for one digit."""
    if written and EIGHT.fullmatch(written):
        return written
    digits = NO_DIGIT.sub("", unicodedata.normalize("NFKC", written or ""))
    return digits if len(digits) == 8 else None


def fold_sex(written: str | None) -> str:
    """m, f or empty, from words or the codes of GB/T 2261.1."""
    return {"男": "m", "1": "m", "m": "m", "女": "f", "2": "f", "f": "f"}.get(
        (written or "").strip().lower()[:1], ""
    )


def normalise(record: RawRecord, gazetteer: Gazetteer = EMPTY) -> NormalRecord:
    """Fold one row."""
    number = fold_number(record.id_no)
    name, birth, sex = fold_name(record.name), fold_birth(record.birth), fold_sex(record.sex)
    decides = number.is_sound and not contradicted(number, birth, sex)
    home = fold_address(record.address, gazetteer)
    return NormalRecord(
        rec_id=record.rec_id,
        name=name,
        sound=syllables(name),
        sex=sex or (number.sex if decides else ""),
        birth=birth or (number.birth if decides else None),
        id_sound=number.normal if decides else None,
        id_weak=None if decides else number.normal,
        phone=fold_phone(record.phone),
        by_estate=home.by_estate,
        by_road=home.by_road,
        unit=home.unit,
    )


class FoldedNumber(NamedTuple):
    """A number as compared (None: there is none), whether it is sound, and the birth date and sex it states."""

    normal: str | None
    is_sound: bool
    birth: str | None
    sex: str


class FoldedHome(NamedTuple):
    """Keys of a dwelling by estate and by road, and its unit."""

    by_estate: str | None
    by_road: str | None
    unit: str | None


NO_NUMBER, NO_HOME = FoldedNumber(None, False, None, ""), FoldedHome(None, None, None)


def fold_number(written: str | None) -> FoldedNumber:
    """What a number says by itself."""
    if not written:
        return NO_NUMBER
    number = read_id_number(written)
    if number.verdict is Verdict.MISSING:
        return NO_NUMBER
    birth = number.normal[6:14] if number.birth else None
    sex = "" if number.is_male is None else "m" if number.is_male else "f"
    return FoldedNumber(number.normal, number.is_sound, birth, sex)


def fold_address(written: str | None, gazetteer: Gazetteer = EMPTY) -> FoldedHome:
    """Keys of the dwelling that an address names."""
    if not written:
        return NO_HOME
    address = parse(written, gazetteer)
    by_estate, by_road = estate_key(address), road_key(address)
    return FoldedHome(by_estate, by_road, address.unit or None)


@lru_cache(maxsize=40_000)
def _syllable(character: str) -> str:
    return lazy_pinyin(character)[0]


def syllables(name: str) -> str:
    """The sound of a name without tones; homophones and traditional characters fall together."""
    return " ".join(map(_syllable, name))


def contradicted(number: FoldedNumber, birth: str | None, sex: str) -> bool:
    """True when the row states another birth date (more than one slip away); another sex is enough when no equal
    birth date stands beside it.
    """
    own = number.birth
    if own and birth == own:
        return False
    if sex and number.sex and sex != number.sex:
        return True
    return bool(birth and own) and not slip_apart(birth or "", own or "")


def slip_apart(left: str, right: str) -> bool:
    """Two dates of eight digits that one slip explains: a digit, two digits changed over, the lunar calendar, or the
    first of the month or of the year written where the day was not known.
    """
    different = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(different) <= 1:
        return True
    if len(different) <= 4 and sorted(left) == sorted(right):
        return True
    return first_of(left, right) or lunar_apart(left, right)


def first_of(left: str, right: str) -> bool:
    """One says 1 January of the other's year, or the first of the other's month: the day was not known."""
    if left[:4] == right[:4] and "0101" in (left[4:], right[4:]):
        return True
    return left[:6] == right[:6] and "01" in (left[6:], right[6:])


def lunar_apart(left: str, right: str) -> bool:
    """A lunar date written as if it were solar lies 17 to 52 days before the solar one."""
    one, other = calendar_day(left), calendar_day(right)
    return one is not None and other is not None and 17 <= abs((one - other).days) <= 52


@lru_cache(maxsize=100_000)
def calendar_day(digits: str) -> date | None:
    """The day that eight digits name, None when there is no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
