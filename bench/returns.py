"""Returns at size: how fast a form is filled from the record, and whether anything is filled for the wrong person.

Run: .venv/bin/python bench/returns.py [--people 20000] [--postgres]

A made-up population (nobody is real) with spouses, parents, remarried parents and shared telephones is recorded through
the product's own action. Each community's form is then filled through the gate, logged, and every cell is held against
what the generator knows. The peer in the same run is the naive way: one read of the ledger for each cell.
A month of fourteen different reports, filled and taken out as files by the product's own actions, ends the run.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAY = date(2026, 11, 24)
DISTRICT = "350899"
CHECKED = (
    "self.name",
    "self.birth_date",
    "self.mobile",
    "self.spouse.name",
    "self.father.name",
    "self.mother.name",
    "self.household.head.name",
)
COLUMNS = 40
HOUSEHOLDS = 300
PEER_ROWS = 10
REPORTS = 14
REPORTING = 870  # people of the community whose month of reports is timed: about 300 households


def main() -> int:
    """Run everything and print one table; 1 when somebody's value stood on somebody else's row."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--postgres", action="store_true", help="a PostgreSQL from a wheel, for this run")
    given = options.parse_args()
    from bench.register import database
    from bench.returns_reports import reports

    with tempfile.TemporaryDirectory() as made, database(Path(made), postgres=given.postgres):
        from linli.core.population import made_up_places

        count = max(2, given.people // 2_500)
        *places, apart = made_up_places(count + 1)
        truth = recorded(given.people, places)
        wrong = wrong_person(truth)
        speed(truth)
        recorded(REPORTING, [apart])
        reports(apart.code, AT)
    return 1 if wrong else 0


Truth = dict[str, dict[UUID, dict[str, str]]]
"""Community -> person -> element -> the only value that may stand there."""


def recorded(people: int, places: list[Any]) -> Truth:
    """The population on the record, with its kin, and what may stand on each row."""
    from django.db import connection

    from bench.register_made import Batch, _household
    from linli.base.identity.actor import Actor
    from linli.core.population import blocks
    from linli.register.actions import record
    from linli.register.drafts import EntryDraft
    from linli.register.states import Method

    truth: Truth = {}
    for block in blocks(people, seed=11, places=places):
        from random import Random

        batch, dice = Batch(), Random(block.place.code)
        here = truth.setdefault(block.place.code, {})
        for number, household in enumerate(block.households):
            before = len(batch.subjects)
            _household(batch, block.place.code, f"{number // HOUSEHOLDS + 1:03d}", household, dice)
            drafts = [one for one in batch.subjects[before:] if one.kind == "person"]
            _kin(batch, household, drafts)
            for one, person in zip(drafts, household.people, strict=True):
                here[one.id] = _known(person, household)
        for source, said in batch.facts.items():
            record(
                entry=EntryDraft(source, Method.ROSTER, DAY, "resident_register", reference="bench"),
                facts=said,
                subjects=batch.subjects,
                by=Actor.system("bench"),
                at=AT,
            )
            batch.subjects = []
    with connection.cursor() as cursor:
        # What a PostgreSQL in use does by itself within a minute; without it plans are made for empty tables.
        cursor.execute("ANALYZE")
    return truth


def _couple(household: Any) -> tuple[Any, Any]:
    head = household.people[0]
    return head, next((one for one in household.people if one.role == "spouse"), None)


def _parents(person: Any, household: Any) -> tuple[Any, Any]:
    """Father and mother; of a stepchild only the head's spouse is a parent, the head is none."""
    head, spouse = _couple(household)
    if person.role == "child":
        both = [one for one in (head, spouse) if one is not None]
    elif person.role == "stepchild" and spouse is not None:
        both = [spouse]
    else:
        return None, None
    return next((one for one in both if one.is_male), None), next(
        (one for one in both if not one.is_male), None
    )


def _kin(batch: Any, household: Any, drafts: list[Any]) -> None:
    of = {id(person): draft for person, draft in zip(household.people, drafts, strict=True)}
    head, spouse = _couple(household)
    if spouse is not None:
        batch.link("police", of[id(head)], "self.spouse", of[id(spouse)])
        batch.link("police", of[id(spouse)], "self.spouse", of[id(head)])
    for person in household.people:
        for element, parent in zip(("self.father", "self.mother"), _parents(person, household), strict=True):
            if parent is not None and parent.birth < person.birth:
                batch.link("police", of[id(person)], element, of[id(parent)])


def _known(person: Any, household: Any) -> dict[str, str]:
    head, spouse = _couple(household)
    known = {
        "self.name": person.name,
        "self.birth_date": person.birth.isoformat(),
        "self.mobile": person.phone,
        "self.household.head.name": head.name,
    }
    if spouse is not None and person in (head, spouse):
        known["self.spouse.name"] = (spouse if person is head else head).name
    for element, parent in zip(("self.father", "self.mother"), _parents(person, household), strict=True):
        if parent is not None and parent.birth < person.birth:
            known[f"{element}.name"] = parent.name
    return known


def request(code: str, elements: tuple[str, ...], root: str) -> tuple[Any, list[Any], Any]:
    """Terms for a community, the routes, and somebody of its committee, as an admitted request has them."""
    from linli.base.identity.actor import Actor
    from linli.base.identity.models import Account, Body, Holding, Post
    from linli.base.identity.states import BodyKind, Role
    from linli.base.reading.actions import PurposeDraft, load_purposes
    from linli.base.reading.states import Act
    from linli.base.scope import Scope
    from linli.catalogue.queries import catalogue
    from linli.register.gate.answering import Request
    from linli.register.gate.asking import RequestTerms
    from linli.register.gate.routes import reads, route

    held = catalogue(DAY)
    routes = [route(root, held.by_code[one]) for one in elements]
    draft = PurposeDraft("mandate-bench", "填表", "form", "测试", "bench", DAY, date(2027, 11, 24))
    load_purposes(drafts=[draft], by=Actor.system("bench"), at=AT)
    terms = RequestTerms(
        "mandate-bench", reads(one for one in routes if one), (code,), DAY, date(2027, 11, 24)
    )
    body, _made = Body.objects.get_or_create(
        name=f"居委会{code}", division_code=code, defaults={"kind": BodyKind.RESIDENTS_COMMITTEE}
    )
    post, _made = Post.objects.get_or_create(
        body=body, division_code=code, role=Role.COMMITTEE, defaults={"title": "工作人员"}
    )
    account, is_new = Account.objects.get_or_create(username=f"bench-{code}")
    if is_new:
        Holding.objects.create(
            account=account, post=post, role=Role.COMMITTEE, began_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
    by = Actor(account.pk, post.pk, Role.COMMITTEE, Scope(code), "居委会")
    return Request(terms, "填报登记表", by, AT, Act.EXPORTED, DAY), routes, by


def wrong_person(truth: Truth) -> int:
    """Every cell of every resident's row against what the generator knows. Answers how many are somebody else's."""
    from linli.register.gate.answering import answer

    told: Counter[str] = Counter()
    start = time.perf_counter()
    for code, people in truth.items():
        asked, routes, _by = request(code, CHECKED, "self")
        said = answer(list(people), routes, asked)
        for subject, known in people.items():
            for element, cell in zip(CHECKED, said[subject], strict=True):
                if cell.shown is None:
                    told[str(cell.found)] += 1
                elif cell.shown.text == known.get(element):
                    told["right"] += 1
                else:
                    told["wrong"] += 1
    rows = sum(len(people) for people in truth.values())
    names = Counter(known["self.name"] for people in truth.values() for known in people.values())
    phones = Counter(known["self.mobile"] for people in truth.values() for known in people.values())
    print(f"{rows:,} residents, {rows * len(CHECKED):,} cells in {time.perf_counter() - start:.1f} s")
    print(f"  namesakes {sum(n for n in names.values() if n > 1):,}, on a shared telephone ", end="")
    print(f"{sum(n for n in phones.values() if n > 1):,}")
    print("  " + ", ".join(f"{name} {count:,}" for name, count in sorted(told.items())))
    print(f"  filled for the wrong person: {told['wrong']}")
    return told["wrong"]


def speed(truth: Truth) -> None:
    """One form of 300 households and 40 columns, fourteen of them, and the naive way."""
    from django.db import connection

    from linli.catalogue.queries import catalogue
    from linli.register.gate.answering import answer
    from linli.register.gate.places import whereabouts
    from linli.register.gate.routes import route
    from linli.register.gate.values import from_ledger
    from linli.register.models import Household

    code = next(iter(truth))
    from linli.base.scope import Scope

    rows = list(Household.objects.in_scope(Scope(code)).order_by("id").values_list("id", flat=True))[
        :HOUSEHOLDS
    ]
    held = catalogue(DAY)
    known = [
        one.code
        for one in held.elements
        if one.role.code in ("household", "dwelling", "self.household.head", "dwelling.owner")
        and route("household", one) is not None
    ]
    heads = [one for one in known if one.startswith("self.household.head")]
    elements = tuple(dict.fromkeys([*heads, *known]))[:COLUMNS]
    asked, routes, _by = request(code, elements, "household")
    answer(rows[:5], routes, asked)
    start = time.perf_counter()
    answer(rows, routes, asked)
    one = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(REPORTS):
        answer(rows, routes, asked)
    fourteen = time.perf_counter() - start
    start = time.perf_counter()
    for row in rows[:PEER_ROWS]:
        for way in routes:
            subject: UUID | None = row
            for link in way.links if way else ():
                there = whereabouts([subject]) if subject else {}
                found = from_ledger(there.values(), [link], DAY, None)
                objects = next((told[link].objects for told in found.values() if link in told), ())
                subject = objects[0] if objects else None
            if subject and way:
                from_ledger(whereabouts([subject]).values(), [way.sought], DAY, None)
    naive = (time.perf_counter() - start) * len(rows) / PEER_ROWS
    print(f"{len(rows)} households x {len(elements)} columns on {connection.vendor}")
    print(f"  one form            {one:6.2f} s   (goal 1 s)")
    print(f"  {REPORTS} forms            {fourteen:6.2f} s   (goal 5 s)")
    print(f"  peer, a read a cell {naive:6.2f} s   (from {PEER_ROWS} rows)   ratio {naive / one:.0f}")


if __name__ == "__main__":
    sys.exit(main())
