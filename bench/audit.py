"""The audit trail: entries written a second, the rate of checking, and a page of a large trail.

    .venv/bin/python bench/audit.py [--entries 200000] [--written 2000] [--database sqlite|postgres] [--json]

Peer in the same run: the same row put into a table without chain and triggers, one transaction each. The large
trail is chained in memory and put in by `executemany`; checking it is the product's own code. The database lies
in a temporary folder; `postgres` starts one from the wheel of the tests.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

START = datetime(2026, 1, 1, tzinfo=UTC)
POSTS = [uuid.UUID(int=number) for number in range(1, 51)]
VERBS = ["surveys.save_draft", "surveys.submit", "surveys.approve", "identity.sign_in", "reports.edit"]
BUILT = 10_000


def set_up(folder: str, database: str, stack: ExitStack) -> None:
    """A fresh, migrated database in a folder of its own."""
    os.environ |= {"LINLI_DATA_DIR": folder, "LINLI_SECRET_KEY": "bench"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    os.environ.pop("LINLI_DATABASE_URL", None)
    if database == "postgres":
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        from tests.installation import postgres_database

        os.environ["LINLI_DATABASE_URL"] = stack.enter_context(postgres_database())
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def rate(count: int, work: Any) -> float:
    """How many times a second `work(number)` runs."""
    began = time.perf_counter()
    for number in range(count):
        work(number)
    return count / (time.perf_counter() - began)


def write_rates(count: int) -> tuple[float, float]:
    """Entries a second through `audited`, and rows a second of the peer."""
    from django.db import connection, transaction
    from django.utils import timezone

    from linli.base.audit.trail import audited
    from linli.base.identity.actor import Actor

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_plain (seq bigint PRIMARY KEY, at text, label text, verb text, subject text, "
            "place text, why text, detail text)"
        )

    def through(number: int) -> None:
        with audited(
            by=Actor.system("bench"),
            at=timezone.now(),
            verb="bench.act",
            subject=f"bench.Thing:{number}",
            place="350802001001",
            detail={"rows": number},
        ):
            pass

    def plain(number: int) -> None:
        values = [
            number,
            str(timezone.now()),
            "bench",
            "bench.act",
            f"bench.Thing:{number}",
            "350802001001",
            "",
            "{}",
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_plain VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", values)

    rate(100, through)
    # In turns, so that a noisy machine is noisy for both.
    halves = [
        (rate(count // 4, through), rate(count // 4, lambda n, t=turn: plain(n + t * count)))
        for turn in range(4)
    ]
    return statistics.median(half[0] for half in halves), statistics.median(half[1] for half in halves)


def build(count: int) -> None:
    """A trail of `count` entries behind what is there, as `audited` would have written them."""
    from django.db import transaction

    from linli.base.audit.chain import Link, entry_digest
    from linli.base.audit.models import AuditEntry

    seq, previous = AuditEntry.objects.order_by("-seq").values_list("seq", "digest").first()
    while count > 0:
        entries = []
        for number in range(min(BUILT, count)):
            seq += 1
            link = Link(
                seq=seq,
                at=START + timedelta(seconds=7 * seq),
                account_id=None,
                post_id=POSTS[number % len(POSTS)],
                actor_label="新罗区某社区居委会 · 专职委员",
                verb=VERBS[number % len(VERBS)],
                subject=f"surveys.Return:{uuid.UUID(int=seq)}",
                place=f"350802{1 + number % 9:03}{1 + number % 40:03}",
                why="",
                detail='{"rows":1}',
                previous=previous,
            )
            link = replace(link, digest=entry_digest(link))
            previous = link.digest
            entries.append(AuditEntry(**{name: getattr(link, name) for name in link.__slots__}))
        with transaction.atomic():
            AuditEntry.objects.bulk_create(entries, batch_size=500)
        count -= BUILT


def check() -> tuple[float, float, int, int]:
    """Entries checked a second, and a second of CPU; how many; and how much memory it took, MB."""
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    entries, took, cpu, grown = (float(part) for part in done.stdout.split())
    return entries / took, entries / cpu, int(entries), int(grown)


CHECK = """
import django; django.setup()
import time
from pathlib import Path
from linli.base.audit.verify import verify
def own_memory():
    # Pages of the database file that are mapped into the process are not its own.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) // 1024
seen = [own_memory()]
began, cpu = time.perf_counter(), time.process_time()
verdict = verify(progress=lambda done, total: seen.append(own_memory()))
took, cpu = time.perf_counter() - began, time.process_time() - cpu
assert verdict.holds, verdict.findings[:3]
print(verdict.entries, took, cpu, max(seen) - seen[0])
"""


FILTERS: dict[str, dict[str, Any]] = {
    "no filter": {},
    "one verb": {"verb": "surveys.approve"},
    "one room": {"verb": "identity"},
    "one post": {"post_id": str(POSTS[7])},
    "one place": {"place": "350802003007"},
    "one sub-district": {"place": "350802003"},
    "one day": {"day": (START + timedelta(days=3)).date()},
    "verb, place": {"verb": "surveys.approve", "place": "350802003"},
    "verb, post, place that never meet": {
        "verb": "surveys.approve",
        "post_id": str(POSTS[0]),
        "place": "350802009",
    },
    "nothing there": {"verb": "none.such", "place": "350802"},
}


def pages() -> dict[str, float]:
    """Milliseconds for the slowest of the first three pages, by filter, for an auditor of the district.

    Each page is asked for three times and its quickest answer counts: other work on the machine is not ours.
    """
    from linli.base.audit.queries import TrailFilter, trail_page
    from linli.base.scope import Scope

    took = {}
    for name, wanted in FILTERS.items():
        before, slowest = None, 0.0
        for _turn in range(3):
            times = []
            for _again in range(3):
                began = time.perf_counter()
                page = trail_page(TrailFilter(**wanted), Scope("350802"), before)
                times.append((time.perf_counter() - began) * 1000)
            slowest, before = max(slowest, min(times)), page.older
            if before is None:
                break
        took[name] = round(slowest, 1)
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--written", type=int, default=2_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        set_up(folder, asked.database, stack)
        chained, plain = write_rates(asked.written)
        build(asked.entries)
        checked, on_cpu, entries, grown = check()
        found = {
            "database": asked.database,
            "audited entries/s": round(chained),
            "plain inserts/s (peer)": round(plain),
            "ratio": round(plain / chained, 2),
            "checked entries/s": round(checked),
            "checked entries/s of CPU": round(on_cpu),
            "entries checked": entries,
            "memory grown by, MB": grown,
            "pages ms": pages(),
        }
        from django.db import connections

        connections.close_all()
    print(
        json.dumps(found, ensure_ascii=False)
        if asked.json
        else "\n".join(f"{k}: {v}" for k, v in found.items())
    )


if __name__ == "__main__":
    main()
