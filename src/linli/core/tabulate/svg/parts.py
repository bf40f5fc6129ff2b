"""Small building stones of the drawings: text width, escaped text, shapes, fills that survive black and white."""

import unicodedata
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

FONT: Final = "Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
INK: Final = "#1a1a1a"
QUIET: Final = "#5f6b76"
LINE: Final = "#c9d0d6"
WIDTH: Final = 640
_NO_CONTROLS: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))
# Dark to light: neighbours differ in lightness by at least 20 points, so they stay apart without colour.
FILLS: Final = ("#1f4e79", "#7da7cc", "#d4e3f0", "#f3f6f9")
INKS: Final = ("#ffffff", "#101418", "#101418", "#101418")
STROKES: Final = ("#1f4e79", "#3f6f9c", "#7d93a8", "#7d93a8")


def number(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def width_of(text: str, size: float) -> float:
    """Estimated width of a text in pixels: a Chinese sign is one em, a Latin letter a little over half."""
    ems = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56 for sign in text)
    return ems * size


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis when it does not fit."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def label(x: float, y: float, text: str, *, size: float = 12, anchor: str = "start", fill: str = INK) -> str:
    """A piece of text; ``y`` is its base line."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="{anchor}" '
        f'fill="{fill}">{escape(text.translate(_NO_CONTROLS))}</text>'
    )


def rect(x: float, y: float, width: float, height: float, tone: int) -> str:
    """A bar in one of the tones."""
    tone = min(tone, len(FILLS) - 1)
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(height)}" '
        f'fill="{FILLS[tone]}" stroke="{STROKES[tone]}" stroke-width="0.75"/>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1, dash: str = ""
) -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"{dashes}/>'
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """The body of a drawing and its height; the width is always WIDTH."""

    body: str
    height: float
    described: str

    def svg(self) -> str:
        """The drawing as one element."""
        height = number(self.height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" role="img" aria-label={quoteattr(self.described)} '
            f"font-family={quoteattr(FONT)}>{self.body}</svg>"
        )


def legend(names: list[str], x: float, y: float) -> str:
    """Boxes with words, in one row."""
    parts = []
    for tone, name in enumerate(names):
        parts.append(rect(x, y - 10, 12, 12, tone))
        parts.append(label(x + 17, y, name, fill=QUIET))
        x += 17 + width_of(name, 12) + 18
    return "".join(parts)
