"""Identity numbers and telephone numbers that are valid by their form and belong to nobody.

- Every identity number carries 99 as its county part (350899, 360199 ...): GB/T 2260 gives no county that code, so no
  real person holds one of them, and anybody can tell a generated number at a glance.
- Every telephone number begins with 160, 161, 163, 164, 168 or 169: prefixes that no operator has been given.
"""

from __future__ import annotations

from datetime import date
from random import Random

from linli.core.kinds import check_letter

HOME_AREA, OLD_AREA = "350899", "352699"
NEAR_AREAS = ("350199", "350299", "350399", "350499", "350599", "350699", "350799", "350999")
FAR_AREAS = (
    "360199",
    "360799",
    "440199",
    "441499",
    "330399",
    "420199",
    "430199",
    "511399",
    "520199",
    "620599",
    "410199",
)
NOBODYS_PREFIXES = ("160", "161", "163", "164", "168", "169")


def area_code(dice: Random, born: date, from_elsewhere: bool) -> str:
    """Where the number was given out: at home, before the district was renamed, near, or far."""
    if from_elsewhere:
        return dice.choice(FAR_AREAS if dice.random() < 0.6 else NEAR_AREAS)
    if dice.random() < 0.10:
        return dice.choice(NEAR_AREAS)
    return OLD_AREA if born.year < 1997 else HOME_AREA


def id_number(dice: Random, area: str, born: date, is_male: bool, order: int | None = None) -> str:
    """Eighteen places; the order's last digit is odd for a man. `order` (0-499) is drawn when not given."""
    place = dice.randrange(500) if order is None else order % 500
    first = f"{area}{born:%Y%m%d}{place * 2 + is_male:03d}"
    return first + check_letter(first)


def is_generated(id_no: str) -> bool:
    """True for a number of this generator: the county part 99 was never given out."""
    return id_no[4:6] == "99"


def phone_number(dice: Random) -> str:
    """Eleven digits with a prefix that nobody has."""
    return f"{dice.choice(NOBODYS_PREFIXES)}{dice.randrange(10**8):08d}"
