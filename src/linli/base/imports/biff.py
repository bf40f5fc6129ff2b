"""What an old .xls says that the cell reader does not pass on: passwords, error values.

Layout: [MS-XLS] of Microsoft's open specifications.
"""

import struct

from linli.base.imports.refused import Refused

ERROR_NAMES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOF = (0x0809, 0x0409, 0x0209, 0x0009)
_EOF, _FILEPASS, _BOUNDSHEET, _FORMULA, _BOOLERR = 0x000A, 0x002F, 0x0085, 0x0006, 0x0205


def scan_workbook_stream(stream: bytes) -> "list[dict[tuple[int, int], str]]":
    """Error values per sheet, in the order of the workbook: (row, column) from 0 -> `#N/A` and so on.

    Raises Refused when the workbook has a password or its records do not add up.
    """
    starts: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise Refused("kind_encrypted")
        if kind == _BOUNDSHEET and len(body) >= 4:
            starts.append(struct.unpack_from("<I", body)[0])
    return [_sheet_errors(stream, start) for start in starts]


def _records(stream: bytes, at: int) -> "list[tuple[int, bytes]]":
    """The records of one sub-stream, up to the end record that closes it (charts nest sub-streams)."""
    found: list[tuple[int, bytes]] = []
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            raise Refused("file_damaged")
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return found
        elif depth == 1 and kind in (_FILEPASS, _BOUNDSHEET, _FORMULA, _BOOLERR):
            found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    raise Refused("file_damaged")


def _sheet_errors(stream: bytes, start: int) -> "dict[tuple[int, int], str]":
    errors: dict[tuple[int, int], str] = {}
    if start >= len(stream):
        raise Refused("file_damaged")
    for kind, body in _records(stream, start):
        code = None
        if kind == _BOOLERR and len(body) >= 8 and body[7] == 1:
            code = body[6]
        elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            errors[row, column] = ERROR_NAMES.get(code, "#N/A")
    return errors
