"""The homes of a grid that somebody has to visit, with what is to be asked there: each thing once, whoever wants it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from linli.base.scope import Scope
from linli.register.elements import kind_of
from linli.register.models import Dwelling, Household, Person
from linli.register.states import SubjectKind
from linli.visits import rules
from linli.visits.held import Fields, fields_of
from linli.visits.models import CollectionTask
from linli.visits.states import TaskState

ETAG = 16
WALK = ("estate", "road", "building", "unit", "floor", "room")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to find out: of whom, what, over which version, and for which collections."""

    subject: UUID
    element: str
    base: str
    collections: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives there. `marks` name the facts that are shown, so that a change is noticed unread."""

    id: UUID
    is_head: bool
    marks: str


@dataclass(frozen=True, slots=True)
class Home:
    """A household with open tasks. `etag` changes whenever something that the phone shows of it changes."""

    household: UUID
    dwelling: UUID | None
    where: Mapping[str, Any]
    members: tuple[Member, ...]
    asks: tuple[Ask, ...]
    etag: str


def homes(place: str, day: date) -> list[Home]:
    """All homes of a grid with an open task, in walking order. A constant number of queries; opens no value."""
    wanted = _wanted(place, day)
    households = _households(place, wanted)
    dwellings = _dwellings(place, [row["dwelling_id"] for row in households.values()])
    members = _members(place, households)
    asks = {one: list(_asks(wanted[one], row, members[one])) for one, row in households.items()}
    fields = fields_of(
        {subject for told in asks.values() for subject, _element, _ids in told},
        {element for told in asks.values() for _subject, element, _ids in told},
    )
    found = [
        _home(row, dwellings.get(row["dwelling_id"], {}), members[one], asks[one], fields)
        for one, row in households.items()
    ]
    return sorted(found, key=lambda home: [_natural(home.where.get(name)) for name in WALK])


Wanted = dict[str, list[tuple[UUID, frozenset[str] | None]]]
"""Element -> collections that ask for it, each with the ids of those it asks about; None for everybody."""


def _wanted(place: str, day: date) -> dict[UUID, Wanted]:
    """What each household is to be asked."""
    rows = (
        CollectionTask.objects.in_scope(Scope(place))
        .filter(state=TaskState.OPEN, collection__opens_date__lte=day, collection__closes_date__gte=day)
        .filter(collection__ended_date=None)
        .order_by("household", "id")
        .values_list("household", "collection_id", "collection__elements", "asks")
    )
    found: dict[UUID, Wanted] = defaultdict(dict)
    for household, collection, elements, asks in rows:
        for element in elements if asks is None else asks:
            of_whom = None if asks is None else frozenset(asks[element])
            found[household].setdefault(element, []).append((collection, of_whom))
    return found


def _households(place: str, wanted: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    rows = (
        Household.objects.in_scope(Scope(rules.code_of(place)))
        .filter(grid=rules.grid_of(place), status="live")
        .order_by("id")
        .values("id", "dwelling_id", "head_id")
    )
    asked = set(wanted)
    return {row["id"]: dict(row) for row in rows if row["id"] in asked}


def _dwellings(place: str, ids: Sequence[UUID | None]) -> dict[UUID | None, dict[str, Any]]:
    wanted = {one for one in ids if one}
    rows = Dwelling.objects.in_scope(Scope(rules.code_of(place))).filter(grid=rules.grid_of(place))
    return {row["id"]: row for row in rows.order_by("id").values("id", *WALK) if row["id"] in wanted}


def _members(place: str, households: Mapping[UUID, dict[str, Any]]) -> dict[UUID, list[Member]]:
    rows = (
        Person.objects.in_scope(Scope(rules.code_of(place)))
        .filter(grid=rules.grid_of(place), household__isnull=False)
        .order_by("birth_date", "id")
        .values_list("id", "household_id", "name_fact", "phone_fact", "birth_date")
    )
    found: dict[UUID, list[Member]] = {one: [] for one in households}
    for one, household, *marks in rows:
        if household in found:
            is_head = households[household]["head_id"] == one
            found[household].append(Member(one, is_head, "|".join(map(str, marks))))
    for told in found.values():
        told.sort(key=lambda member: not member.is_head)
    return found


def _asks(
    wanted: Wanted, row: Mapping[str, Any], members: Sequence[Member]
) -> Iterable[tuple[UUID, str, tuple[UUID, ...]]]:
    for element, collections in wanted.items():
        kind = kind_of(element)
        subjects: dict[Any, list[UUID]] = {
            SubjectKind.PERSON: [member.id for member in members],
            SubjectKind.HOUSEHOLD: [row["id"]],
            SubjectKind.DWELLING: [row["dwelling_id"]] if row["dwelling_id"] else [],
        }
        for subject in subjects.get(kind, []):
            asking = [one for one, of_whom in collections if of_whom is None or subject.hex in of_whom]
            if asking:
                yield subject, element, tuple(asking)


def _home(
    row: Mapping[str, Any],
    dwelling: Mapping[str, Any],
    members: Sequence[Member],
    asks: Iterable[tuple[UUID, str, tuple[UUID, ...]]],
    fields: Fields,
) -> Home:
    told = tuple(
        Ask(subject, element, fields.version((subject, element)), ids) for subject, element, ids in asks
    )
    where = {name: dwelling.get(name) for name in WALK}
    shown = repr((where, [(one.id, one.is_head, one.marks) for one in members], told))
    etag = hashlib.sha256(shown.encode()).hexdigest()[:ETAG]
    return Home(row["id"], row["dwelling_id"], where, tuple(members), told, etag)


def _natural(value: Any) -> tuple[int, int, str]:
    """Building 2 before building 10; what has no number comes last."""
    text = str(value) if value not in (None, "") else ""
    digits = "".join(letter for letter in text if letter.isdigit())
    return (0 if digits else 1, int(digits[:9] or 0), text)
