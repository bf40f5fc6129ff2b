"""Blocks: two records are compared when they agree on all columns of one block."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from linli.core.linkage.normalise import NormalRecord

Block = tuple[str, ...]
# `front` is the first two characters of the name: the surname alone would put together twenty times as many strangers
# of one birth date.
BLOCKS: tuple[Block, ...] = (
    ("id_sound",),
    ("front", "birth"),
    ("sound", "phone"),
    ("sound", "by_estate"),
    ("sound", "by_road"),
    ("birth", "phone"),
    ("birth", "by_estate"),
    ("birth", "by_road"),
    ("sound", "birth"),
    ("rare_name",),
    ("id_any", "name"),
)
# A name on so few rows is a block by itself: it finds rows that have nothing but a name.
RARE = 9
# The same blocks for one record against many, as far as none lies inside another: id_any holds id_sound, and a name
# that is not rare is passed over by its crowd.
LOOKED_UP: tuple[Block, ...] = (
    ("id_any",),
    ("front", "birth"),
    ("sound", "phone"),
    ("sound", "by_estate"),
    ("sound", "by_road"),
    ("birth", "phone"),
    ("birth", "by_estate"),
    ("birth", "by_road"),
    ("sound", "birth"),
    ("name",),
)
# A key under which more records stand than this names nobody (a switchboard, a dormitory): it is passed over.
CROWD = 400
COLUMNS = tuple(sorted({column for block in LOOKED_UP for column in block}))
# Odd numbers, so that no bit of a part is lost.
MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
SHIFT = 0xD6E8FEB86659FD93
ALL_BITS = 0xFFFFFFFFFFFFFFFF
CROWDS: dict[Block, int] = {("name",): 3 * RARE}


def _value(record: NormalRecord, column: str) -> str | None:
    if column == "id_any":
        return record.id_sound or record.id_weak
    if column == "front":
        return record.name[:2]
    value: str | None = getattr(record, column)
    return value


def block_keys(record: NormalRecord) -> Iterator[tuple[int, int]]:
    """The keys under which a record is found again, and how many records a key may have at most."""
    parts = {column: _value(record, column) for column in COLUMNS}
    hashes = {column: text_key(part) for column, part in parts.items() if part}
    for number, block in enumerate(LOOKED_UP):
        if all(column in hashes for column in block):
            yield joint_key(number, [hashes[column] for column in block]), CROWDS.get(block, CROWD)


def text_key(text: str) -> int:
    """A text as 64 bits, the same in every process. Two texts with one key only make a candidate too many."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def joint_key(number: int, parts: Sequence[Any]) -> Any:
    """The key of block `number`: whole numbers in Python, or columns of unsigned 64 bits in numpy."""
    key = parts[0] * MIX[0]
    for part, mix in zip(parts[1:], MIX[1:], strict=False):
        key = key + part * mix
    return (key + (number * SHIFT & ALL_BITS)) & ALL_BITS


def keyed_sql(side: str = "l", other: str = "r") -> list[str]:
    """The blocks as conditions on the keys that `comparable` has made."""
    return [f"{side}.block_{number} = {other}.block_{number}" for number in range(len(BLOCKS))]
