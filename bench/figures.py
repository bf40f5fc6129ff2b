"""Figures at size: how fast the columns of a form about communities are counted, against one reading for each figure.

Run: .venv/bin/python bench/figures.py [--people 6000] [--postgres]

One made-up community (nobody is real) is recorded through the product's own action, with marital status, kind of
registration, employment, moves and numbers of children. Its twelve figures are then counted through the gate, logged.
The peer in the same run is the naive way: one reading of everybody's record for each figure, counted one by one. Both
have to come to the same rows.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.returns import AT, DAY, request

CODE = "350899001001"
FIGURES = (
    "人员",
    "家庭户",
    "人员，性别为1",
    "人员，性别为2",
    "人员，年龄不小于60",
    "人员，年龄不小于80",
    "人员，性别为2，年龄在15至49之间",
    "人员，性别为2，年龄在15至49之间，婚姻状况属于20、30、40",
    "人员，性别为2，年龄在15至49之间，婚姻状况属于20、30、40，子女数为1",
    "人员，就业状况为2",
    "人员，出生日期在本期内",
    "人员，迁入日期在本期内",
)
PERIOD = (DAY.replace(day=1), DAY)
GOAL, TIMES = 1.0, 5


def main() -> int:
    """Run everything and print one table; 1 when the two ways come to different rows."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=6_000)
    options.add_argument("--postgres", action="store_true", help="a PostgreSQL from a wheel, for this run")
    given = options.parse_args()
    from bench.register import database

    with tempfile.TemporaryDirectory() as made, database(Path(made), postgres=given.postgres):
        recorded(given.people)
        return compared()


def recorded(people: int) -> None:
    """One community with what the figures ask."""
    from bench.register_made import Batch, _household
    from linli.base.identity.actor import Actor
    from linli.core.population import blocks, made_up_places
    from linli.register.actions import record
    from linli.register.drafts import EntryDraft
    from linli.register.states import Method

    batch, dice = Batch(), Random(5)
    for block in blocks(people, seed=11, places=made_up_places(1)):
        for number, household in enumerate(block.households):
            _household(batch, CODE, f"{number // 300 + 1:03d}", household, dice)
    for one in [one for one in batch.subjects if one.kind == "person"]:
        batch.say("grid", one, children_count=dice.choice("0112"), hukou_type=dice.choice("123"))
        if dice.random() < 0.1:
            batch.say(
                "grid", one, moved_in_date=f"2026-{dice.randrange(1, 12):02d}-{dice.randrange(1, 24):02d}"
            )
    for source, said in batch.facts.items():
        entry = EntryDraft(source, Method.ROSTER, DAY, "resident_register", reference="bench")
        record(entry=entry, facts=said, subjects=batch.subjects, by=Actor.system("bench"), at=AT)
        batch.subjects = []


def asked_for(figures: list[Any]) -> Any:
    """A request of a committee that may read what the figures look at."""
    from dataclasses import replace

    from linli.base.reading.states import Act
    from linli.register.gate.counting import reads_of

    elements = tuple(code for _root, code in sorted(reads_of(figures)))
    return replace(request(CODE, elements, "self")[0], act=Act.COUNTED)


def compared() -> int:
    """Both ways, timed."""
    from django.db import connection

    from linli.base.reading.models import ReadingSubject
    from linli.base.scope import Scope
    from linli.catalogue.queries import vocabulary
    from linli.core.figures import read
    from linli.register.gate.counting import count_figures
    from linli.register.models import Person

    figures = [read(words, vocabulary(DAY)) for words in FIGURES]
    asked, seen = asked_for(figures), ReadingSubject.objects.in_scope(Scope(""))
    count_figures(figures[:1], CODE, PERIOD, asked)
    took, used, logged = [], [], 0
    for _time in range(TIMES):
        before = seen.count()
        start, busy = time.perf_counter(), time.process_time()
        told = count_figures(figures, CODE, PERIOD, asked)
        took.append(time.perf_counter() - start)
        used.append(time.process_time() - busy)
        logged = seen.count() - before
    together, written = statistics.median(took), seen.count()
    start = time.perf_counter()
    naive = [one_by_one(figure, asked) for figure in figures]
    apart = time.perf_counter() - start
    people = Person.objects.in_scope(Scope(CODE)).count()
    print(f"{people:,} people, {len(figures)} figures on {connection.vendor}")
    print(
        f"  all at once, {TIMES} times      {together:7.2f} s median, {max(took):.2f} s worst (goal {GOAL:.0f} s); "
        f"processor {statistics.median(used):.2f} and {max(used):.2f} s; {logged:,} lines"
    )
    print(
        f"  peer, a reading a figure     {apart:6.2f} s   ratio {apart / together:.1f}  "
        f"{seen.count() - written:,} lines"
    )
    wrong = [words for words, one, other in zip(FIGURES, told, naive, strict=True) if set(one.rows) != other]
    for words, one in zip(FIGURES, told, strict=True):
        print(f"    {one.value:>7} {words}")
    print(f"  figures that differ: {len(wrong)} {' '.join(wrong)}")
    return 1 if wrong else 0


def one_by_one(figure: Any, asked: Any) -> set[Any]:
    """The naive way: everybody's values of every element of the figure, read by the gate; each row held against it."""
    from linli.base.scope import Scope
    from linli.catalogue.queries import catalogue, vocabulary
    from linli.core import scopes
    from linli.core.figures import elements_of, in_period
    from linli.core.figures.tally import source
    from linli.register.gate.answering import answer
    from linli.register.gate.routes import root_of, route
    from linli.register.gate.selecting import UNITS, others, value_of
    from linli.register.models import Person
    from linli.register.states import LIVING_HERE, SubjectKind

    kind, held = UNITS[figure.scope.unit], catalogue(DAY)
    if kind is SubjectKind.PERSON:
        here = Person.objects.in_scope(Scope(CODE)).filter(status__in=LIVING_HERE)
        ids = list(here.order_by("id").values_list("id", flat=True))
    else:
        ids = list(others(kind, Scope(CODE)).values_list("id", flat=True))
    elements = [held.by_code[source(code)] for code in elements_of(figure)]
    if not elements:
        return set(ids)
    routes = [route(root_of(kind), one) for one in elements]
    terms = type(asked.terms)
    allowed = asked.terms.elements | {one.code for one in elements}
    wide = terms(
        asked.terms.purpose, allowed, asked.terms.places, asked.terms.valid_from, asked.terms.valid_to
    )
    found = set()
    for subject, cells in answer(
        ids, routes, type(asked)(wide, asked.reason, asked.by, asked.at, asked.act, DAY)
    ).items():
        row = {
            one.code: value_of(one.property.type.kind, cell.held)
            for one, cell in zip(elements, cells, strict=True)
            if cell.held
        }
        if figure.within and not in_period(row.get(figure.within), *PERIOD):
            continue
        if scopes.holds(figure.scope, row, today=DAY, vocabulary=vocabulary(DAY)):
            found.add(subject)
    return found


if __name__ == "__main__":
    sys.exit(main())
