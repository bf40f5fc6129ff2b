"""Spark gives the clusters that DuckDB gives: a standalone master and two workers on loopback, 100,000 people.

Run: .venv/bin/python bench/spark.py [--people 100000] [--seed 3]

Fails where one cluster differs. Needs the extra `spark` (`make bench` installs it) and Java 17.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from linli.core.population import blocks, records_table

HERE = "127.0.0.1"
MEMORY = "3g"
PATIENCE = 90.0  # seconds until the master and the workers answer


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """A standalone master and its workers, each a process of its own that listens on loopback only."""
    import pyspark

    run = Path(pyspark.__file__).parent / "bin" / "spark-class"
    port = free_port()
    address = f"spark://{HERE}:{port}"
    here = {
        **os.environ,
        "SPARK_LOCAL_IP": HERE,
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_NO_DAEMONIZE": "1",
        "PYSPARK_PYTHON": sys.executable,
    }
    page = ["--webui-port", "0"]
    commands = [["Master", "--host", HERE, "--port", str(port), *page]]
    commands += [
        ["Worker", "--host", HERE, "--cores", "1", "--memory", MEMORY, *page, address] for _ in range(workers)
    ]
    started: list[subprocess.Popen[bytes]] = []
    log = folder / "spark.log"
    try:
        with log.open("wb") as out:
            for kind, *options in commands:
                command = [str(run), f"org.apache.spark.deploy.{kind.lower()}.{kind}", *options]
                started.append(subprocess.Popen(command, env=here, stdout=out, stderr=subprocess.STDOUT))
        answers(log, workers, started)
        yield address
    finally:
        for one in reversed(started):
            one.terminate()
        for one in started:
            one.wait(timeout=30)


def answers(log: Path, workers: int, started: list[subprocess.Popen[bytes]]) -> None:
    """Wait until the workers are registered; the log is the message when they are not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if log.read_text(errors="replace").count("Successfully registered with master") >= workers:
            return
        if any(one.poll() is not None for one in started):
            break
        time.sleep(0.2)
    raise SystemExit(f"Spark did not start:\n{log.read_text(errors='replace')[-3000:]}")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Make the records, link them in both, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=3)
    asked = options.parse_args()
    if shutil.which("java") is None:
        print("Spark needs Java 17: apt install openjdk-17-jre-headless", file=sys.stderr)
        return 1
    from bench.linkage import gazetteer
    from linli.cli.link import Roster, spark_session
    from linli.core.linkage import link_table, normalise_columns

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        records = folder / "records.parquet"
        pq.write_table(records_table(blocks(asked.people, seed=asked.seed)), records)
        print(f"{asked.people:,} people, {pq.read_metadata(records).num_rows:,} records", flush=True)
        normal = normalise_columns(Roster(records), gazetteer(records), processes=2)
        start = time.perf_counter()
        ours = link_table(normal)
        print(f"  DuckDB                          {time.perf_counter() - start:7.1f} s", flush=True)
        with cluster(folder) as address:
            os.environ["SPARK_LOCAL_IP"] = HERE
            session = spark_session(address)
            start = time.perf_counter()
            theirs = link_table(normal, spark=session)
            took = time.perf_counter() - start
            session.stop()
        print(f"  Spark, master and two workers   {took:7.1f} s")
        other = int(np.count_nonzero(np.asarray(ours.cluster) != np.asarray(theirs.cluster)))
        asked_here, asked_there = (
            {tuple(sorted(pair[:2])) for pair in found.doubtful} for found in (ours, theirs)
        )
        clusters = len(np.unique(np.asarray(ours.cluster)))
        print(f"  {clusters:,} clusters; records in another cluster: {other}")
        print(
            f"  {len(asked_here):,} doubtful pairs; in one of the two only: {len(asked_here ^ asked_there)}"
        )
        return int(other > 0 or asked_here != asked_there)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
