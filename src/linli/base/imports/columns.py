"""What a table to be imported should look like, declared column by column."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

_SPACES = re.compile(r"\s+")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]$")


class Kind(StrEnum):
    """What a cell holds, and the Python type its value gets."""

    TEXT = "text"  # str
    IDENTITY = "identity"  # str; ID, phone and account numbers: a numeric cell is refused, never repaired
    INTEGER = "integer"  # int
    DECIMAL = "decimal"  # Decimal, in the column's unit
    PERCENT = "percent"  # Decimal, as a fraction: 96 % is 0.96
    DATE = "date"  # datetime.date
    MONTH = "month"  # datetime.date, first day of the month
    CHOICE = "choice"  # str, the code of the choice
    DIVISION = "division"  # str, a division code
    YES_NO = "yes_no"  # bool


@dataclass(frozen=True)
class Choice:
    """One answer of a choice column: its code, and the names people write for it (the first is shown)."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column. `names` are headings in any language, the first is shown.

    `required`: the cell must be filled; `expected`: the column must be there. `minimum` and `maximum` hold
    for numbers (in `unit`), percents (as fractions) and dates. `bare_percent` says what a number without a
    percent sign means: "fraction" (0.96) or "points" (96). `levels` and `within` hold for division codes:
    allowed lengths, and the prefix of the scope. `check` gets the value and answers "" or a problem's code.
    """

    code: str
    names: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False
    expected: bool = True
    minimum: int | Decimal | date | None = None
    maximum: int | Decimal | date | None = None
    unit: str = ""
    places: int | None = None
    max_length: int = 2_000
    choices: tuple[Choice, ...] = ()
    levels: tuple[int, ...] = (12,)
    within: str = ""
    month_ok: bool = False
    bare_percent: str = "fraction"
    check: Callable[[Any], str] | None = None

    @property
    def label(self) -> str:
        """The heading shown to people."""
        return self.names[0]


@dataclass(frozen=True)
class Schema:
    """A table: its columns, the columns that make its natural key, and the sheet names it may stand under.

    Raises ValueError when two columns share a code or a heading, or the key names an unknown column.
    """

    code: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    sheet_names: tuple[str, ...] = ()
    header_within: int = 20

    def __post_init__(self) -> None:
        codes = [column.code for column in self.columns]
        headings = [fold_heading(name) for column in self.columns for name in set(column.names)]
        if len(set(codes)) != len(codes) or not set(self.key) <= set(codes):
            raise ValueError(f"schema {self.code}: column codes {codes}, key {self.key}")
        twice = {name for name in headings if headings.count(name) > 1}
        if twice:
            raise ValueError(f"schema {self.code}: headings used twice: {sorted(twice)}")

    def column(self, code: str) -> Column:
        """The column of this code. Raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)


def fold(text: str) -> str:
    """Text for comparing: full and half width made one, all spaces out, lower case."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def fold_heading(text: str) -> str:
    """A heading for comparing: also without the star of required columns and without colons."""
    return fold(text).replace("*", "").strip(":;、,.")


def split_unit(heading: str) -> tuple[str, str]:
    """A folded heading without its last bracket, and the unit in it: `面积(单位:m2)` -> (`面积`, `m2`)."""
    found = _BRACKETS.search(heading)
    if found is None:
        return heading, ""
    return heading[: found.start()], found[1].removeprefix("单位:").removeprefix("单位")
