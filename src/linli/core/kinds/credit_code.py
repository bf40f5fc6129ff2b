"""Numbers of organisations: the unified social credit code (GB 32100-2015) and what it replaced.

- 18 places: registering body (1), kind (1), division (6), organisation code (9), check character (1).
- Organisation code (GB 11714-1997): eight places and a check character, often written with a dash.
- Business registration number before 2015: 15 digits, the last one a check digit (ISO 7064 MOD 11,10).

As with identity numbers nothing is repaired: raw text, a normalised form, a verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# Letters that look like digits or each other (I, O, S, V, Z) are not used.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUE = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
WIDE = str.maketrans(
    {0xFF10 + n: chr(0x30 + n) for n in range(10)}
    | {0xFF21 + n: chr(0x41 + n) for n in range(26)}
    | {0xFF41 + n: chr(0x41 + n) for n in range(26)}
)
NOISE = re.compile(r"[\s\-－—–·.]+")
CREDIT = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")
ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
REGISTRATION = re.compile(r"[0-9]{15}")


class CreditVerdict(StrEnum):
    """What can be said of an organisation's number by itself."""

    VALID = "valid"
    ORGANISATION_CODE = "organisation_code"  # nine places of GB 11714, valid
    REGISTRATION_NUMBER = "registration_number"  # fifteen digits, valid before 2015
    DOUBTFUL = "doubtful"  # the right form, a wrong check character
    MALFORMED = "malformed"
    MISSING = "missing"


SOUND = frozenset({CreditVerdict.VALID, CreditVerdict.ORGANISATION_CODE, CreditVerdict.REGISTRATION_NUMBER})


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A number as written (`raw`), as compared (`normal`) and its verdict; `division` (6 digits) and `organisation`
    (the nine places inside) where the number states them.
    """

    raw: str
    normal: str
    verdict: CreditVerdict
    division: str = ""
    organisation: str = ""

    @property
    def is_sound(self) -> bool:
        """True when the check character is right."""
        return self.verdict in SOUND


def credit_check(first17: str) -> str:
    """The 18th place of a unified social credit code."""
    total = sum(VALUE[character] * weight for character, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(first8: str) -> str:
    """The ninth place of an organisation code; letters count from A = 10."""
    total = sum(int(c, 36) * weight for c, weight in zip(first8, ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def registration_check(first14: str) -> str:
    """The 15th digit of a business registration number."""
    product = 10
    for digit in first14:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def read_credit_code(written: str | None) -> CreditCode:
    """Read the number of an organisation, of whichever of the three kinds."""
    raw = written or ""
    text = NOISE.sub("", raw.translate(WIDE)).upper()
    if not text:
        return CreditCode(raw, "", CreditVerdict.MISSING)
    if CREDIT.fullmatch(text):
        right = credit_check(text[:17]) == text[17]
        verdict = CreditVerdict.VALID if right else CreditVerdict.DOUBTFUL
        return CreditCode(raw, text, verdict, text[2:8], text[8:17])
    if ORGANISATION.fullmatch(text):
        right = organisation_check(text[:8]) == text[8]
        verdict = CreditVerdict.ORGANISATION_CODE if right else CreditVerdict.DOUBTFUL
        return CreditCode(raw, text, verdict, "", text)
    if REGISTRATION.fullmatch(text):
        right = registration_check(text[:14]) == text[14]
        verdict = CreditVerdict.REGISTRATION_NUMBER if right else CreditVerdict.DOUBTFUL
        return CreditCode(raw, text, verdict, text[:6])
    return CreditCode(raw, text, CreditVerdict.MALFORMED)


def same_organisation(one: CreditCode, other: CreditCode) -> bool:
    """True when two sound numbers name one organisation: equal, or a credit code and the code inside it."""
    if not (one.is_sound and other.is_sound):
        return False
    if one.normal == other.normal:
        return True
    both_whole = one.verdict is other.verdict
    return not both_whole and bool(one.organisation) and one.organisation == other.organisation
