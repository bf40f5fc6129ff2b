"""Signs the embedded fonts cannot show. PDF/A forbids gaps: they become 〓, the printers' mark for a missing sort."""

import json
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from pylopdf_fonts_zh_cn import sans_path, serif_path

MISSING: Final = "〓"
_KEPT: Final = frozenset("\n\t")
_FULL_UNICODE: Final = {
    (3, 10),
    (0, 4),
    (0, 6),
}  # platform and encoding of the tables that reach beyond 16 bits


def showable(text: str) -> str:
    """The text without control signs, and with 〓 for every sign that one of the fonts lacks."""
    known = _covered()
    strange = {sign for sign in set(text) if ord(sign) not in known and sign not in _KEPT}
    if not strange:
        return text
    return text.translate({ord(sign): MISSING if sign.isprintable() else None for sign in strange})


def showable_json(data: Any) -> str:
    """Data as JSON whose texts the fonts can show."""
    return json.dumps(_showable_in(data), ensure_ascii=False)


def _showable_in(data: Any) -> Any:
    if isinstance(data, str):
        return showable(data)
    if isinstance(data, list | tuple):
        return [_showable_in(part) for part in data]
    if isinstance(data, dict):
        return {name: _showable_in(part) for name, part in data.items()}
    return data


@cache
def _covered() -> frozenset[int]:
    """The code points that all embedded fonts have."""
    sans, serif = (frozenset(_code_points(Path(path).read_bytes())) for path in (sans_path(), serif_path()))
    return sans & serif


def _code_points(font: bytes) -> Iterator[int]:
    """The code points of an OpenType font, from its segmented coverage table (cmap format 12)."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, table + 4 + 8 * number)
        start = table + offset
        if (platform, encoding) in _FULL_UNICODE and struct.unpack_from(">H", font, start) == (12,):
            (groups,) = struct.unpack_from(">L", font, start + 12)
            for group in range(groups):
                first, last, _glyph = struct.unpack_from(">LLL", font, start + 16 + 12 * group)
                yield from range(first, last + 1)
            return
    raise ValueError("the font has no table for all of Unicode")


def _table(font: bytes, tag: bytes) -> int:
    """Where a table of the font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no {tag.decode()} table")
