"""What admitted requests make people ask at the doors of a sub-district: who is asked what, and how long that takes.

Run: .venv/bin/python bench/tasks.py [--people 20000] [--postgres] [--keep DIR]

Everybody is made up. Eight requests of four departments, one of them served by another, run over a recorded population.
Every task is held against a count by hand over the ledger, fact by fact: that count is the peer in the same run, and
so is asking without the record (every cell of every request at the door). Answers 1 where a task is missing or too
many, where one thing is asked twice at a door, or where planning again changes anything.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
DAY = date(2026, 11, 24)
DISTRICT, TIMES = "350899", 7
GROWN, OLD = [["self.age", ">=", 18]], [["self.age", ">=", 60]]
# Department, unit, conditions, own fields drawn, fields named.
REQUESTS: tuple[tuple[str, str, list[list[Any]], int, tuple[str, ...]], ...] = (
    ("公安局", "person", [], 12, ("self.name", "self.id_number", "self.sex", "self.ethnicity")),
    ("人社局", "person", GROWN, 10, ("self.name", "self.education", "self.employment_status")),
    ("人社局", "person", OLD, 0, ("self.name", "self.education", "self.employment_status")),
    ("民政局", "person", OLD, 14, ("self.name", "self.mobile", "self.marital_status")),
    ("民政局", "household", [], 4, ()),
    ("卫健局", "person", [["self.sex", "=", "2"], *GROWN], 12, ("self.name", "self.mobile")),
    ("卫健局", "person", [["self.age", "<", 7]], 8, ("self.name", "self.birth_date")),
    ("公安局", "dwelling", [], 5, ("dwelling.dwelling_address",)),
)
Told = tuple[Any, str]


def main() -> int:
    """Run everything."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--postgres", action="store_true", help="a PostgreSQL from a wheel, for this run")
    options.add_argument("--keep", type=Path, help="use (and keep) the database in this folder")
    given = options.parse_args()
    os.environ["LINLI_DATA_DIR"] = ""
    from bench.register import database, filled

    with (
        tempfile.TemporaryDirectory() as made,
        database(given.keep or Path(made), postgres=given.postgres),
    ):
        filled(given.people)
        requested()
        wrong = planned()
        read()
    return 1 if wrong else 0


def requested() -> None:
    """The requests, in force; made once. Fields are drawn from what may be asked at a door."""
    from linli.base.identity.models import Body
    from linli.base.identity.states import BodyKind
    from linli.catalogue.queries import catalogue
    from linli.core.mandates import ControlNumber
    from linli.mandates.models import Mandate, MandateField, MandatePlace
    from linli.mandates.states import State
    from linli.meter.counting import can_be_asked

    if Mandate.objects.filter(district=DISTRICT, state=State.APPROVED).exists():
        return
    askable = sorted(code for code, one in catalogue(DAY).by_code.items() if can_be_asked(one))
    dice = Random("bench/tasks")
    for number, (department, unit, where, drawn, named) in enumerate(REQUESTS, start=1):
        body, _made = Body.objects.get_or_create(
            name=department, kind=BodyKind.DEPARTMENT, division_code=DISTRICT
        )
        root = {"person": "self", "household": "household", "dwelling": "dwelling"}[unit]
        choice = [code for code in askable if code.split(".")[0] == root and code.count(".") == 1]
        choice = [code for code in choice if code not in named]
        fields = [*named, *dice.sample(choice, min(drawn, len(choice)))]
        mandate = Mandate.objects.create(
            district=DISTRICT,
            body=body,
            kind="form",
            title=f"表 {number}",
            plan="入户核实",
            starts_date=date(2026, 11, 1),
            ends_date=date(2027, 11, 1),
            frequency="once",
            scope={"unit": {"dwelling": "house"}.get(unit, unit), "where": where},
            state=State.APPROVED,
            control_number=str(ControlNumber(DISTRICT, 2026, number)),
            created_at=AT,
            submitted_at=AT,
            decided_at=AT.replace(minute=number),
            clock_from=DAY,
        )
        MandatePlace.objects.create(mandate=mandate, prefix=DISTRICT, approved=True)
        MandateField.objects.bulk_create(
            MandateField(mandate=mandate, position=place, label=code, element=code)
            for place, code in enumerate(fields, start=1)
        )


def planned() -> int:
    """Plan, hold against the count by hand, plan again. Answers how much is wrong."""
    from linli.base.identity.actor import Actor
    from linli.meter.actions import daily
    from linli.meter.models import Plan

    by = Actor.system("bench", DISTRICT)
    steps: list[float] = []

    def run() -> tuple[float, float]:
        start, used = time.perf_counter(), time.process_time()
        daily(district=DISTRICT, by=by, at=AT, progress=lambda _done, _all: steps.append(time.perf_counter()))
        return time.perf_counter() - start, time.process_time() - used

    before = memory()
    wall, used = run()
    most = memory()
    longest = max(two - one for one, two in pairwise(steps))
    first = tasks()
    again, _used = run()
    states = Counter(Plan.objects.filter(district=DISTRICT).order_by("id").values_list("state", flat=True))
    print(f"planned {len(REQUESTS)} requests in {wall:.1f} s ({used:.1f} s of processor); {dict(states)}")
    print(
        f"  longest step between two marks of progress {longest:.1f} s; planned again in {again:.1f} s; "
        f"memory {before:.0f} -> at most {most:.0f} MB"
    )
    second = tasks()
    changed = len(first ^ second)
    start = time.perf_counter()
    wanted, cells = by_hand()
    slow = time.perf_counter() - start
    found = {(one, element) for _request, one, element in second}
    wrong = len(found ^ wanted)
    print(
        f"  {cells:,} cells asked for; {len(second):,} of them missing and asked by some request, "
        f"{len(found):,} different things asked at doors (-{1 - len(found) / cells:.1%})"
    )
    print(
        f"  by hand {len(wanted):,} in {slow:.1f} s: {len(wanted - found)} not asked, {len(found - wanted)} "
        f"asked needlessly; {changed} changed by planning again"
    )
    return wrong + changed + asked_twice()


