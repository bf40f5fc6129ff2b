"""A roster's row as it is compared: folded, verdict given, address taken apart. Nothing is repaired."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pypinyin import lazy_pinyin

from linli.core.addresses import Address, Gazetteer, dwelling_keys, parse
from linli.core.kinds import IdNumber, Verdict, read_id_number

NAME_NOISE = re.compile(r"[\s·•・.．,，()（）*]+")
PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")
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
    return NAME_NOISE.sub("", unicodedata.normalize("NFKC", written or "")).upper()


def fold_phone(written: str | None) -> str | None:
    """The digits of a telephone number, or None when they are none."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", written or "")).removeprefix("86")
    return digits if PHONE.fullmatch(digits) else None


def fold_birth(written: str | None) -> str | None:
    """Eight digits of a birth date as stated; a slip such as month 61 stays, since it may agree but for one digit."""
    digits = re.sub(r"\D", "", written or "")
    return digits if len(digits) == 8 else None


def fold_sex(written: str | None) -> str:
    """m, f or empty, from words or the codes of GB/T 2261.1."""
    return {"男": "m", "1": "m", "m": "m", "女": "f", "2": "f", "f": "f"}.get(
        (written or "").strip().lower()[:1], ""
    )


def normalise(record: RawRecord, gazetteer: Gazetteer = EMPTY) -> NormalRecord:
    """Fold one row."""
    number = read_id_number(record.id_no)
    name, birth, sex = fold_name(record.name), fold_birth(record.birth), fold_sex(record.sex)
    decides = number.is_sound and not _contradicted(number, birth, sex)
    address = parse(record.address, gazetteer) if record.address else Address()
    by_estate, by_road = _keys(address)
    return NormalRecord(
        rec_id=record.rec_id,
        name=name,
        sound=syllables(name),
        sex=sex or (_sex_of(number) if decides else ""),
        birth=birth or (_birth_of(number) if decides else None),
        id_sound=number.normal if decides else None,
        id_weak=number.normal if not decides and number.verdict is not Verdict.MISSING else None,
        phone=fold_phone(record.phone),
        by_estate=by_estate,
        by_road=by_road,
        unit=address.unit or None,
    )


@lru_cache(maxsize=200_000)
def syllables(name: str) -> str:
    """The sound of a name without tones; homophones and traditional characters fall together."""
    return " ".join(lazy_pinyin(name))


def _contradicted(number: IdNumber, birth: str | None, sex: str) -> bool:
    """True when the row states another birth date (more than one slip away), or another birth date and another sex."""
    own = _birth_of(number)
    if not birth or not own or birth == own:
        return False
    if sex and _sex_of(number) and sex != _sex_of(number):
        return True
    return not slip_apart(birth, own)


def slip_apart(left: str, right: str) -> bool:
    """Two dates of eight digits that one slip explains: a digit, two digits changed over, or the lunar calendar."""
    different = [place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(different) <= 1:
        return True
    if len(different) <= 4 and sorted(left) == sorted(right):
        return True
    return lunar_apart(left, right)


def lunar_apart(left: str, right: str) -> bool:
    """A lunar date written as if it were solar lies 17 to 52 days before the solar one."""
    one, other = _day(left), _day(right)
    return one is not None and other is not None and 17 <= abs((one - other).days) <= 52


@lru_cache(maxsize=100_000)
def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_of(number: IdNumber) -> str | None:
    return number.birth.strftime("%Y%m%d") if number.birth else None


def _sex_of(number: IdNumber) -> str:
    return "" if number.is_male is None else "m" if number.is_male else "f"


def _keys(address: Address) -> tuple[str | None, str | None]:
    by_estate = by_road = None
    for key in dwelling_keys(address):
        if address.estate and key.startswith(address.estate):
            by_estate = key
        else:
            by_road = key
    return by_estate, by_road
