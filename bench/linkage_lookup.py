"""One record against all others: 3,000 taken out and looked up one by one, warm and cold.

Times are those of the clock less the waiting for a core. Cold is a look-up in an index that lies in files, none of
whose pages are in memory. Part of bench/linkage.py (`--single`).
"""

import mmap
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from linli.core.addresses import Gazetteer
from linli.core.linkage import LinkedBatch, NormalRecord, link_table, normalise_columns
from linli.core.linkage.index import FrozenIndex
from linli.core.linkage.single import Finder, decide

COLUMNS = ["rec_id", "name", "sex", "birth", "id_no", "phone", "address"]
LOOKED_UP, COLD = 3_000, 200
JOIN_AT = 3.0


def lookups(records: Path, gazetteer: Gazetteer, truth: Any) -> None:
    """Print times and how many were found. `truth`: person by place."""
    normal = normalise_columns(
        pq.read_table(records, columns=COLUMNS).sort_by("rec_id"), gazetteer, processes=2
    )
    out = np.zeros(normal.num_rows, dtype=bool)
    count = min(LOOKED_UP, normal.num_rows // 10)
    out[np.random.default_rng(1).choice(normal.num_rows, count, replace=False)] = True
    rest, taken = normal.filter(pa.array(~out)), normal.filter(pa.array(out))
    batch = link_table(rest)
    worked = time.process_time()
    index = FrozenIndex.of(rest)
    print(f"index made in {time.process_time() - worked:.1f} CPU s")
    asked = [NormalRecord(**row) for row in taken.to_pylist()]
    person_of = dict(zip(normal.column("rec_id").to_pylist(), truth.tolist(), strict=True))
    warm(Finder(batch.weights, index), batch, asked, person_of)
    del rest, taken, normal
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder), index, batch, asked[:COLD])


def now() -> float:
    """Seconds on the clock, without those in which this thread was ready and others had the cores."""
    waited = int(Path("/proc/thread-self/schedstat").read_text().split()[1])
    return time.perf_counter() - waited / 1e9


def warm(finder: Finder, batch: LinkedBatch, asked: list[NormalRecord], person_of: dict[int, int]) -> None:
    """One after another in one process."""
    clusters, outcome = batch.clusters, {"right": 0, "nobody": 0, "wrong": 0}
    times = []
    for record in asked:
        started = now()
        hits = finder.find(record)
        person = decide(hits, clusters, join_at=JOIN_AT)
        times.append((now() - started) * 1000)
        if person is None:
            outcome["nobody"] += 1
        else:
            best = next(hit.record for hit in hits if clusters[hit.record.rec_id] == person)
            outcome["right" if person_of[best.rec_id] == person_of[record.rec_id] else "wrong"] += 1
    p50, p99, longest = np.percentile(times, [50, 99, 100])
    print(
        f"one against {len(clusters):,}: first {times[0]:.2f} ms, p50 {p50:.2f}, p99 {p99:.2f}, "
        f"longest {longest:.2f}; {outcome}"
    )


def cold(folder: Path, index: FrozenIndex, batch: LinkedBatch, asked: list[NormalRecord]) -> None:
    """The index lies in files; before each look-up all their pages are dropped from memory."""
    files = [folder / name for name in ("records.arrow", "keys.arrow", "starts.arrow")]
    for file, table in zip(files, index.parts, strict=True):
        with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    size = sum(file.stat().st_size for file in files) / 1024**3
    handles = [os.open(file, os.O_RDONLY) for file in files]
    maps = [mmap.mmap(handle, 0, prot=mmap.PROT_READ) for handle in handles]
    finder = Finder(
        batch.weights, FrozenIndex(*(pa.ipc.open_file(pa.py_buffer(each)).read_all() for each in maps))
    )
    for each in maps:
        each.madvise(mmap.MADV_RANDOM)  # one page at a time
    times, reads = [], []
    for record in asked:
        for handle, each in zip(handles, maps, strict=True):
            each.madvise(mmap.MADV_DONTNEED)  # this process lets go of the pages
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)  # and so does the kernel
        started, read = now(), resource.getrusage(resource.RUSAGE_SELF).ru_majflt
        finder.find(record)
        times.append((now() - started) * 1000)
        reads.append(resource.getrusage(resource.RUSAGE_SELF).ru_majflt - read)
    p50, p99, longest = np.percentile(times, [50, 99, 100])
    print(
        f"cold, {size:.2f} GB on disk, {len(asked)} look-ups: p50 {p50:.2f} ms, p99 {p99:.2f}, "
        f"longest {longest:.2f}; "
        f"pages read p50 {np.percentile(reads, 50):.0f}, p99 {np.percentile(reads, 99):.0f}"
    )
