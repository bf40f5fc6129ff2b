"""Resident identity numbers (GB 11643-1999) and the numbers that stand in their place on rosters.

A number is never repaired: one wrong digit leaves ten candidates. What is kept is what was written, a
normalised form for comparing, and a verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LETTERS = "10X98765432"
FULL_WIDTH = str.maketrans("０１２３４５６７８９ＸｘＨＭｘ×＊", "0123456789XXHMXX*")
PLAIN = re.compile(r"[0-9]{17}[0-9X]")
NOISE = re.compile(r"[\s\-_.·,'’]+")
OLDEST = 1870
# Province-level codes of GB/T 2260, and 81/82/83 of residence permits for Hong Kong, Macao and Taiwan people.
AREAS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
    ]
)
PERMIT_AREAS = frozenset({"81", "82", "83"})


class Verdict(StrEnum):
    """What can be said of a number by itself."""

    VALID = "valid"
    LEGACY = "legacy"  # 15 digits, valid before 2013; expanded for comparing
    PERMIT = "permit"  # residence permit of a Hong Kong, Macao or Taiwan resident
    FOREIGN = "foreign"  # permanent residence card of a foreigner, begins with 9
    MASKED = "masked"
    FRAGMENT = "fragment"  # only the last digits
    DOUBTFUL = "doubtful"  # 18 places, but the check letter or the birth date is wrong
    MALFORMED = "malformed"
    MISSING = "missing"


SOUND = frozenset({Verdict.VALID, Verdict.LEGACY, Verdict.PERMIT, Verdict.FOREIGN})


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number as written (`raw`), as compared (`normal`), what it says (`birth`, `is_male`) and its verdict.

    `area_known` is False for an area code outside the national tables: a warning, never a refusal.
    """

    raw: str
    normal: str
    verdict: Verdict
    birth: date | None = None
    is_male: bool | None = None
    area_known: bool = True

    @property
    def is_sound(self) -> bool:
        """True when two records with this number are about one person unless somebody copied it wrongly."""
        return self.verdict in SOUND


def check_letter(first17: str) -> str:
    """The 18th place for the first seventeen digits (ISO 7064 MOD 11-2)."""
    if len(first17) != len(WEIGHTS):
        raise ValueError(first17)
    return LETTERS[sum(map(mul, map(int, first17), WEIGHTS)) % 11]


def read_id_number(written: str | None, *, latest: date | None = None) -> IdNumber:
    """Read a number; `latest` is the day after which nobody can have been born (usually today)."""
    raw = written or ""
    if PLAIN.fullmatch(raw):
        return _full(raw, raw, latest)
    text = NOISE.sub("", raw.translate(FULL_WIDTH)).upper()
    if not text:
        return IdNumber(raw, "", Verdict.MISSING)
    if "*" in text:
        return IdNumber(raw, text, Verdict.MASKED)
    if re.fullmatch(r"[0-9]{15}", text):
        return _legacy(raw, text, latest)
    if re.fullmatch(r"[0-9]{17}[0-9X]", text):
        return _full(raw, text, latest)
    if re.fullmatch(r"[0-9]{3,8}[0-9X]?", text):
        return IdNumber(raw, text, Verdict.FRAGMENT)
    return IdNumber(raw, text, Verdict.MALFORMED)


def _legacy(raw: str, text: str, latest: date | None) -> IdNumber:
    first17 = f"{text[:6]}19{text[6:]}"
    birth = _birth(first17[6:14], latest)
    if birth is None:
        return IdNumber(raw, text, Verdict.MALFORMED)
    return IdNumber(
        raw,
        first17 + check_letter(first17),
        Verdict.LEGACY,
        birth,
        int(text[14]) % 2 == 1,
        text[:2] in AREAS,
    )


def _full(raw: str, text: str, latest: date | None) -> IdNumber:
    birth = _birth(text[6:14], latest)
    male = int(text[16]) % 2 == 1
    if check_letter(text[:17]) != text[17] or birth is None:
        return IdNumber(raw, text, Verdict.DOUBTFUL, birth, male)
    if text[0] == "9":
        return IdNumber(raw, text, Verdict.FOREIGN, birth, male)
    if text[:2] in PERMIT_AREAS:
        return IdNumber(raw, text, Verdict.PERMIT, birth, male)
    return IdNumber(raw, text, Verdict.VALID, birth, male, text[:2] in AREAS)


def _birth(digits: str, latest: date | None) -> date | None:
    day = _calendar_day(digits)
    if day is None or day.year < OLDEST or (latest is not None and day > latest):
        return None
    return day


@lru_cache(maxsize=100_000)
def _calendar_day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
