"""Where one record finds its candidates: a dictionary that grows, or a frozen table for millions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linli.core.linkage.blocks import COLUMNS as BLOCK_COLUMNS
from linli.core.linkage.blocks import LOOKED_UP, block_keys, joint_key, text_key
from linli.core.linkage.columns import encoded_column
from linli.core.linkage.comparable import Array, in_order, numbered
from linli.core.linkage.normalise import NormalRecord

COLUMNS = (
    "rec_id", "name", "sound", "sex", "birth", "id_sound", "id_weak", "phone", "by_estate", "by_road", "unit",
)  # fmt: skip

BETWEEN = "\x1f"
# Of a key the first bits choose a bucket: a hundred keys of three million rows, which lie on one page or two.
BUCKET_BITS = np.uint64(46)
BUCKETS = 1 << 18


class Index(Protocol):
    """Finds the records that share a block with one."""

    def near(self, record: NormalRecord) -> Iterable[NormalRecord]:
        """Candidates, each once; never the record itself."""
        ...


@dataclass(slots=True)
class MemoryIndex:
    """A dictionary that records are added to. Memory: about 2 kB a record."""

    records: dict[int, NormalRecord] = field(default_factory=dict)
    keys: dict[int, list[int]] = field(default_factory=dict)

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
    """A sorted table of hashed keys beside the records as text. Memory: about 250 bytes a record.

    All of it is Arrow tables, which may lie in memory-mapped files (`parts`): then a look-up reads a page or two for
    each key and each candidate, and nothing else.
    """

    def __init__(self, records: Any, keys: Any, starts: Any) -> None:
        self.text = _whole(records.column("text"))
        self.hashes, self.rows = (_whole(keys.column(name)).to_numpy() for name in ("hash", "row"))
        self.starts = _whole(starts.column("start")).to_numpy().copy()  # always in memory: a megabyte

    @classmethod
    def of(cls, table: Any) -> FrozenIndex:
        """From an Arrow table with the columns of `NormalRecord`."""
        table = _side_by_side(table)
        parts = _parts(table)
        hashes, rows = [], []
        for number, block in enumerate(LOOKED_UP):
            known = np.logical_and.reduce([parts[column][1] for column in block])
            hashes.append(joint_key(number, [parts[column][0][known] for column in block]))
            rows.append(np.flatnonzero(known).astype(np.uint32))
        every, places = np.concatenate(hashes), np.concatenate(rows)
        order = np.argsort(every, kind="stable")
        keys = pa.table({"hash": every[order], "row": places[order]})
        ends = np.searchsorted(every[order], np.arange(1, BUCKETS, dtype=np.uint64) << BUCKET_BITS)
        starts = np.concatenate([[0], ends, [len(every)]]).astype(np.uint32)
        return cls(pa.table({"text": _joined(table)}), keys, pa.table({"start": starts}))

    @property
    def parts(self) -> tuple[Any, Any, Any]:
        """Records, keys and where each bucket of keys starts, as tables that `FrozenIndex(*parts)` takes back."""
        return (
            pa.table({"text": self.text}),
            pa.table({"hash": self.hashes, "row": self.rows}),
            pa.table({"start": self.starts}),
        )

    def near(self, record: NormalRecord) -> Iterable[NormalRecord]:
        """Candidates, each once; never the record itself."""
        seen: set[int] = set()
        for key, crowd in block_keys(record):
            # Only the bucket of the key's first bits is looked at: a search through all would touch many pages.
            bucket = key >> int(BUCKET_BITS)
            low, high = int(self.starts[bucket]), int(self.starts[bucket + 1])
            within = self.hashes[low:high]
            first = int(np.searchsorted(within, np.uint64(key)))
            last = int(np.searchsorted(within, np.uint64(key), side="right"))
            if last - first <= crowd:
                seen.update(self.rows[low + first : low + last].tolist())
        records = (self._record(row) for row in sorted(seen))
        others = [found for found in records if found.rec_id != record.rec_id]
        return sorted(others, key=lambda found: found.rec_id)

    def _record(self, row: int) -> NormalRecord:
        rec_id, name, sound, sex, *rest = self.text[row].as_py().split(BETWEEN)
        return NormalRecord(int(rec_id), name, sound, sex, *(part or None for part in rest))


def _side_by_side(table: Any) -> Any:
    """Rows of one sound and birth date next to each other, since they are looked at together: they share a page."""
    table = in_order(table)
    sound, birth = (numbered(table.column(name))[1] for name in ("sound", "birth"))
    return table.take(pa.array(np.lexsort((birth, sound))))


def _whole(column: Any) -> Any:
    """A column as one array, without a copy where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _joined(table: Any) -> Any:
    """The texts of each row as one, so that a candidate lies on one page."""
    texts = [table.column("rec_id").cast(pa.large_string())]
    for name in COLUMNS[1:]:
        column = encoded_column(table.column(name))
        values = pc.replace_substring(column.dictionary, BETWEEN, "").cast(pa.large_string())
        texts.append(pc.fill_null(values.take(column.indices), ""))
    return pc.binary_join_element_wise(*texts, pa.scalar(BETWEEN, pa.large_string()))


def _parts(table: Any) -> dict[str, tuple[Array, Array]]:
    """For each column of the blocks: the key of each row's text, and whether there is a text."""
    sources = {name: table.column(name) for name in COLUMNS}
    sources["id_any"] = pc.coalesce(sources["id_sound"], sources["id_weak"])
    made = {column: _hashed(*numbered(sources[column])) for column in BLOCK_COLUMNS if column != "front"}
    names, each = numbered(sources["name"])
    made["front"] = _hashed(pa.array([name[:2] for name in names.to_pylist()], pa.string()), each)
    return made


def _hashed(texts: Any, each: Array) -> tuple[Array, Array]:
    known = [text or "" for text in texts.to_pylist()]
    keys = np.array([*(text_key(text) for text in known), 0], np.uint64)
    there = np.array([*(bool(text) for text in known), False])
    return keys[each], there[each]
