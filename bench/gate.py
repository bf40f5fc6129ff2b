"""The gate at size: scopes counted and compared on 20,000 people, and the decision pack of a form with 40 fields.

Run: .venv/bin/python bench/gate.py [--people 20000] [--pairs 400] [--keep DIR]

Everybody is made up. Pairs of scopes are generated over what the record of the population holds. For every pair the
relation found by reasoning is held against who is really in both, and every count of the database against a count
by hand over the population: that count, one person after the other, is the peer in the same run.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAY = date(2026, 11, 24)
DISTRICT, PLACE = "350899", 6_000
OTHERS, TIMES, GOAL = 30, 9, 1.0


def main() -> int:
    """Run everything; 1 where something disagrees or the goal is missed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--pairs", type=int, default=400)
    options.add_argument("--keep", type=Path, help="use (and keep) the database in this folder")
    given = options.parse_args()
    os.environ["LINLI_DATA_DIR"] = ""
    from bench.register import database, filled

    with tempfile.TemporaryDirectory() as made, database(given.keep or Path(made), postgres=False):
        filled(given.people)
        wrong = pairs(given.people, given.pairs)
        slow = pack()
    return 1 if wrong or slow else 0


def rows_of(people: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The population as it was recorded: place, and what conditions speak of."""
    from bench.register_made import RELATIONSHIP
    from linli.core.population import blocks, made_up_places

    places = made_up_places(max(1, -(-people // PLACE)))
    for block in blocks(people, seed=7, places=places):
        for household in block.households:
            for one in household.people:
                yield (
                    block.place.code,
                    {
                        "self.sex": "1" if one.is_male else "2",
                        "self.birth_date": one.birth,
                        "self.relationship_to_head": RELATIONSHIP[one.role],
                        "self.marital_status": "20" if one.role == "spouse" else "10",
                        "self.lives_where_registered": "02" if one.from_elsewhere else "01",
                        "household.household_size": len(household.people),
                    },
                )


def made_scope(dice: Random) -> Any:
    """One to three conditions, now and then on another day."""
    from linli.core.scopes import Condition, Operator, Scope, Unit

    made = []
    for _ in range(dice.randint(1, 3)):
        kind = dice.choice(("age", "age", "sex", "relationship", "marital", "registered", "size", "given"))
        if kind == "age":
            low = dice.choice((0, 1, 6, 15, 18, 35, 60, 65, 80))
            operator = dice.choice(list(AGES))
            values = {"between": (low, low + dice.choice((4, 10, 34))), "in": (low, low + 1)}
            made.append(Condition("self.age", Operator(operator), values.get(operator, (low,))))
        elif kind == "size":
            made.append(
                Condition(
                    "household.household_size",
                    Operator(dice.choice((">=", "<=", "="))),
                    (dice.randint(1, 5),),
                )
            )
        elif kind == "given":
            made.append(Condition("self.birth_date", Operator.EXISTS, (dice.random() < 0.8,)))
        else:
            element, codes = CODES[kind]
            operator = dice.choice(("=", "!=", "in", "not_in"))
            several = tuple(sorted(dice.sample(codes, 2)))
            made.append(
                Condition(
                    element, Operator(operator), several if operator in ("in", "not_in") else several[:1]
                )
            )
    day = dice.choice((None, None, None, date(2026, 1, 1), date(2024, 6, 30)))
    return Scope(Unit.PERSON, tuple(made), dice.choice(("", "", DISTRICT, f"{DISTRICT}001")), day)


AGES = ("=", "<", "<=", ">", ">=", "between", "in", "!=")
CODES = {
    "sex": ("self.sex", ("1", "2")),
    "relationship": ("self.relationship_to_head", ("02", "10", "20", "50", "40", "99")),
    "marital": ("self.marital_status", ("10", "20", "21", "30")),
    "registered": ("self.lives_where_registered", ("01", "02")),
}


def pairs(people: int, number: int) -> int:
    """Reasoning and counting against brute force. Answers how many disagree."""
    from linli.catalogue.queries import vocabulary
    from linli.core.scopes import compare, holds
    from linli.register.scoped import count_both, count_in

    terms, dice = vocabulary(DAY), Random("gate/pairs")
    rows = list(rows_of(people))
    by_hand: list[float] = []
    counted: list[float] = []
    reasoned: list[float] = []
    wrong: list[str] = []
    seen: dict[str, int] = {}
    for _ in range(number):
        one, other = made_scope(dice), made_scope(dice)
        start = time.perf_counter()
        told = compare(one, other, terms)
        reasoned.append(time.perf_counter() - start)
        # Where a day is not said on one side, the other's is meant; the same day counts here.
        days = {one.as_of, other.as_of} - {None}
        today = days.pop() if len(days) == 1 else DAY
        start = time.perf_counter()
        sets = [
            {i for i, (code, row) in enumerate(rows) if holds(scope, row, code, today, terms)}
            for scope in (one, other)
        ]
        by_hand.append((time.perf_counter() - start) / 2)
        seen[told.code] = seen.get(told.code, 0) + 1
        if not fits(told.relation, *sets):
            wrong.append(
                f"{told.code}: {one} / {other}: {len(sets[0])}, {len(sets[1])}, {len(sets[0] & sets[1])}"
            )
        start = time.perf_counter()
        found = count_in(one, [DISTRICT], today=today, vocabulary=terms)
        counted.append(time.perf_counter() - start)
        both = [place for place in (one.place, other.place) if place] or [DISTRICT]
        place = max(both, key=len)
        two = count_both([one, other], [place], today=today, vocabulary=terms)
        if found is None or two is None or found.subjects != len(sets[0]):
            wrong.append(f"counted {found} for {one}, by hand {len(sets[0])}")
        elif all(place.startswith(each.place) for each in (one, other)) and two.subjects != len(
            sets[0] & sets[1]
        ):
            wrong.append(f"counted {two} in both of {one} / {other}, by hand {len(sets[0] & sets[1])}")
    print(
        f"{number} pairs of scopes over {len(rows):,} people: {len(wrong)} disagree; "
        f"relations {dict(sorted(seen.items()))}"
    )
    for line in wrong[:10]:
        print("  ", line)
    print(
        f"  a relation by reasoning {1000 * statistics.median(reasoned):.2f} ms; a count in the database "
        f"{1000 * statistics.median(counted):.1f} ms; the same by hand {1000 * statistics.median(by_hand):.0f} ms"
    )
    return len(wrong)


def fits(relation: str, one: set[int], other: set[int]) -> bool:
    """Whether a relation can be true of who is really in both: what is said to hold must hold, and nothing said to be
    apart may be shared. "overlap" claims that no smaller relation follows from the conditions, which no sample refutes.
    """
    return {
        "equal": one == other,
        "subset": one <= other,
        "superset": one >= other,
        "disjoint": not one & other,
        "overlap": True,
    }[relation]


def pack() -> bool:
    """The decision pack of a form with 40 fields beside 30 other requests. Answers whether it is too slow."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.base.identity.actor import Actor
    from linli.mandates import queries

    asked = requests()
    by = Actor.system("bench")
    took, used = [], []
    for _ in range(TIMES):
        start, cpu = time.perf_counter(), time.process_time()
        found = queries.decision_pack(asked, by=by, today=DAY)
        took.append(time.perf_counter() - start)
        used.append(time.process_time() - cpu)
    with CaptureQueriesContext(connection) as captured:
        queries.decision_pack(asked, by=by, today=DAY)
    cells = found.cost.cells
    print(
        f"decision pack of {len(found.fields)} fields over {cells.rows if cells else 0:,} rows, "
        f"{len(found.overlaps.found)} overlaps: processor {statistics.median(used):.2f} s median {max(used):.2f} s "
        f"worst, clock {statistics.median(took):.2f} and {max(took):.2f} s (goal {GOAL:.0f} s of processor), "
        f"{len(captured)} queries; {found.overlaps.verdict}, {cells.known if cells else 0:,} of "
        f"{cells.asked if cells else 0:,} cells known"
    )
    return max(used) > GOAL


def requests() -> Any:
    """A waiting request of 40 fields and the others in force; made once."""
    from linli.base.identity.models import Body
    from linli.base.identity.states import BodyKind
    from linli.catalogue.queries import catalogue
    from linli.core.mandates import ControlNumber
    from linli.mandates.models import Mandate, MandateField, MandatePlace
    from linli.mandates.states import State

    held = Mandate.objects.filter(state=State.SUBMITTED, district=DISTRICT).first()
    if held is not None:
        return held.pk
    body, _made = Body.objects.get_or_create(name="部门", kind=BodyKind.DEPARTMENT, division_code=DISTRICT)
    codes = [
        code for code in catalogue(DAY).by_code if code.split(".")[0] in ("self", "household", "dwelling")
    ]
    known = [
        "self.name", "self.id_number", "self.mobile", "self.residence_address", "self.ethnicity", "self.sex",
        "self.birth_date", "self.age", "self.education", "self.marital_status", "self.household.head.name",
    ]  # fmt: skip
    dice = Random("gate/requests")
    last = None
    for number in range(OTHERS + 1):
        is_last = number == OTHERS
        asked = [*known, *dice.sample([code for code in codes if code not in known], 29)]
        fields = asked if is_last else dice.sample(asked, 15)
        where = [] if is_last else [["self.age", ">=", dice.choice((0, 18, 60, 80))]]
        last = Mandate.objects.create(
            district=DISTRICT,
            body=body,
            kind="form",
            title=f"表 {number}",
            plan="填表",
            starts_date=date(2026, 1, 1),
            ends_date=date(2028, 1, 1),
            frequency="monthly",
            scope={"unit": "person", "where": where},
            state=State.SUBMITTED if is_last else State.APPROVED,
            control_number=None if is_last else str(ControlNumber(DISTRICT, 2026, number + 1)),
            created_at=AT,
            submitted_at=AT,
            clock_from=DAY,
        )
        MandatePlace.objects.create(mandate=last, prefix=DISTRICT, approved=not is_last)
        MandateField.objects.bulk_create(
            MandateField(mandate=last, position=place, label=code, element=code)
            for place, code in enumerate(fields, start=1)
        )
    return last.pk if last else None


if __name__ == "__main__":
    raise SystemExit(main())
