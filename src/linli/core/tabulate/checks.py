"""Self-checks: a stated number against what its parts, its share or another source say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from linli.core.tabulate.figures import Figure, FigureSet, Row
from linli.core.tabulate.numbers import round_half_up
from linli.core.tabulate.recount import recounted
from linli.core.tabulate.units import NUMBER, SHARE, Unit
from linli.core.tabulate.words import Words


class CheckKind(StrEnum):
    """What is held against what."""

    SUM = "sum"  # a total against the sum of its parts
    SHARE = "share"  # a stated share against numerator and denominator
    CROSS = "cross"  # the same thing from two sources
    ROWS = "rows"  # a figure against the rows behind it


class Verdict(StrEnum):
    """How a check came out."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # a side is not known, so nothing can be said


@dataclass(frozen=True, slots=True)
class Check:
    """``difference`` is stated minus computed. ``rows`` are (label, value) pairs that were added or compared.

    ``beside`` is the key of the block in whose margin the outcome is shown.
    """

    code: str
    kind: CheckKind
    title: Words
    stated: Decimal | None
    computed: Decimal | None
    unit: Unit
    rows: tuple[Row, ...] = field(default=(), repr=False)
    tolerance: Decimal = Decimal(0)
    beside: str = ""
    decimals: int | None = None

    @property
    def difference(self) -> Decimal | None:
        """Stated minus computed; None when either is not known."""
        if self.stated is None or self.computed is None:
            return None
        return self.stated - self.computed

    @property
    def verdict(self) -> Verdict:
        """Agrees when the difference lies within the tolerance."""
        difference = self.difference
        if difference is None:
            return Verdict.UNKNOWN
        return Verdict.AGREES if abs(difference) <= self.tolerance else Verdict.DIFFERS


Part = tuple[Words, Decimal | None]
_PERCENT: Final = Decimal(100)


def sum_check(
    code: str,
    title: Words,
    stated: Decimal | None,
    parts: Sequence[Part],
    unit: Unit = NUMBER,
    beside: str = "",
) -> Check:
    """Does the stated total equal the sum of its parts? Unknown when any part is unknown."""
    values = [value for _, value in parts if value is not None]
    complete = len(values) == len(parts)
    computed = sum(values, Decimal(0)) if complete else None
    rows = tuple((label, value) for label, value in parts)
    return Check(code, CheckKind.SUM, title, stated, computed, unit, rows, beside=beside)


def share_check(
    code: str,
    title: Words,
    stated: Decimal | None,
    part: Part,
    whole: Part,
    decimals: int = 0,
    beside: str = "",
) -> Check:
    """Does the stated share (0.73), given with ``decimals`` places of per cent, equal part / whole so rounded?"""
    computed = None
    if part[1] is not None and whole[1]:
        computed = round_half_up(part[1] / whole[1] * _PERCENT, decimals) / _PERCENT
    return Check(
        code, CheckKind.SHARE, title, stated, computed, SHARE, (part, whole), beside=beside, decimals=decimals
    )


def cross_check(
    code: str,
    title: Words,
    one: Part,
    other: Part,
    unit: Unit = NUMBER,
    beside: str = "",
    tolerance: Decimal = Decimal(0),
) -> Check:
    """Do two sources say the same?"""
    return Check(code, CheckKind.CROSS, title, one[1], other[1], unit, (one, other), tolerance, beside)


def row_check(figure: Figure) -> Check | None:
    """Is the figure what its own rows add up to? None for figures whose rows cannot say."""
    computed = recounted(figure)
    if computed is None or figure.value is None:
        return None
    return Check(
        f"rows.{figure.code}",
        CheckKind.ROWS,
        figure.label,
        figure.value,
        computed,
        figure.unit,
        tolerance=Decimal("1e-9"),
        decimals=figure.decimals,
    )


def row_checks(figures: FigureSet) -> tuple[Check, ...]:
    """The row check of every figure that has one."""
    return tuple(check for figure in figures.values() if (check := row_check(figure)) is not None)


def flagged(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that found a difference, and those that could not be made."""
    return tuple(check for check in checks if check.verdict is not Verdict.AGREES)
