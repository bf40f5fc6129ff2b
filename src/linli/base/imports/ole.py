"""The OLE2 container of old .xls files and of encrypted workbooks: its streams, read by hand.

Layout: [MS-CFB] of Microsoft's open specifications. Only what is needed to tell what is inside and to read one
stream is here.
"""

import struct

from linli.base.imports.refused import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFE
_FREE = 0xFFFFFFFF


class OleFile:
    """Stream names of a compound file, and the bytes of a stream. Raises Refused when the container is damaged."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or data[:8] != MAGIC:
            raise Refused("file_damaged")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refused("file_damaged")
        self._sector = 1 << shift
        fat_count, directory = struct.unpack_from("<II", data, 44)
        self._mini_cutoff, mini_fat, _ = struct.unpack_from("<III", data, 56)
        self._fat = self._read_fat(fat_count)
        self.streams = self._read_directory(self._chain_bytes(directory))
        self._mini_fat = _numbers(self._chain_bytes(mini_fat)) if mini_fat < _END_OF_CHAIN else []

    def _sector_bytes(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise Refused("file_damaged")
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _read_fat(self, count: int) -> list[int]:
        listed = [n for n in struct.unpack_from("<109I", self._data, 76) if n < _END_OF_CHAIN]
        following, blocks = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(blocks, len(self._data) // self._sector)):
            if following >= _END_OF_CHAIN:
                break
            numbers = _numbers(self._sector_bytes(following))
            listed.extend(n for n in numbers[:-1] if n < _END_OF_CHAIN)
            following = numbers[-1]
        fat: list[int] = []
        for number in listed[:count]:
            fat.extend(_numbers(self._sector_bytes(number)))
        return fat

    def _chain(self, first: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        number = first
        while number < _END_OF_CHAIN:
            if number >= len(table) or len(chain) > len(table):
                raise Refused("file_damaged")
            chain.append(number)
            number = table[number]
        return chain

    def _chain_bytes(self, first: int) -> bytes:
        return b"".join(self._sector_bytes(number) for number in self._chain(first, self._fat))

    def _read_directory(self, raw: bytes) -> dict[str, tuple[int, int]]:
        streams: dict[str, tuple[int, int]] = {}
        self._root = _FREE
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind not in (1, 2, 5) or not 2 <= length <= 64:
                continue
            name = raw[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, at + 116)
            if kind == 5:
                self._root = start
            streams.setdefault(name, (start, size))
        return streams

    def stream(self, name: str) -> bytes:
        """The bytes of the stream. Raises KeyError when there is none of that name."""
        start, size = self.streams[name]
        if size >= self._mini_cutoff:
            return self._chain_bytes(start)[:size]
        store = self._chain_bytes(self._root)
        pieces = [store[n * 64 : n * 64 + 64] for n in self._chain(start, self._mini_fat)]
        return b"".join(pieces)[:size]


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
