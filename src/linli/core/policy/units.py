"""The units a value may have: a closed list, so that 1 mu is never held against 1 square metre."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Names:
    """The same thing said in Chinese and in English."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """The name in one of the two languages."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Unit:
    """`whole`: only whole numbers make sense (people, homes). `money`: amounts of yuan of some kind.

    `one` is the English for exactly one where it differs (1 person, 2 people).
    """

    code: str
    names: Names
    whole: bool = False
    money: bool = False
    one: str = ""


_ALL: Final = (
    Unit("yuan", Names("元", "yuan"), money=True),
    Unit("yuan_per_month", Names("元/月", "yuan a month"), money=True),
    Unit("yuan_per_year", Names("元/年", "yuan a year"), money=True),
    Unit("yuan_per_m2", Names("元/平方米", "yuan per m²"), money=True),
    Unit("m2", Names("平方米", "m²")),
    Unit("mu", Names("亩", "mu")),
    Unit("share", Names("", "")),
    Unit("person", Names("人", "people"), whole=True, one="person"),
    Unit("household", Names("户", "households"), whole=True, one="household"),
    Unit("post", Names("个岗位", "posts"), whole=True, one="post"),
    Unit("times_per_year", Names("次/年", "times a year"), whole=True, one="time a year"),
    Unit("year", Names("年", "years"), whole=True, one="year"),
    Unit("each", Names("处", ""), whole=True),
    Unit("minute", Names("分钟", "minutes"), whole=True, one="minute"),
    Unit("working_day", Names("个工作日", "working days"), whole=True, one="working day"),
)

UNITS: Final[dict[str, Unit]] = {unit.code: unit for unit in _ALL}

MU_IN_M2: Final = Decimal("666.67")
"""One mu in square metres, rounded as both reports round it."""


def in_square_metres(amount: Decimal, unit: str) -> Decimal:
    """An area in m2. Raises ValueError for a unit that is no area."""
    if unit == "m2":
        return amount
    if unit == "mu":
        return amount * MU_IN_M2
    raise ValueError(f"{unit} is no unit of area")
