"""How much of a file is read before it is refused."""

import json
from dataclasses import asdict, dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds on one file. Sizes in bytes, times in seconds.

    The child process gets `memory` as address space, `cpu` as processor time and `wall` as time on the
    clock; the rest are checked by reading. `rows` and `columns` hold per sheet, `cells` for all sheets.
    """

    file_size: int = 32 * MEBIBYTE
    entries: int = 2_000
    unpacked: int = 320 * MEBIBYTE
    part_ratio: int = 250
    part_ratio_from: int = 8 * MEBIBYTE
    sheets: int = 60
    rows: int = 200_000
    columns: int = 500
    cells: int = 2_000_000
    memory: int = 400 * MEBIBYTE
    cpu: int = 8
    wall: float = 9.0

    def as_json(self) -> str:
        """The limits as the child process reads them."""
        return json.dumps(asdict(self))


DEFAULT_LIMITS = Limits()
