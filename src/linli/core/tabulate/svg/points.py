"""A map of points: no ground, only where things lie to each other, with a scale bar."""

from math import cos, floor, log10, radians
from typing import Final

from linli.core.tabulate.blocks import Point, PointMap
from linli.core.tabulate.svg.parts import INK, LINE, QUIET, WIDTH, Drawing, label, line, number, width_of
from linli.core.tabulate.words import Language

_METRES_PER_DEGREE: Final = 111_320.0
_HEIGHT: Final = 400.0
_EDGE: Final = 26.0
_MOST_LABELS: Final = 120

Box = tuple[float, float, float, float]


def point_map_svg(point_map: PointMap, language: Language, title: str = "") -> str:
    """The map as one SVG element. Labels that would cover another are left out, in a fixed order."""
    order = [code for code, _ in point_map.kinds]
    # Later kinds are drawn first, so that the first kind (what is lacking) lies on top and is labelled first.
    points = sorted(
        point_map.points, key=lambda p: (order.index(p.kind), p.label.zh, p.longitude, p.latitude)
    )
    placed, metres_per_pixel = _projected(points)
    parts = [
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{number(_HEIGHT - 1)}" fill="#fbfcfd" stroke="{LINE}"/>'
    ]
    parts.extend(
        _marker(x, y, order.index(point.kind))
        for point, (x, y) in reversed(list(zip(points, placed, strict=True)))
    )
    parts.extend(_labels(points, placed, language))
    parts.append(_scale_bar(metres_per_pixel, language))
    x = 8.0
    for index, (_, words) in enumerate(point_map.kinds):
        parts.append(_marker(x + 6, _HEIGHT + 16, index))
        parts.append(label(x + 17, _HEIGHT + 20, words.of(language), fill=QUIET))
        x += 17 + width_of(words.of(language), 12) + 18
    return Drawing("".join(parts), _HEIGHT + 30, title or point_map.title.of(language)).svg()


def _projected(points: list[Point]) -> tuple[list[tuple[float, float]], float]:
    """Places in the drawing, and metres per pixel. North is up; one scale for both directions."""
    if not points:
        return [], 1.0
    west, east = min(p.longitude for p in points), max(p.longitude for p in points)
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    stretch = cos(radians(middle_lat)) * _METRES_PER_DEGREE
    wide, high = (east - west) * stretch, (north - south) * _METRES_PER_DEGREE
    metres_per_pixel = max(wide / (WIDTH - 2 * _EDGE - 60), high / (_HEIGHT - 2 * _EDGE), 1.0)
    placed = [
        (
            WIDTH / 2 + (p.longitude - middle_lon) * stretch / metres_per_pixel,
            _HEIGHT / 2 - (p.latitude - middle_lat) * _METRES_PER_DEGREE / metres_per_pixel,
        )
        for p in points
    ]
    return placed, metres_per_pixel


def _marker(x: float, y: float, kind: int) -> str:
    """Filled circle, square, triangle, open circle: told apart by shape."""
    cx, cy = number(x), number(y)
    if kind == 0:
        return f'<rect x="{number(x - 5)}" y="{number(y - 5)}" width="10" height="10" fill="#b3261e" stroke="#ffffff"/>'
    if kind == 1:
        corners = f"{cx},{number(y - 6)} {number(x + 6)},{number(y + 5)} {number(x - 6)},{number(y + 5)}"
        return f'<polygon points="{corners}" fill="#e0a100" stroke="#4a3600"/>'
    if kind == 2:
        return f'<circle cx="{cx}" cy="{cy}" r="4.5" fill="#1f4e79" stroke="#ffffff"/>'
    return f'<circle cx="{cx}" cy="{cy}" r="4.5" fill="#ffffff" stroke="{QUIET}" stroke-width="1.5"/>'


def _labels(points: list[Point], placed: list[tuple[float, float]], language: Language) -> list[str]:
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in placed[:_MOST_LABELS]]
    parts = []
    for point, (x, y) in list(zip(points, placed, strict=True))[:_MOST_LABELS]:
        text = point.label.of(language)
        wide = width_of(text, 10.5)
        for left, base in (
            (x + 8, y + 4),
            (x - 8 - wide, y + 4),
            (x - wide / 2, y - 8),
            (x - wide / 2, y + 16),
        ):
            box = (left, base - 9, left + wide, base + 2)
            if _inside(box) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                parts.append(label(left, base, text, size=10.5, fill=INK))
                break
    return parts


def _inside(box: Box) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= _HEIGHT - 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale_bar(metres_per_pixel: float, language: Language) -> str:
    """A bar of 1, 2 or 5 times a power of ten metres, about a sixth of the width."""
    aim = metres_per_pixel * WIDTH / 6
    power = 10.0 ** floor(log10(aim))
    metres = max(step * power for step in (1, 2, 5) if step * power <= aim)
    long, x, y = metres / metres_per_pixel, 14.0, _HEIGHT - 14
    kilometre, metre = ("公里", "米") if language == "zh" else (" km", " m")
    text = f"{number(metres / 1000)}{kilometre}" if metres >= 1000 else f"{number(metres)}{metre}"
    ends = line(x, y - 4, x, y, stroke=INK) + line(x + long, y - 4, x + long, y, stroke=INK)
    return line(x, y, x + long, y, stroke=INK, width=1.5) + ends + label(x + long + 6, y + 3, text, size=11)
