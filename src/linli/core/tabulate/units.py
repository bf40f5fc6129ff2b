"""Units of measure, and how a value of each is scaled to be read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from linli.core.tabulate.words import Language, Words


class Kind(StrEnum):
    """What sort of quantity a unit measures; decides scaling and decimals."""

    COUNT = "count"
    MONEY = "money"  # held in yuan
    AREA = "area"  # held in square metres
    SHARE = "share"  # held as a fraction: 0.73 is 73 %
    NUMBER = "number"
    YEAR = "year"  # a calendar year, never grouped in threes


@dataclass(frozen=True, slots=True)
class Unit:
    """``words`` is the counting word after a number; English leaves it out where the sentence names the thing."""

    code: str
    words: Words
    kind: Kind


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit enlarged: 万元 is yuan with divisor 10,000."""

    divisor: Decimal
    words: Words


COUNT: Final = Unit("count", Words("", ""), Kind.COUNT)
PIECE: Final = Unit("piece", Words("个", ""), Kind.COUNT)
PERSON: Final = Unit("person", Words("人", ""), Kind.COUNT)
PLACE: Final = Unit("place", Words("处", ""), Kind.COUNT)
TEAM: Final = Unit("team", Words("支", ""), Kind.COUNT)
HOUSEHOLD: Final = Unit("household", Words("户", ""), Kind.COUNT)
YEAR_OF_AGE: Final = Unit("year_of_age", Words("岁", "years"), Kind.NUMBER)
YEAR: Final = Unit("year", Words("", ""), Kind.YEAR)
NUMBER: Final = Unit("number", Words("", ""), Kind.NUMBER)
YUAN: Final = Unit("yuan", Words("元", "yuan"), Kind.MONEY)
SQUARE_METRE: Final = Unit("square_metre", Words("平方米", "m²"), Kind.AREA)
SHARE: Final = Unit("share", Words("%", "%"), Kind.SHARE)

UNITS: Final = {
    unit.code: unit
    for unit in (
        COUNT, PIECE, PERSON, PLACE, TEAM, HOUSEHOLD, YEAR_OF_AGE, YEAR, NUMBER, YUAN, SQUARE_METRE, SHARE,
    )
}  # fmt: skip

ONE: Final = Decimal(1)
_MONEY: Final[dict[Language, tuple[Scale, ...]]] = {
    "zh": (
        Scale(ONE, Words("元", "yuan")),
        Scale(Decimal(10_000), Words("万元", "万 yuan")),
        Scale(Decimal(100_000_000), Words("亿元", "亿 yuan")),
    ),
    "en": (
        Scale(ONE, Words("元", "yuan")),
        Scale(Decimal(1_000_000), Words("百万元", "million yuan")),
        Scale(Decimal(1_000_000_000), Words("十亿元", "billion yuan")),
    ),
}


def scales(unit: Unit, language: Language) -> tuple[Scale, ...]:
    """The scales a value of this unit may be shown in, smallest first."""
    if unit.kind is Kind.MONEY:
        return _MONEY[language]
    if unit.kind is Kind.SHARE:
        return (Scale(Decimal("0.01"), unit.words),)
    return (Scale(ONE, unit.words),)
