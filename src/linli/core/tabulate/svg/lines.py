"""Lines over time: solid, dashed, dotted, so that they stay apart in black and white."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil, floor, log10

from linli.core.tabulate.numbers import column_format
from linli.core.tabulate.svg.frame import TOP, Frame, exact
from linli.core.tabulate.svg.parts import LINE, QUIET, STROKES, WIDTH, Drawing, label, legend, line, number

_LEFT, _RIGHT, _ABOVE, _HEIGHT = 64.0, 24.0, TOP + 26, 190.0
_STEPS = 4
_MOST_LABELS = 12
_DASHES = ("", "6 3", "2 3", "8 3 2 3")

At = tuple[float, float]


def lines(frame: Frame, title: str) -> Drawing:
    """One line for each series from left to right; a value that is not known leaves a gap."""
    top_value = nice_top(frame.largest())
    count = len(frame.chart.categories)
    room = WIDTH - _LEFT - _RIGHT
    xs = [_LEFT + room * (index + 0.5) / max(count, 1) for index in range(count)]
    parts = [legend(frame.series_names(), _LEFT, TOP + 8), _grid(frame, top_value)]
    every = ceil(count / _MOST_LABELS) or 1
    for index in range(0, count, every):
        words = frame.chart.categories[index].of(frame.language)
        parts.append(label(xs[index], _ABOVE + _HEIGHT + 18, words, size=11, anchor="middle"))
    for tone, one in enumerate(frame.chart.series):
        placed = [_at(x, value, top_value) for x, value in zip(xs, one.values, strict=True)]
        parts.append(_polyline(placed, tone))
        if len(frame.chart.series) == 1 and count <= _MOST_LABELS:
            parts.append(_numbers(frame, placed, one.values))
    parts.append(frame.unit_line(_ABOVE + _HEIGHT + 38))
    return Drawing("".join(parts), _ABOVE + _HEIGHT + 46, title)


def nice_top(largest: float) -> float:
    """The next of 1, 2, 2.5, 5, 10 times a power of ten."""
    if largest < 1e-9:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next((step * power for step in (1, 2, 2.5, 5, 10) if step * power >= largest), 10 * power)


def _at(x: float, value: float | None, top_value: float) -> At | None:
    return None if value is None else (x, _ABOVE + _HEIGHT - value / top_value * _HEIGHT)


def _grid(frame: Frame, top_value: float) -> str:
    axis = column_format([exact(top_value / _STEPS)], frame.chart.unit, frame.language)
    parts = []
    for step in range(_STEPS + 1):
        y = _ABOVE + _HEIGHT - _HEIGHT * step / _STEPS
        parts.append(line(_LEFT, y, WIDTH - _RIGHT, y, stroke=QUIET if step == 0 else LINE))
        written = axis.write(exact(top_value * step / _STEPS))
        text = written.text if axis.unit == "%" else written.number
        parts.append(label(_LEFT - 8, y + 4, text, size=11, anchor="end", fill=QUIET))
    return "".join(parts)


def _polyline(placed: Sequence[At | None], tone: int) -> str:
    stroke = STROKES[min(tone, len(STROKES) - 2)]
    dash = _DASHES[min(tone, len(_DASHES) - 1)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    parts = []
    for is_known, piece in groupby(placed, key=lambda at: at is not None):
        points = [f"{number(at[0])},{number(at[1])}" for at in piece if at is not None]
        if is_known and len(points) > 1:
            parts.append(
                f'<polyline points="{" ".join(points)}" fill="none" stroke="{stroke}" stroke-width="2"{dashes}/>'
            )
    parts.extend(
        f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="3.2" fill="{stroke}"/>'
        for at in placed
        if at is not None
    )
    return "".join(parts)


def _numbers(frame: Frame, placed: Sequence[At | None], values: Sequence[float | None]) -> str:
    return "".join(
        label(at[0], at[1] - 8, frame.written(value), size=11, anchor="middle")
        for at, value in zip(placed, values, strict=True)
        if at is not None
    )
