"""Where one record finds its candidates: a dictionary that grows, or a frozen table for millions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from linli.core.linkage.blocks import LOOKED_UP, block_keys, key_sql
from linli.core.linkage.normalise import NormalRecord

if TYPE_CHECKING:
    import duckdb

COLUMNS = (
    "rec_id", "name", "sound", "sex", "birth", "id_sound", "id_weak", "phone", "by_estate", "by_road", "unit",
)  # fmt: skip


class Index(Protocol):
    """Finds the records that share a block with one."""

    def near(self, record: NormalRecord) -> Iterable[NormalRecord]:
        """Candidates, each once; never the record itself."""
        ...


@dataclass(slots=True)
class MemoryIndex:
    """A dictionary that records are added to. Memory: about 2 kB a record."""

    records: dict[int, NormalRecord] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=dict)

    def add(self, records: Iterable[NormalRecord]) -> None:
        """Take records into the index."""
        for record in records:
            self.records[record.rec_id] = record
            for key, _crowd in block_keys(record):
                self.keys.setdefault(key, []).append(record.rec_id)

    def near(self, record: NormalRecord) -> Iterable[NormalRecord]:
        """Candidates, each once; never the record itself."""
        seen: set[int] = set()
        for key, crowd in block_keys(record):
            found = self.keys.get(key, ())
            if len(found) <= crowd:
                seen.update(found)
        seen.discard(record.rec_id)
        return [self.records[number] for number in sorted(seen)]


class FrozenIndex:
    """A sorted table of hashed keys over Arrow columns. Memory: about 300 bytes a record.

    Arrow columns may lie in a memory-mapped file; then only the rows that are looked at are read.
    """

    def __init__(self, table: Any, hashes: Any, rows: Any) -> None:
        self.hashes, self.rows = hashes, rows
        self.columns = [table.column(name).combine_chunks() for name in COLUMNS]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection) -> FrozenIndex:
        """From the table `records` that `batch.load` has made."""
        table = con.execute(f"select {', '.join(COLUMNS)} from records order by rec_id").to_arrow_table()
        hashes, rows = [], []
        for number, block in enumerate(LOOKED_UP):
            key = key_sql(number, block)
            found = con.execute(
                f"select md5_number_lower({key}) as hash, row_number() over (order by rec_id) - 1 as row from records "
                f"qualify {key} is not null"
            ).fetchnumpy()
            hashes.append(np.asarray(found["hash"], dtype=np.uint64))
            rows.append(np.asarray(found["row"], dtype=np.uint32))
        every, places = np.concatenate(hashes), np.concatenate(rows)
        order = np.argsort(every, kind="stable")
        return cls(table, every[order], places[order])

    def near(self, record: NormalRecord) -> Iterable[NormalRecord]:
        """Candidates, each once; never the record itself."""
        seen: set[int] = set()
        for key, crowd in block_keys(record):
            wanted = np.uint64(
                int.from_bytes(hashlib.md5(key.encode(), usedforsecurity=False).digest()[8:], "little")
            )
            first = int(np.searchsorted(self.hashes, wanted))
            last = first
            while last < len(self.hashes) and last - first <= crowd and self.hashes[last] == wanted:
                last += 1
            if last - first <= crowd:
                seen.update(self.rows[first:last].tolist())
        records = (NormalRecord(*(column[row].as_py() for column in self.columns)) for row in sorted(seen))
        return [found for found in records if found.rec_id != record.rec_id]
