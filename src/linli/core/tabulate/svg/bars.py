"""Horizontal bars, plain and stacked: Chinese names read easily beside them, each bar carries its number."""

from linli.core.tabulate.svg.frame import BAR, ROW, TOP, Frame, above_nothing
from linli.core.tabulate.svg.parts import (
    INK,
    INKS,
    QUIET,
    WIDTH,
    Drawing,
    label,
    legend,
    line,
    rect,
    width_of,
)


def bars(frame: Frame, title: str) -> Drawing:
    """One bar for each value; several series stand one under the other in each group."""
    series, left, largest = frame.chart.series, frame.left, frame.largest()
    room = WIDTH - left - frame.number_room(frame.known()) - 16
    group = ROW if len(series) == 1 else BAR * len(series) + 10
    top = TOP + (22 if len(series) > 1 else 0)
    parts = [legend(frame.series_names(), left, TOP + 8)] if len(series) > 1 else []
    for index in range(len(frame.chart.categories)):
        y = top + index * group
        parts.append(frame.category(index, y + group / 2 + 1))
        for tone, one in enumerate(series):
            parts.append(_bar(frame, one.values[index], y + 2 + tone * BAR, room / largest, tone))
    bottom = top + len(frame.chart.categories) * group
    parts.append(line(left, top, left, bottom, stroke=QUIET))
    if frame.chart.mark:
        at = left + frame.chart.mark[0] / largest * room
        parts.append(_mark(frame, at, top, bottom))
        bottom += 18
    parts.append(frame.unit_line(bottom + 18))
    return Drawing("".join(parts), bottom + 26, title)


def _bar(frame: Frame, value: float | None, top: float, pixels: float, tone: int) -> str:
    length = (value or 0) * pixels
    drawn = "" if value is None else rect(frame.left, top, length, BAR - 2, tone)
    return drawn + label(frame.left + length + 6, top + BAR - 5, frame.written(value))


def _mark(frame: Frame, at: float, top: float, bottom: float) -> str:
    """A dashed line at the required value, its words kept inside the drawing."""
    if frame.chart.mark is None:
        return ""
    text = f"{frame.chart.mark[1].of(frame.language)} {frame.written(frame.chart.mark[0])}"
    half = width_of(text, 12) / 2
    x = min(max(at, half + 2), WIDTH - half - 2)
    words = label(x, bottom + 18, text, anchor="middle", fill=QUIET)
    return line(at, top, at, bottom + 4, stroke=INK, dash="4 3") + words


def stacked(frame: Frame, title: str) -> Drawing:
    """One bar a category, cut into the series; a piece carries its number when there is room for it."""
    chart, left = frame.chart, frame.left
    totals = [sum(one.values[i] or 0 for one in chart.series) for i in range(len(chart.categories))]
    largest = above_nothing(max([*totals, 0.0]))
    room = WIDTH - left - 16 - frame.number_room([*totals, 0.0])
    top = TOP + 24
    parts = [legend(frame.series_names(), left, TOP + 8)]
    for index, total in enumerate(totals):
        y = top + index * ROW
        parts.append(frame.category(index, y + 16))
        parts.append(_pieces(frame, index, y, room / largest))
        parts.append(label(left + total / largest * room + 6, y + 16, frame.written(total)))
    bottom = top + len(totals) * ROW
    parts.append(line(left, top, left, bottom, stroke=QUIET))
    parts.append(frame.unit_line(bottom + 16))
    return Drawing("".join(parts), bottom + 24, title)


def _pieces(frame: Frame, index: int, y: float, pixels: float) -> str:
    x, parts = frame.left, []
    for tone, one in enumerate(frame.chart.series):
        length = (one.values[index] or 0) * pixels
        if length <= 0:
            continue
        parts.append(rect(x, y + 3, length, BAR, tone))
        text = frame.written(one.values[index])
        if width_of(text, 11) + 4 <= length:
            ink = INKS[min(tone, len(INKS) - 1)]
            parts.append(label(x + length / 2, y + 16, text, size=11, anchor="middle", fill=ink))
        x += length
    return "".join(parts)
