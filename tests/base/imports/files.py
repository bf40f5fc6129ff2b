"""Workbooks and text tables made for the tests: honest ones, and ones that lie."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter
import xlwt

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_START = f'<worksheet xmlns="{NAMESPACE}"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
ROWS = (
    ("区划代码", "社区", "办公面积（平方米）", "合格率", "成立日期", "证件号码"),
    ("350802001001", "永兴社区", 160, "96%", "2008-03-15", "350802196001010012"),
    ("350802001002", "东宝社区", 240.5, "100%", "2008/3/15", "350802196001010013"),
)


def xlsx(
    rows: Iterable[Sequence[Any]] = ROWS,
    name: str = "社区",
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A workbook of one sheet; `more(book, page)` adds to it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                page.write(row, column, cell)
    if more:
        more(book, page)
    book.close()
    return out.getvalue()


def xls(rows: Iterable[Sequence[Any]] = ROWS, name: str = "社区") -> bytes:
    """An old workbook."""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                page.write(row, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: Iterable[Sequence[Any]] = ROWS, encoding: str = "utf-8-sig", mark: str = ",") -> bytes:
    """A text table."""
    return "".join(mark.join(str(cell) for cell in row) + "\r\n" for row in rows).encode(encoding)


def rebuilt(
    parts: dict[str, bytes | None] | None = None,
    base: bytes | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook with parts replaced, added, or (None) left out."""
    parts = parts or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base or xlsx())) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def with_sheet(xml: str | bytes) -> bytes:
    """A workbook whose one sheet is this XML."""
    return rebuilt({"xl/worksheets/sheet1.xml": xml if isinstance(xml, bytes) else xml.encode()})


def sheet_of_rows(count: int, row: str = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>') -> bytes:
    """A workbook of `count` rows."""
    return with_sheet(SHEET_START + "".join(row.format(number) for number in range(1, count + 1)) + SHEET_END)


def many_short_rows(count: int) -> bytes:
    """A workbook of `count` empty rows with some noise between, so that it does not pack suspiciously well."""
    group = b"<row/>" * 299
    sheet = b"".join(
        group + b'<row r="%d"/>' % (number * 2654435761 % 4294967296) for number in range(count // 300)
    )
    return with_sheet(SHEET_START.encode() + sheet + SHEET_END.encode())


def claiming(data: bytes, name: str, size: int) -> bytes:
    """The workbook with a directory that says that this part is `size` bytes when unpacked."""
    changed = bytearray(data)
    struct.pack_into("<I", changed, changed.rindex(name.encode()) - 46 + 24, size)
    return bytes(changed)


def lying_about_size() -> bytes:
    """The directory says that the sheet is 100 bytes when unpacked; it is a megabyte."""
    return claiming(with_sheet(SHEET_START + " " * 1_000_000 + SHEET_END), "xl/worksheets/sheet1.xml", 100)


def bomb_of_parts() -> bytes:
    """45 parts of 7.9 MB each, none of them remarkable."""
    names = [f"xl/drawings/d{number:02}.xml" for number in range(45)]
    data = rebuilt(dict.fromkeys(names, b" "))
    for name in names:
        data = claiming(data, name, 7_900_000)
    return data


def flagged_encrypted() -> bytes:
    """A zip whose parts carry the flag of a password."""
    data = bytearray(xlsx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def many_entries(count: int) -> bytes:
    """A workbook with `count` more parts."""
    return rebuilt({f"xl/media/{number}.txt": b"" for number in range(count)})


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams (each padded to 4,096 bytes), as encrypted workbooks and Word files are."""
    sector = 512
    bodies = [body.ljust(4096, b"\0") for body in streams.values()]
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    directory = _ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    at = 2
    for number, (name, body) in enumerate(zip(streams, bodies, strict=True), start=1):
        count = len(body) // sector
        follow = number + 1 if number < len(bodies) else 0xFFFFFFFF
        directory += _ole_entry(name, 2, at, len(body), right=follow)
        fat += [*range(at + 1, at + count), 0xFFFFFFFE]
        at += count
    assert len(directory) <= sector
    assert len(fat) <= 128
    directory = directory.ljust(sector, b"\0")
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *fat) + directory + b"".join(bodies)


def _ole_entry(
    name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def biff(sheet_records: bytes, globals_records: bytes = b"") -> bytes:
    """An .xls whose workbook stream is made of these records, for what xlwt cannot write (error values, passwords)."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
    name = "表".encode("utf-16-le")
    bound_length = 4 + 8 + len(name)
    start = len(begin) + len(globals_records) + bound_length + 4
    bound = record(0x0085, struct.pack("<IBBBB", start, 0, 0, 1, 1) + name)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    sheet += sheet_records + record(0x000A, b"")
    return ole({"Workbook": begin + globals_records + bound + record(0x000A, b"") + sheet})


def biff_error(row: int, column: int, code: int = 7) -> bytes:
    """A record of an error value."""
    return struct.pack("<HHHHHBB", 0x0205, 8, row, column, 0, code, 1)


def biff_number(row: int, column: int, number: float) -> bytes:
    """A record of a number."""
    return struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, number)
