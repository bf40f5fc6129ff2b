"""Control numbers: who admitted what, in which year, with check digits that find a slip of the pen.

``350802-2026-0017-52``: district, year, running number, two check digits (ISO 7064 MOD 97-10, the scheme of bank
account numbers: every wrong digit and every swap of neighbours is found).
"""

import re
import unicodedata
from dataclasses import dataclass

_SHAPE = re.compile(r"(\d{6})-?(\d{4})-?(\d{4,5})-?(\d{2})", re.ASCII)
_MODULUS = 97
_LARGEST = 99_999


class ControlNumberError(ValueError):
    """The text is no control number: `reason` is "shape" or "check"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class ControlNumber:
    """A number that the gate has given."""

    district: str
    year: int
    running: int

    def __post_init__(self) -> None:
        if not (re.fullmatch(r"\d{6}", self.district, re.ASCII) and 1000 <= self.year <= 9999):
            raise ValueError("a control number needs a district of 6 digits and a year")
        if not 1 <= self.running <= _LARGEST:
            raise ValueError(f"a running number lies between 1 and {_LARGEST}")

    @property
    def check(self) -> str:
        """The two check digits."""
        return f"{_MODULUS + 1 - int(self._digits) * 100 % _MODULUS:02d}"

    @property
    def _digits(self) -> str:
        return f"{self.district}{self.year}{self.running:04d}"

    def __str__(self) -> str:
        return f"{self.district}-{self.year}-{self.running:04d}-{self.check}"


def parse_control_number(text: str) -> ControlNumber:
    """Read what somebody typed: full-width digits, spaces and missing hyphens do not matter.

    Raises ControlNumberError("shape") or ControlNumberError("check").
    """
    tidy = unicodedata.normalize("NFKC", text)
    tidy = re.sub(r"[\s‐-―－]", lambda sign: "" if sign[0].isspace() else "-", tidy)
    found = _SHAPE.fullmatch(tidy)
    if found is None or int(found[3]) == 0 or int(found[2]) < 1000:
        raise ControlNumberError("shape")
    number = ControlNumber(found[1], int(found[2]), int(found[3]))
    if number.check != found[4] or len(found[3]) != max(4, len(str(number.running))):
        raise ControlNumberError("check")
    return number
