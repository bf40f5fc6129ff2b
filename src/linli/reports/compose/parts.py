"""Figures by sub-district: each number of such a table opens the rows of its own place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from linli.core.tabulate.blocks import FigureCell
from linli.core.tabulate.figures import Figure, Row
from linli.core.tabulate.recount import recounted
from linli.core.tabulate.words import Words
from linli.reports.compose.making import Making


@dataclass(frozen=True, slots=True, order=True)
class SubDistrict:
    """A sub-district or town that communities of the report belong to."""

    code: str
    name: str


def sub_districts(making: Making) -> list[SubDistrict]:
    """All that the communities name, by code."""
    return sorted({SubDistrict(one.sub_district_code, one.sub_district) for one in making.communities})


def add_parts(making: Making, whole: str) -> dict[SubDistrict, FigureCell]:
    """Split a counted or summed figure by sub-district; the parts are figures of their own, `within` the whole."""
    figure = making.figures[whole]
    rows: dict[SubDistrict, list[Row]] = defaultdict(list)
    for row in figure.rows:
        one = making.by_code[str(row[0])]
        rows[SubDistrict(one.sub_district_code, one.sub_district)].append(row)
    for place in sub_districts(making):
        making.figures.add(_part(figure, place, tuple(rows[place])))
    return {place: FigureCell(_code(whole, place)) for place in sub_districts(making)}


def add_shares(
    making: Making, code: str, part: str, whole: str, *, decimals: int
) -> dict[SubDistrict, FigureCell]:
    """A share of two figures split before, for each sub-district."""
    label = making.figures[code].label
    for place in sub_districts(making):
        shown, parts = _label(label, place), (_code(part, place), _code(whole, place))
        making.share(_code(code, place), shown, *parts, decimals=decimals, within=code)
    return {place: FigureCell(_code(code, place)) for place in sub_districts(making)}


def values(making: Making, code: str) -> Iterator[float | None]:
    """The parts of a figure as numbers, in the order of the sub-districts."""
    for place in sub_districts(making):
        value = making.figures.value(_code(code, place))
        yield None if value is None else float(value)


def _part(figure: Figure, place: SubDistrict, rows: tuple[Row, ...]) -> Figure:
    index = figure.value_column
    unknown = 0 if index is None else sum(row[index] is None for row in rows)
    part = replace(
        figure,
        code=_code(figure.code, place),
        label=_label(figure.label, place),
        rows=rows,
        within=figure.code,
        unknown=unknown,
    )
    nothing_known = index is not None and unknown == len(rows)
    return part.with_value(None if nothing_known else recounted(part) or Decimal(0))


def _code(whole: str, place: SubDistrict) -> str:
    return f"{whole}.{place.code}"


def _label(label: Words, place: SubDistrict) -> Words:
    return Words(f"{place.name}：{label.zh}", f"{place.name}: {label.en}")
