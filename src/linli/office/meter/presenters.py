"""Rows, the method beside the figures, and the chart of how the share grows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.tabulate.blocks import Chart, ChartKind, Series
from linli.core.tabulate.svg import chart_svg
from linli.core.tabulate.units import SHARE
from linli.core.tabulate.words import Words
from linli.meter.queries import Meter, MeterRow, RequestProgress
from linli.meter.states import PlanState
from linli.visits.queries.refused import RefusedElement
from linli.visits.queries.timing import PostWork

LOOKS = {
    PlanState.ASKING: "warn",
    PlanState.COVERED: "met",
    PlanState.COUNTED: "met",
    PlanState.UNSAID: "short",
    PlanState.ENDED: "unknown",
}
MINUTE, SECOND = Decimal(1), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the meter as shown: the same numbers that the file gets."""

    row: MeterRow
    share: Decimal | None
    before: Decimal | None
    after: Decimal | None


def line(row: MeterRow) -> Line:
    """Rounded as shown."""
    share = None if row.share is None else row.share.quantize(SECOND)
    return Line(row, share, _minutes(row.before), _minutes(row.after))


def _minutes(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(MINUTE)


def post_line(one: PostWork) -> dict[str, Any]:
    """What a post's phones brought in."""
    each = (Decimal(one.seconds) / one.cells).quantize(SECOND) if one.cells else None
    return {"one": one, "minutes": Decimal(one.seconds) // 60, "each": each}


def method(found: Meter) -> str:
    """How the minutes were come by, beside them."""
    if found.time is None:
        return _("还没有量到用时：上门填写满十次以后，用走访应用里表格打开的时间计算，不作估计。")
    return _(
        "每格 %(seconds)s 秒：%(first)s 至 %(last)s 上门填写的 %(cells)s 格，"
        "取每次走访“表格打开秒数÷填写格数”的中位数。"
        "“之前”按每一格都手工填写计，“之后”只计要核对、要问、要手填的格。"
    ) % {
        "seconds": found.time.seconds,
        "first": found.time.from_date,
        "last": found.time.to_date,
        "cells": found.time.cells,
    }


def request_lines(rows: Iterable[RequestProgress]) -> list[dict[str, Any]]:
    """Requests with their state in words. One that another serves, or whose cells are all known, has no tasks."""
    return [
        {
            "one": row,
            "look": LOOKS[row.state],
            "state": row.state.label,
            "open": row.tasks.open if row.tasks else 0,
            "done": row.tasks.done if row.tasks else 0,
            "refused": row.tasks.refused if row.tasks else 0,
        }
        for row in rows
    ]


def refused_lines(
    rows: Iterable[RefusedElement], names: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """What was refused, by its name in the reader's language."""
    at = 1 if is_english() else 0
    return [{"one": row, "name": names[row.element][at]} for row in rows]


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def chart(points: Sequence[tuple[date, Decimal]], on: date) -> str:
    """The share filled without asking, day by day; nothing with fewer than two days."""
    if len(points) < 2:  # a line needs two ends
        return ""
    made = Chart(
        key="filled",
        kind=ChartKind.LINE,
        title=Words("不问就能填出的比例", "Share filled without asking"),
        categories=tuple(Words(f"{day:%m-%d}", f"{day:%m-%d}") for day, _share in points),
        series=(Series(Words("比例", "Share"), tuple(float(share) / 100 for _day, share in points)),),
        unit=SHARE,
        query="meter.queries.growth",
        as_of=on,
    )
    return chart_svg(made, "en" if is_english() else "zh")
