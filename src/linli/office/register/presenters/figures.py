"""Counts by two dimensions as a table and a chart. What may be published is protected before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.elements import Words as ElementWords
from linli.core.smallcells import THRESHOLD, ProtectedTable, protect
from linli.core.tabulate.blocks import Chart, ChartKind, Series
from linli.core.tabulate.svg import chart_svg
from linli.core.tabulate.units import PERSON
from linli.core.tabulate.words import Words
from linli.register.gate.figures import AGE_BANDS, DIMENSIONS, UNKNOWN
from linli.territory.queries import names

MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: its count, or the word for a hidden one."""

    text: str
    is_hidden: bool
    is_total: bool


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The table as shown: head words, rows of (word, cells), and how many cells are hidden for which reason."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]
    small: int
    shielding: int

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return self.small + self.shielding


Labels = Sequence[tuple[str, str]]
"""(code, word) in the order of the table; "" is the code of what is not known."""


def labels(
    counts: Mapping[tuple[str, str], int],
    dimension: str,
    axis: int,
    lists: Mapping[str, Mapping[str, ElementWords]],
    day: date,
) -> list[tuple[str, str]]:
    """The codes of one axis that occur, in the order of their list, with their words; what is not known comes last."""
    present = {pair[axis] for pair in counts}
    words = _words(dimension, present, lists, day)
    ordered = [code for code in words if code in present]
    ordered += sorted(present - words.keys() - {UNKNOWN})
    named = [(code, words.get(code, code)) for code in ordered]
    return [*named, (UNKNOWN, _("不详"))] if UNKNOWN in present else named


def _words(
    dimension: str, present: set[str], lists: Mapping[str, Mapping[str, ElementWords]], day: date
) -> dict[str, str]:
    if dimension == "age_band":
        return {band: _band(band) for band in AGE_BANDS}
    if dimension == "community":
        return names(present - {UNKNOWN}, day)
    spoken = get_language() or ""
    return {code: word.get(spoken) for code, word in lists.get(DIMENSIONS[dimension].code_list, {}).items()}


def _band(band: str) -> str:
    first, _dash, last = band.partition("-")
    if not last:
        return _("%(first)d 岁以上") % {"first": int(first.rstrip("+"))}
    return _("%(first)d–%(last)d 岁") % {"first": int(first), "last": int(last)}


def table(
    counts: Mapping[tuple[str, str], int], rows: Labels, columns: Labels, *, publish: bool
) -> FigureTable:
    """The counts in order with totals; protected for publication, or as they are for work inside."""
    plain = [[counts.get((row, column), 0) for column, _word in columns] for row, _word in rows]
    made = protect(plain, THRESHOLD if publish else 0)
    words = [word for _code, word in rows] + [_("合计")]
    return FigureTable(
        columns=(*(word for _code, word in columns), _("合计")),
        rows=tuple((word, _cells(made, i)) for i, word in enumerate(words)),
        small=len(made.small),
        shielding=len(made.shielding),
    )


def _cells(made: ProtectedTable, i: int) -> tuple[Figure, ...]:
    last = len(made.rows[i]) - 1
    return tuple(
        Figure(
            text=f"{count:,}" if count is not None else _("不公布"),
            is_hidden=count is None,
            is_total=j == last or i == len(made.rows) - 1,
        )
        for j, count in enumerate(made.rows[i])
    )


def chart(
    counts: Mapping[tuple[str, str], int],
    rows: Labels,
    columns: Labels,
    *,
    publish: bool,
    title: str,
    day: date,
    language: str,
) -> str:
    """A bar for each row's total, as SVG; rows whose total is hidden have no bar."""
    plain = [[counts.get((row, column), 0) for column, _word in columns] for row, _word in rows]
    made = protect(plain, THRESHOLD if publish else 0)
    shown = [
        (word, made.rows[i][-1]) for i, (_code, word) in enumerate(rows) if made.rows[i][-1] is not None
    ][:MOST_BARS]
    drawn = Chart(
        key="register-figures",
        kind=ChartKind.BAR,
        title=Words.same(title),
        categories=tuple(Words.same(word) for word, _count in shown),
        series=(Series(Words.same(title), tuple(float(count or 0) for _word, count in shown)),),
        unit=PERSON,
        query="register.counts",
        as_of=day,
    )
    return chart_svg(drawn, "en" if language.startswith("en") else "zh", title) if shown else ""
