"""What rows need to know of other rows, read in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from linli.register.ledger.people import members_of
from linli.register.ledger.sql import among, as_id, as_id_or_none, parts
from linli.register.projection.rows import Place
from linli.register.states import SubjectKind

HOUSEHOLD = "SELECT id, division_code, grid, dwelling_id FROM register_household WHERE "
DWELLING = "SELECT id, division_code, grid FROM register_dwelling WHERE "
FIRST = (
    "SELECT id, division_code, grid FROM register_subject "
    "WHERE canonical_id = id AND forgotten_at IS NULL AND "
)
KINDS = "SELECT id, canonical_id, kind FROM register_subject WHERE "
POINTING = "SELECT DISTINCT subject_id FROM register_fact WHERE object_id IS NOT NULL AND "


@dataclass(slots=True)
class Homes:
    """Where the rows of dwellings and households lie: those made in this run are remembered, others are looked up."""

    place_of: dict[UUID, Place] = field(default_factory=dict)
    home_of: dict[UUID, UUID | None] = field(default_factory=dict)
    _asked: set[UUID] = field(default_factory=set)

    def forget(self, ids: Iterable[UUID]) -> None:
        """Rows that are being made anew: what was known of them no longer holds."""
        for one in ids:
            self._asked.discard(one)
            self.place_of.pop(one, None)
            self.home_of.pop(one, None)

    def made(self, kind: SubjectKind, one: UUID, place: Place, home: UUID | None) -> None:
        """A row that has just been made."""
        self._asked.add(one)
        self.place_of[one] = place
        if kind is SubjectKind.HOUSEHOLD:
            self.home_of[one] = home

    def look_up(self, pointed: Iterable[UUID]) -> None:
        """Learn of these dwellings and households, and of the households' dwellings."""
        missing = set(pointed) - self._asked
        if not missing:
            return
        self._asked |= missing
        for one, code, grid, home in _select(HOUSEHOLD, missing):
            self.place_of[as_id(one)] = Place(code, grid)
            self.home_of[as_id(one)] = as_id_or_none(home)
        homes = {home for one in missing if (home := self.home_of.get(one))}
        self._asked |= homes
        for one, code, grid in _select(DWELLING, missing | homes):
            self.place_of[as_id(one)] = Place(code, grid)


def first_places(ids: Iterable[UUID]) -> dict[UUID, Place]:
    """Where subjects were first recorded; only those that are shown under themselves and not forgotten."""
    return {as_id(one): Place(code, grid) for one, code, grid in _select(FIRST, ids)}


def kinds_of(subjects: Iterable[UUID]) -> dict[SubjectKind, set[UUID]]:
    """The subjects with those they are shown under, by kind."""
    found: dict[SubjectKind, set[UUID]] = {kind: set() for kind in SubjectKind}
    for one, canonical, kind in _select(KINDS, subjects):
        found[SubjectKind(kind)] |= {as_id(one), as_id(canonical)}
    return found


def pointing_to(canonicals: Iterable[UUID]) -> set[UUID]:
    """Subjects with a fact, past or present, that points to one of these or to one shown under it."""
    members = {one for all_of_it in members_of(canonicals).values() for one in all_of_it}
    return {as_id(row[0]) for row in _select(POINTING, members, "object_id")}


def _select(statement: str, ids: Iterable[UUID], column: str = "id") -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for part in parts(ids):
            where, params = among(column, part)
            cursor.execute(statement + where, params)
            found += cursor.fetchall()
    return found