def memory() -> float:
    """The most this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tasks() -> set[tuple[Any, str, str]]:
    """Collection, subject and element of all open asks."""
    from linli.base.scope import Scope
    from linli.visits.models import CollectionTask
    from linli.visits.states import TaskState

    rows = CollectionTask.objects.in_scope(Scope(DISTRICT)).filter(state=TaskState.OPEN).order_by("id")
    return {
        (collection, one, element)
        for collection, asks in rows.values_list("collection_id", "asks")
        for element, ids in asks.items()
        for one in ids
    }


def by_hand() -> tuple[set[Told], int]:
    """What should be asked: rows of each request one by one, against all (subject, element) that the ledger has.

    Answers with the number of cells that the requests have, whether known or not.
    """
    from bench.register import everywhere
    from linli.catalogue.queries import catalogue
    from linli.core.elements.model import CHECK_BACK_MONTHS
    from linli.core.scopes import holds
    from linli.mandates.models import Mandate
    from linli.meter.counting import can_be_asked
    from linli.register.models import Dwelling, Fact, Household, Person

    held = catalogue(DAY).by_code
    known = {
        (one.hex, element)
        for one, element in Fact.objects.in_scope(everywhere()).values_list("subject_id", "element")
    }
    people = [
        (one.hex, {"self.sex": sex, "self.birth_date": born})
        for one, sex, born in Person.objects.in_scope(everywhere())
        .order_by("id")
        .values_list("id", "sex", "birth_date")
    ]
    units: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "person": people,
        "household": [
            (one.hex, {})
            for one in Household.objects.in_scope(everywhere()).order_by("id").values_list("id", flat=True)
        ],
        "house": [
            (one.hex, {})
            for one in Dwelling.objects.in_scope(everywhere()).order_by("id").values_list("id", flat=True)
        ],
    }
    wanted: set[Told] = set()
    cells = 0
    assert all(months is None or months > 0 for months in CHECK_BACK_MONTHS.values())
    for mandate in Mandate.objects.filter(district=DISTRICT).order_by("id").prefetch_related("fields"):
        scope = mandate.row_scope
        assert scope is not None
        elements = [one.element for one in mandate.fields.all()]
        for one, values in units[scope.unit.value]:
            if not holds(scope, values, today=DAY):
                continue
            cells += len(elements)
            for element in elements:
                if can_be_asked(held[element]) and (one, element) not in known:
                    wanted.add((one, element))
    return wanted, cells


def asked_twice() -> int:
    """Things that a phone would ask twice at one door; says how long the bundle of a grid takes."""
    from linli.visits.bundle.tasks import homes

    places = sorted(grids())
    twice, took, asks, doors = 0, [], 0, 0
    for place in places:
        start = time.perf_counter()
        found = homes(place, DAY)
        took.append(time.perf_counter() - start)
        for home in found:
            told = [(ask.subject, ask.element) for ask in home.asks]
            twice += len(told) - len(set(told))
            asks += len(told)
        doors += len(found)
    print(
        f"  {len(places)} grids, {doors:,} doors, {asks:,} questions, {twice} asked twice; tasks of a grid "
        f"{1000 * statistics.median(took):.0f} ms median, {1000 * max(took):.0f} ms worst"
    )
    return twice


def grids() -> list[str]:
    """Places that have tasks."""
    from linli.base.scope import Scope
    from linli.visits.models import CollectionTask

    return list(
        CollectionTask.objects.in_scope(Scope(DISTRICT)).order_by().values_list("place", flat=True).distinct()
    )


def read() -> None:
    """The queries behind the pages."""
    from linli.base.scope import Scope
    from linli.meter import queries

    district = Scope(DISTRICT)
    community = Scope(grids()[0][:12])
    shown: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("task board, district", lambda: queries.task_board(district, DAY)),
        ("task board, community", lambda: queries.task_board(community, DAY)),
        ("meter, district", lambda: queries.meter(district, on=DAY, whole="区")),
        ("growth, district", lambda: queries.growth(district, on=DAY)),
    )
    for name, ask in shown:
        took, used = [], []
        for _ in range(TIMES):
            start, cpu = time.perf_counter(), time.process_time()
            ask()
            took.append(1000 * (time.perf_counter() - start))
            used.append(1000 * (time.process_time() - cpu))
        print(
            f"  {name:<22} {statistics.median(took):>7.1f} ms median {max(took):>7.1f} ms worst; "
            f"processor {statistics.median(used):.1f} ms"
        )


if __name__ == "__main__":
    raise SystemExit(main())
