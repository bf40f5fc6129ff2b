"""Who lived in a community on a day that has passed: the people of today's projection, less who came since, and those
who left since. Told by days of birth, death and moving and by the homes that facts name; no other value is opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from linli.base.scope import Scope, prefix_range
from linli.register.ledger.load import Loader
from linli.register.ledger.people import members_of
from linli.register.ledger.sql import among, as_id, parts
from linli.register.models import Person
from linli.register.states import LIVING_HERE, Status

HOME = ("estate", "road", "building", "unit", "room")
MOVED_IN, MOVED_OUT = "self.moved_in_date", "self.moved_out_date"
# Entries that were taken back, and facts that were corrected, say nothing.
COUNTS = (
    " AND f.id NOT IN (SELECT c.corrects_id FROM register_fact c WHERE c.corrects_id IS NOT NULL AND c.entry_id"
    " NOT IN (SELECT w.undoes_id FROM register_entry w WHERE w.undoes_id IS NOT NULL))"
    " AND f.entry_id NOT IN (SELECT u.undoes_id FROM register_entry u WHERE u.undoes_id IS NOT NULL)"
)
SINCE = (
    "SELECT DISTINCT s.canonical_id FROM register_fact f JOIN register_subject s ON s.id = f.subject_id"
    " JOIN register_person p ON p.id = s.canonical_id WHERE f.element IN (%s, %s) AND f.valid_from > %s"
    " AND p.division_code >= %s AND p.division_code < %s"
)
# Who lived in a household of the place until after the day, and the people of households that lay there until then.
LEFT = (
    "SELECT s.canonical_id, f.object_id FROM register_fact f JOIN register_subject s ON s.id = f.subject_id"
    " JOIN register_household h ON h.id = f.object_id WHERE f.element = 'self.household' AND f.valid_to > %s"
    " AND (f.valid_from IS NULL OR f.valid_from <= %s)"
    " AND h.division_code >= %s AND h.division_code < %s"
)
MOVED_AWAY = (
    "SELECT f.subject_id, d.division_code FROM register_fact f JOIN register_dwelling d ON d.id = f.object_id"
    " WHERE f.element = 'household.dwelling' AND f.valid_to > %s AND (f.valid_from IS NULL OR f.valid_from <= %s)"
)

RECORDED = "SELECT element, subject_id FROM register_fact WHERE element IN (%s) AND "


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody of the community. `household` is where they lived on the day; `came_later` who belongs to the place only
    since then.
    """

    id: UUID
    sex: str | None
    birth_date: date | None
    death_date: date | None
    household: UUID | None
    is_there: bool
    came_later: bool = False


def people_of(code: str, on: date, today: date) -> list[Present]:
    """Everybody on the record of a community, in the order of homes; `is_there` tells who lived there on the day."""
    rows = _rows(Q(**prefix_range("division_code", code)))
    if on >= today:
        return [_present(row, row[5] in LIVING_HERE) for row in rows]
    day, ends = on.isoformat(), list(prefix_range("division_code", code).values())
    arrived, gone = _moves(_run(SINCE, [MOVED_IN, MOVED_OUT, day, *ends]), on, today)
    lived = {as_id(who): as_id(home) for who, home in _run(LEFT + COUNTS, [day, day, *ends])}
    came, went = _households(code, day)
    seen = {row[0] for row in rows}
    elsewhere = _rows(Q(id__in=set(lived) - seen) | Q(household_id__in=went)) if lived or went else []
    rows += [row for row in elsewhere if row[0] not in seen]
    found = []
    for row in rows:
        id_, _sex, born, died, household, status = row
        is_alive = (died is None or died > on) and (born is None or born <= on)
        was_there = id_ in lived or (household in went and id_ not in arrived)
        came_later = not was_there and (id_ in arrived or household in came)
        has_gone = id_ in gone or (status == Status.DEAD and died is not None)
        is_here = not came_later and (status in LIVING_HERE or has_gone)
        is_there = is_alive and (was_there or (id_ in seen and is_here))
        found.append(_present(row, is_there, lived.get(id_), came_later))
    return found


def with_facts(elements: Sequence[str], subjects: Sequence[UUID]) -> dict[str, set[UUID]]:
    """By element those of the subjects of whom anything was ever recorded under it; no value is opened."""
    of = {member: one for one, all_of_it in members_of(subjects).items() for member in all_of_it}
    found: dict[str, set[UUID]] = {element: set() for element in elements}
    for part in parts(of) if elements else ():
        where, params = among("subject_id", part)
        named = ",".join(["%s"] * len(elements))
        for element, subject in _run(RECORDED % named + where, [*elements, *params]):
            found[element].add(of[as_id(subject)])
    return found


def _rows(which: Q) -> list[tuple[Any, ...]]:
    """People by a condition, in the order of homes. One query."""
    found = Person.objects.in_scope(Scope("")).filter(which)
    return list(
        found.order_by("grid", *(f"dwelling__{name}" for name in HOME), "household_id", "id").values_list(
            "id", "sex", "birth_date", "death_date", "household_id", "status"
        )
    )


def _present(
    row: Sequence[Any], is_there: bool, lived: UUID | None = None, came_later: bool = False
) -> Present:
    id_, sex, born, died, household, _status = row
    return Present(id_, sex or None, born, died, lived or household, is_there, came_later)


def _moves(rows: Iterable[tuple[Any, ...]], on: date, today: date) -> tuple[set[UUID], set[UUID]]:
    """Of people about whom a move was said since: who came after the day, and who left after it."""
    arrived, gone = set(), set()
    asked = [as_id(row[0]) for row in rows]
    for one, view in Loader(today).load(asked).views.items() if asked else ():
        came, left = view.day(MOVED_IN), view.day(MOVED_OUT)
        if came is not None and came > on:
            arrived.add(one)
        elif left is not None and left > on:
            gone.add(one)
    return arrived, gone


def _households(code: str, day: str) -> tuple[set[UUID], set[UUID]]:
    """Households that lay elsewhere on the day, and households that lay in the community then. Others stayed."""
    was = {as_id(row[0]): row[1] for row in _run(MOVED_AWAY + COUNTS, [day, day])}
    return (
        {one for one, place in was.items() if not place.startswith(code)},
        {one for one, place in was.items() if place.startswith(code)},
    )


def _run(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
