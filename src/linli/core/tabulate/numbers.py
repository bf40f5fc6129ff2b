"""Numbers as people read them: thousands, percent, 元 / 万元 by size, one format per column."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from linli.core.tabulate.units import Kind, Scale, Unit, scales
from linli.core.tabulate.words import Language, Words

UNKNOWN: Final = Words("未知", "unknown")
_MOST_DECIMALS: Final = {
    Kind.COUNT: 0,
    Kind.MONEY: 2,
    Kind.AREA: 1,
    Kind.SHARE: 2,
    Kind.NUMBER: 2,
    Kind.YEAR: 0,
}
# Money below this is never rounded in a sentence: 12,345 yuan stays 12,345 yuan.
_EXACT_MONEY_BELOW: Final = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Written:
    """A number and its unit, ready to print."""

    number: str
    unit: str
    language: Language

    @property
    def text(self) -> str:
        """Number and unit: 45个, 855 yuan, 73%."""
        gap = " " if self.language == "en" and self.unit and self.unit != "%" else ""
        return f"{self.number}{gap}{self.unit}"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One way of writing numbers: scale, decimals, language. Shared by all cells of a column."""

    scale: Scale
    decimals: int
    language: Language
    grouped: bool = True

    @property
    def unit(self) -> str:
        """The word of the scaled unit."""
        return self.scale.words.of(self.language)

    def number(self, value: Decimal | int | None) -> str:
        """The digits alone, grouped in threes; an unknown value in words."""
        if value is None:
            return UNKNOWN.of(self.language)
        rounded = round_half_up(Decimal(value) / self.scale.divisor, self.decimals)
        return f"{rounded:,.{self.decimals}f}" if self.grouped else f"{rounded:.{self.decimals}f}"

    def write(self, value: Decimal | int | None) -> Written:
        """The number with its unit; an unknown value has none."""
        return Written(self.number(value), "" if value is None else self.unit, self.language)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Commercial rounding (2.5 -> 3), without a negative zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def decimals_needed(value: Decimal, most: int) -> int:
    """The fewest decimals that show ``value`` exactly, at most ``most``."""
    for decimals in range(most):
        if round_half_up(value, decimals) == value:
            return decimals
    return most


def format_for(
    value: Decimal | int | None, unit: Unit, language: Language, decimals: int | None = None
) -> NumberFormat:
    """The format for one number in running text."""
    return _chosen([] if value is None else [Decimal(value)], unit, language, decimals, in_text=True)


def column_format(
    values: Iterable[Decimal | int | None], unit: Unit, language: Language, decimals: int | None = None
) -> NumberFormat:
    """One format for a whole column: its scale by the largest value, its decimals by the neediest."""
    known = [Decimal(value) for value in values if value is not None]
    return _chosen(known, unit, language, decimals, in_text=False)


def write_number(
    value: Decimal | int | None, unit: Unit, language: Language, decimals: int | None = None
) -> Written:
    """``value`` written for running text, with its unit."""
    return format_for(value, unit, language, decimals).write(value)


def _chosen(
    values: list[Decimal], unit: Unit, language: Language, decimals: int | None, *, in_text: bool
) -> NumberFormat:
    scale = _scale(values, unit, language, in_text=in_text)
    most = _most_decimals(values, unit, scale, in_text=in_text) if decimals is None else decimals
    scaled = [value / scale.divisor for value in values]
    if in_text:  # at most so many places: a mean of 7,640.0 is written 7,640
        scaled = [round_half_up(value, most) for value in scaled]
    if in_text or decimals is None:
        decimals = max((decimals_needed(value, most) for value in scaled), default=0)
    return NumberFormat(scale, decimals, language, unit.kind is not Kind.YEAR)


def _most_decimals(values: list[Decimal], unit: Unit, scale: Scale, *, in_text: bool) -> int:
    """A million needs a third place to stay as exact as 万元 with one: 3.015 million, 301.5 万元."""
    if unit.kind is not Kind.MONEY:
        return _MOST_DECIMALS[unit.kind]
    small = max(map(abs, values), default=Decimal(0)) < _EXACT_MONEY_BELOW
    return 3 if scale.divisor >= _EXACT_MONEY_BELOW or (in_text and small) else 2


def _scale(values: list[Decimal], unit: Unit, language: Language, *, in_text: bool) -> Scale:
    offered = scales(unit, language)
    largest = max((abs(value) for value in values), default=Decimal(0))
    # A column keeps plain yuan up to ten of the larger unit, so that small rows stay readable beside big ones.
    reach = Decimal(1) if in_text else Decimal(10)
    fitting = [scale for scale in offered[1:] if largest >= scale.divisor * reach]
    chosen = fitting[-1] if fitting else offered[0]
    if in_text and unit.kind is Kind.MONEY and largest < _EXACT_MONEY_BELOW and chosen is not offered[0]:
        places = _text_decimals(values, chosen)
        exact = all(round_half_up(v / chosen.divisor, places) == v / chosen.divisor for v in values)
        return chosen if exact else offered[0]
    return chosen


def _text_decimals(values: list[Decimal], scale: Scale) -> int:
    """Places of a scaled sum in a sentence: 35.685 万元 and 1.85 万元 read well, 1.2345 万元 does not."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    return 3 if largest >= scale.divisor * 10 else 2
