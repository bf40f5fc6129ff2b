"""Buildings of a place and the plan of one: rooms, how many live in each, which are empty. No names."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from linli.base.scope import Scope
from linli.register.models import Dwelling, Household
from linli.register.states import HouseholdStatus

GROUP = ("division_code", "estate", "road", "building")
MOST_ROOMS = 5_000


@dataclass(frozen=True, slots=True)
class BuildingLine:
    """A building with its numbers. `slug` names it in an address without saying where it is."""

    slug: str
    division_code: str
    estate: str
    road: str
    building: str
    dwellings: int
    households: int
    people: int
    empty: int


@dataclass(frozen=True, slots=True)
class Room:
    """One dwelling of a building; `sizes` are those of the households in it."""

    dwelling: UUID
    unit: str
    floor: int | None
    room: str
    people: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BuildingPlan:
    """A building with all its rooms, by unit, floor and room."""

    line: BuildingLine
    rooms: tuple[Room, ...]


def buildings(scope: Scope) -> tuple[BuildingLine, ...]:
    """All buildings of a place, in the order of their addresses. Two queries."""
    grouped = (
        Dwelling.objects.in_scope(scope)
        .order_by(*GROUP)
        .values_list(*GROUP)
        .annotate(rooms=Count("id"), living=Sum("people_count"), empty=Count("id", filter=Q(people_count=0)))
    )
    live = Household.objects.in_scope(scope).filter(status=HouseholdStatus.LIVE, dwelling__isnull=False)
    names = tuple(f"dwelling__{name}" for name in GROUP)
    counted = live.order_by().values_list(*names).annotate(households=Count("id"))
    households = {tuple(row[:4]): row[4] for row in counted}
    return tuple(_line(tuple(row), households) for row in grouped)


def _line(row: tuple[Any, ...], households: Mapping[tuple[Any, ...], int]) -> BuildingLine:
    code, estate, road, building, rooms, living, empty = row
    where = (code, estate, road, building)
    return BuildingLine(
        slug_of(where), code, estate, road, building, rooms, households.get(where, 0), living or 0, empty
    )


def plan(scope: Scope, slug: str) -> BuildingPlan | None:
    """The plan of a building in scope; None when there is none of that name. Four queries."""
    line = next((one for one in buildings(scope) if one.slug == slug), None)
    if line is None:
        return None
    rows = list(
        Dwelling.objects.in_scope(scope)
        .filter(division_code=line.division_code, estate=line.estate, road=line.road, building=line.building)
        .order_by("unit", "floor", "room", "id")
        .values_list("id", "unit", "floor", "room", "people_count")[:MOST_ROOMS]
    )
    sizes = _sizes(scope, [row[0] for row in rows])
    return BuildingPlan(
        line,
        tuple(
            Room(id_, unit, floor, room, people, tuple(sizes.get(id_, ())))
            for id_, unit, floor, room, people in rows
        ),
    )


def slug_of_dwelling(scope: Scope, dwelling: UUID) -> tuple[str, str] | None:
    """The community and the slug of the building that a dwelling in scope belongs to."""
    row = Dwelling.objects.in_scope(scope).filter(id=dwelling).values_list(*GROUP).first()
    return (row[0], slug_of(row)) if row else None


def slug_of(group: Iterable[Any]) -> str:
    """A short name for a building: the same for everybody, telling nothing."""
    return hashlib.sha256("\x1f".join(str(part) for part in group).encode()).hexdigest()[:16]


def _sizes(scope: Scope, dwellings: list[UUID]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    rows = Household.objects.in_scope(scope).filter(status=HouseholdStatus.LIVE, dwelling_id__in=dwellings)
    for dwelling, size in rows.order_by("id").values_list("dwelling_id", "size"):
        found.setdefault(dwelling, []).append(size)
    return found
