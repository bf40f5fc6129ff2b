"""Blocks: two records are compared when they agree on all columns of one block."""

from __future__ import annotations

from collections.abc import Iterator

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
CROWDS: dict[Block, int] = {("name",): 3 * RARE}


def _value(record: NormalRecord, column: str) -> str | None:
    if column == "id_any":
        return record.id_sound or record.id_weak
    if column == "front":
        return record.name[:2]
    value: str | None = getattr(record, column)
    return value


def block_keys(record: NormalRecord) -> Iterator[tuple[str, int]]:
    """The keys under which a record is found again, and how many records a key may have at most."""
    for number, block in enumerate(LOOKED_UP):
        values = [_value(record, column) for column in block]
        if all(values):
            yield f"{number}:{'|'.join(map(str, values))}", CROWDS.get(block, CROWD)


def key_sql(number: int, block: Block) -> str:
    """The same key in SQL over the table `records`; null when a part is missing."""
    parts = " || '|' || ".join(f"nullif({column}, '')" for column in block)
    return f"'{number}:' || {parts}"
