"""Text tables: which encoding, which delimiter, which cells."""

import _csv  # the accelerator itself: importing `csv` takes eight milliseconds more in each child process

from linli.base.imports.refused import Refused
from linli.base.imports.sniff import looks_like_utf16

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Signs of Chinese tables that are two bytes in UTF-8; in GB18030 the same bytes are a Chinese character.
_SIGNS = frozenset("·×÷²³°±§«»¥£")


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding): `utf-8`, `utf-8-sig`, `utf-16`, `utf-16-le`, `utf-16-be` or `gb18030`.

    Raises Refused(`csv_encoding`) with the line where no single encoding fits any more.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig"), "utf-8-sig"
    wide = looks_like_utf16(data)
    if wide:
        return _strict(data, wide), wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030"), "gb18030"
    return _prefer_chinese(data, text)


def _prefer_chinese(data: bytes, text: str) -> tuple[str, str]:
    """Tells the few GB18030 texts that are valid UTF-8 by chance; that happens with two-byte characters only.

    So text with a three-byte character (any Chinese one) is UTF-8; text whose foreign characters are all signs
    a table may hold is UTF-8; the rest is GB18030 if it then reads as common characters (GB 2312 level 1).
    """
    foreign = {letter for letter in text if letter > "\x7f"}
    if not foreign or foreign <= _SIGNS or any(letter > "\u07ff" for letter in foreign):
        return text, "utf-8"
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return text, "utf-8"
    common = all(_is_common(letter) for letter in other if letter > "\x7f")
    return (other, "gb18030") if common else (text, "utf-8")


def _is_common(letter: str) -> bool:
    try:
        raw = letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and (0xB0 <= raw[0] <= 0xD7 or 0xA1 <= raw[0] <= 0xA3)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Refused("csv_encoding", row=row, encoding=encoding) from None


def delimiter(text: str) -> str:
    """Comma, tab or semicolon: whichever the first lines hold most of, outside quotes."""
    sample = "".join(text[:8192].split('"')[::2])
    counts = {mark: sample.count(mark) for mark in ("\t", ",", ";")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def csv_rows(text: str, most_rows: int, most_columns: int) -> "Iterator[list[str]]":
    """The rows. Raises Refused for a quote that is never closed, too many rows, too many columns.

    A leading apostrophe before a formula sign, as the export kit writes it, is taken off again.
    """
    if "\0" in text:
        raise Refused("kind_unknown", row=text.count("\n", 0, text.index("\0")) + 1)
    lines = iter(text.splitlines(keepends=True)) if "\r" in text and "\n" not in text else _lines(text)
    reader = _csv.reader(lines, delimiter=delimiter(text), strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            if number > most_rows:
                raise Refused("too_many_rows", row=number, most=most_rows)
            if len(row) > most_columns:
                raise Refused("too_many_columns", row=number, most=most_columns)
            yield [_without_guard(cell) for cell in row]
    except _csv.Error:
        raise Refused("csv_quotes", row=number + 1) from None


def _lines(text: str) -> "Iterator[str]":
    """Lines cut at the line feed only (a vertical tab or U+2028 inside a cell is not a line end)."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        yield text[at:end]
        at = end


def _without_guard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS and len(cell) > 1 else cell
