"""A zip file's directory and parts, read by hand.

The standard library builds an object for each entry before anything can be checked, and stops reading a
part at the size the directory claims. Here the number of entries is looked at first, and a part that unpacks
to more than it claims is noticed.
"""

import struct
import zlib
from collections import namedtuple

from linli.base.imports.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

Entry = namedtuple("Entry", "name method flags crc packed size offset")

CHUNK = 1 << 20
_END = b"PK\x05\x06"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def read_directory(data: bytes, most: int) -> "list[Entry]":
    """The entries in directory order. Raises Refused for a damaged directory or more than `most` entries."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise Refused("file_damaged")
    count, length, start = struct.unpack_from("<HII", data, end + 10)
    if count > most or count == 0xFFFF:
        raise Refused("zip_too_many_entries", count=count, most=most)
    if start + length > end or start == 0xFFFFFFFF:
        raise Refused("file_damaged")
    entries = []
    at = start
    for _ in range(count):
        entry, at = _read_entry(data, at, end)
        entries.append(entry)
    return entries


def _read_entry(data: bytes, at: int, end: int) -> "tuple[Entry, int]":
    if at + 46 > end or data[at : at + 4] != _CENTRAL:
        raise Refused("file_damaged")
    flags, method = struct.unpack_from("<HH", data, at + 8)
    crc, packed, size, name_length, extra_length, comment_length = struct.unpack_from(
        "<IIIHHH", data, at + 16
    )
    offset = struct.unpack_from("<I", data, at + 42)[0]
    raw = data[at + 46 : at + 46 + name_length]
    if len(raw) != name_length or 0xFFFFFFFF in (packed, size, offset):
        raise Refused("file_damaged")
    name = raw.decode("utf-8", "replace")
    after = at + 46 + name_length + extra_length + comment_length
    return Entry(name, method, flags, crc, packed, size, offset), after


def part_start(data: bytes, entry: "Entry") -> int:
    """Where the packed bytes of `entry` begin."""
    if data[entry.offset : entry.offset + 4] != _LOCAL or entry.offset + 30 > len(data):
        raise Refused("file_damaged")
    name_length, extra_length = struct.unpack_from("<HH", data, entry.offset + 26)
    return int(entry.offset + 30 + name_length + extra_length)


def part_chunks(data: bytes, entry: "Entry") -> "Iterator[bytes]":
    """The unpacked bytes in pieces of at most 1 MiB.

    Raises Refused when they are more than declared, or (after the last piece) when the check sum does not fit:
    the cell reader does not look at check sums, so a flipped bit would change a figure unseen.
    """
    crc = 0
    for piece in _pieces(data, entry):
        crc = zlib.crc32(piece, crc)
        yield piece
    if crc != entry.crc:
        raise Refused("file_damaged")


def _pieces(data: bytes, entry: "Entry") -> "Iterator[bytes]":
    start = part_start(data, entry)
    packed = memoryview(data)[start : start + entry.packed]
    if entry.method == 0:
        if entry.size != entry.packed or len(packed) != entry.packed:
            raise Refused("file_damaged")
        for at in range(0, len(packed), CHUNK):
            yield bytes(packed[at : at + CHUNK])
        return
    if entry.method != 8:
        raise Refused("file_damaged")
    yield from _inflate(packed, entry)


def _inflate(packed: memoryview, entry: "Entry") -> "Iterator[bytes]":
    unpacker = zlib.decompressobj(-15)
    total = 0
    rest: bytes | memoryview = packed
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, CHUNK)
        except zlib.error:
            raise Refused("file_damaged") from None
        total += len(piece)
        if total > entry.size:
            raise Refused("zip_lies_about_size", part=entry.name)
        if not piece and not unpacker.unconsumed_tail and not unpacker.eof:
            raise Refused("file_damaged")
        rest = unpacker.unconsumed_tail
        yield piece
    if total != entry.size:
        raise Refused("file_damaged")


def read_part(data: bytes, entry: "Entry", most: int = 8 * CHUNK) -> bytes:
    """A small part whole. Raises Refused beyond `most` bytes."""
    if entry.size > most:
        raise Refused("zip_part_too_big", part=entry.name, size=entry.size // CHUNK, most=most // CHUNK)
    return b"".join(part_chunks(data, entry))
