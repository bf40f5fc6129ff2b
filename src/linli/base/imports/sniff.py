"""What a file really is, told by its bytes and never by its name.

Only `READABLE` kinds are read; every other kind has a refusal of its own (`problems.PROBLEMS["kind_..."]`)
that says what was found and what to do.
"""

from linli.base.imports import ole
from linli.base.imports.zipdir import Entry, read_directory

XLSX, XLS, CSV = "xlsx", "xls", "csv"
READABLE = (XLSX, XLS, CSV)

_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image_maybe"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
    (b"\x09\x08", "old_excel"),
)
_ZIP_MARKS = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", XLSX),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "slides"),
    ("META-INF/manifest.xml", "opendocument"),
)


def sniff(data: bytes, entries: int = 2_000) -> str:
    """The kind of the file.

    `xlsx`, `xls`, `csv`, `empty`, `encrypted`, `xlsx_macro`, `xls_macro`, `html`, `svg`, `xml`, `xlsb`,
    `opendocument`, `word`, `slides`, `archive`, `pdf`, `image`, `old_excel` or `unknown`. Raises Refused when
    a zip or OLE container is too damaged to tell, or a zip lists more than `entries` parts.
    """
    if not data.strip(b"\0\t\r\n \xef\xbb\xbf"):
        return "empty"
    if data[:2] == b"PK":
        return zip_kind(read_directory(data, entries))
    if data[:8] == ole.MAGIC:
        return _ole_kind(ole.OleFile(data))
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (kind != "image_maybe" or b"\0" in data[:64]):
            return kind.removesuffix("_maybe")
    return _text_kind(data)


def zip_kind(entries: "list[Entry]") -> str:
    """The kind of a zip by the names in its directory."""
    names = {entry.name for entry in entries}
    if any(name.rsplit("/", 1)[-1] == "vbaProject.bin" for name in names):
        return "xlsx_macro"
    for mark, kind in _ZIP_MARKS:
        if mark in names:
            return kind
    return "archive"


def _ole_kind(container: "ole.OleFile") -> str:
    streams = container.streams
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        return "encrypted"
    if "Workbook" in streams or "Book" in streams:
        return "xls_macro" if "_VBA_PROJECT_CUR" in streams else XLS
    return "word" if "WordDocument" in streams else "unknown"


def _text_kind(data: bytes) -> str:
    start = data[:4096]
    wide = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else looks_like_utf16(start)
    if wide:
        start = start.decode(wide, "replace").encode("utf-8", "replace")
    elif b"\0" in data:
        return "unknown"
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<"):
        return _markup_kind(head)
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 26, 27) for byte in head)
    return "unknown" if control > len(head) // 100 else CSV


def _markup_kind(head: bytes) -> str:
    if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        return "html"
    if b"<svg" in head:
        return "svg"
    return "xml"


def looks_like_utf16(data: bytes) -> str:
    """`utf-16-le`, `utf-16-be` or "" for text without a byte order mark.

    Tabs, commas, line ends and digits of any table are a zero byte beside an ASCII byte in UTF-16; the side on
    which most zeros stand gives the order. (A few Chinese characters, such as U+4E00, have a zero byte too.)
    """
    sample = data[: 4096 - 4096 % 2]
    pairs = list(zip(sample[::2], sample[1::2], strict=False))
    little = sum(high == 0 and 0 < low < 128 for low, high in pairs)
    big = sum(high == 0 and 0 < low < 128 for high, low in pairs)
    if max(little, big) * 20 < len(pairs) or little == big:
        return ""
    if min(little, big) * 3 > max(little, big):
        return ""
    return "utf-16-le" if little > big else "utf-16-be"
