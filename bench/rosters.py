"""A roster of 20,000 rows from dry run to record: into an empty record, and onto one that another department filled.

Run: .venv/bin/python bench/rosters.py [--people 20000] [--keep DIR]

Rows are of a generated population (nobody is real) and err as rosters do. The peer in the same run does what is
done by hand in its place: row by row, look the number up, add or change, in one transaction, no linkage, no
provenance, no undo. Both start from the same file.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from linli.base.imports.limits import DEFAULT_LIMITS

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DISTRICT = "350802"
BUDGET = 60.0


def main() -> int:
    """Run everything and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--keep", type=Path, help="keep the database in this folder")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        prepare(given.keep or Path(made))
        files = rosters(given.people)
        print(f"{'step':<34}{'rows':>8}{'wall s':>9}{'CPU s':>9}")
        over = [name for name in ("police", "grid") if bring(name, files[name]) > BUDGET]
        peer("peer: police, row by row", files["police"])
        peer("peer: grid, row by row", files["grid"])
        result()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {own:.0f} MB; the child that opens files is held to {DEFAULT_LIMITS.memory >> 20} MB")
    if over:
        print(f"over {BUDGET:.0f} CPU s: {', '.join(over)}")
    return bool(over)


def prepare(folder: Path) -> None:
    """A fresh installation with the demo's divisions, the catalogue and the sources."""
    os.environ |= {
        "LINLI_DATA_DIR": str(folder),
        "LINLI_SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    from linli.base.identity.actor import Actor
    from linli.catalogue.actions import load_seed
    from linli.register.actions import load_sources
    from linli.territory.demo import load_demo

    call_command("migrate", verbosity=0, skip_checks=True)
    by = Actor.system("bench")
    load_demo(by=by, at=AT)
    load_seed(by=by, at=AT)
    load_sources(by=by, at=AT)


def rosters(people: int) -> dict[str, bytes]:
    """The police's roster and the grid's, as files."""
    from linli.core.population import blocks
    from linli.demo.residents import SEED, places_of_the_demo, roster_file

    made = list(blocks(people, seed=SEED, places=tuple(places_of_the_demo(AT.date())), day=AT.date()))
    return {source: roster_file(source, made) for source in ("police", "grid")}


def bring(source: str, file: bytes) -> float:
    """Upload, columns, dry run, run; answers the CPU seconds of dry run and run together."""
    from linli.base.identity.actor import Actor
    from linli.rosters import actions
    from linli.rosters.states import RosterKind

    by = Actor.system("bench", DISTRICT)
    with clock(f"{source}: upload and columns", file):
        roster = actions.bring_roster(
            source=source,
            kind=RosterKind.PEOPLE,
            as_of=date(2026, 11, 1) + timedelta(days=source == "grid"),
            file=file,
            name=f"{source}.csv",
            by=by,
            at=AT,
        )
        actions.choose_columns(roster_id=roster.pk, chosen={}, by=by, at=AT)
    with clock(f"{source}: dry run", file) as dry:
        actions.check_roster(roster_id=roster.pk, by=by, at=AT)
    with clock(f"{source}: run", file) as run:
        actions.run_roster(roster_id=roster.pk, leave_out=True, by=by, at=AT)
    return dry[0] + run[0]


def peer(name: str, file: bytes) -> None:
    """The naive way: one table, the number as key, a look-up and a write for each row."""
    import csv
    import io

    from django.db import connection, transaction

    with clock(name, file), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS peer "
            "(number TEXT PRIMARY KEY, name TEXT, sex TEXT, born TEXT, phone TEXT, home TEXT)"
        )
        for row in csv.reader(io.StringIO(file.decode("utf-8-sig"))):
            values = [row[0], row[1], row[2], row[4], row[5], row[3] or f"{row[0]}{row[2]}"]
            cursor.execute("SELECT 1 FROM peer WHERE number = %s", [values[5]])
            if cursor.fetchone():
                cursor.execute(
                    "UPDATE peer SET name=%s, sex=%s, born=%s, phone=%s, home=%s WHERE number=%s", values
                )
            else:
                cursor.execute(
                    "INSERT INTO peer (name, sex, born, phone, home, number) VALUES (%s,%s,%s,%s,%s,%s)",
                    values,
                )


def result() -> None:
    """How many people each way came to."""
    from django.db import connection

    from linli.base.scope import Scope
    from linli.register.models import Fact, Household, Person
    from linli.rosters.models import Doubt

    scope = Scope(DISTRICT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM peer")
        naive = cursor.fetchone()[0]
    print(
        f"people: {Person.objects.in_scope(scope).count()} (peer {naive}); "
        f"households {Household.objects.in_scope(scope).count()}, facts {Fact.objects.in_scope(scope).count()}, "
        f"doubtful pairs {Doubt.objects.in_scope(scope).count()}"
    )


@contextmanager
def clock(name: str, file: bytes) -> Iterator[list[float]]:
    """Print what a step took; the CPU seconds are handed out too."""
    wall, cpu = time.perf_counter(), time.process_time()
    spent: list[float] = []
    yield spent
    spent.append(time.process_time() - cpu)
    rows = len(file.splitlines()) - 1
    print(f"{name:<34}{rows:>8}{time.perf_counter() - wall:>9.1f}{spent[0]:>9.1f}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
