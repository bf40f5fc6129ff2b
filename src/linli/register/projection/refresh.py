"""Making rows anew for the subjects that an act touched, and for those whose rows depend on them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from linli.base import bulk
from linli.register.elements import SINGLE_LINKS, TYPED_LINKS
from linli.register.ledger.facts import EntryInfo, LiveFact
from linli.register.ledger.load import Loaded, Loader
from linli.register.ledger.sql import parts
from linli.register.ledger.view import View
from linli.register.models import Dwelling, Household, Organisation, Person, Relation, Thing
from linli.register.projection import rows
from linli.register.projection.around import Homes, first_places, kinds_of, pointing_to
from linli.register.projection.counting import count_people, lived_in
from linli.register.projection.rows import Around, Place
from linli.register.states import SubjectKind

K = SubjectKind
BATCH = 2_000
RELATED = tuple(sorted(SINGLE_LINKS - TYPED_LINKS))


@dataclass(frozen=True, slots=True)
class Table:
    """A projection table: its model, its columns, and what makes a row of a view."""

    model: type[models.Model]
    columns: tuple[str, ...]
    row: Callable[[View, Around], tuple[Any, ...]]


TABLES: dict[SubjectKind, Table] = {
    K.DWELLING: Table(Dwelling, rows.DWELLING, rows.dwelling),
    K.HOUSEHOLD: Table(Household, rows.HOUSEHOLD, rows.household),
    K.PERSON: Table(Person, rows.PERSON, rows.person),
    K.ORGANISATION: Table(Organisation, rows.ORGANISATION, rows.organisation),
    K.THING: Table(Thing, rows.THING, rows.thing),
}
RELATION = (*rows.COMMON, "subject_id", "role", "object_id", "valid_from", "valid_to")
# Rows of the later kinds look at rows of the earlier ones.
ORDER = (K.DWELLING, K.HOUSEHOLD, K.PERSON, K.ORGANISATION, K.THING)
CARRYING = (K.DWELLING, K.HOUSEHOLD)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many rows were made, and which dwellings and households were counted again."""

    rows: int
    dwellings: frozenset[UUID] = frozenset()
    households: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Fresh:
    """Subjects made in this transaction, with their kinds and first places, and all facts that there are of them."""

    subjects: Mapping[UUID, tuple[SubjectKind, Place]] = field(default_factory=dict)
    facts: Sequence[LiveFact] = ()
    entry: EntryInfo | None = None

    def by_kind(self) -> dict[SubjectKind, dict[UUID, Place]]:
        """Them and their places, by kind."""
        found: dict[SubjectKind, dict[UUID, Place]] = {kind: {} for kind in SubjectKind}
        for one, (kind, place) in self.subjects.items():
            found[kind][one] = place
        return found

    def facts_by_kind(self) -> dict[SubjectKind, list[LiveFact]]:
        """Their facts, by kind."""
        found: dict[SubjectKind, list[LiveFact]] = {kind: [] for kind in SubjectKind}
        for fact in self.facts:
            found[self.subjects[fact.subject][0]].append(fact)
        return found


NOBODY = Fresh()


@dataclass(slots=True)
class Refresher:
    """Refreshes rows for one day. Callers hold the transaction."""

    loader: Loader
    made: int = 0
    homes: Homes = field(default_factory=Homes)
    recount: dict[SubjectKind, set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def kind(self, kind: SubjectKind, ids: Iterable[UUID], *, cleared: bool = False) -> None:
        """Make the rows of subjects of one kind anew; `cleared` when there are none of them left in the table."""
        for part in parts(sorted(ids), BATCH):
            if not cleared:
                self._note_homes(kind, part)
                bulk.delete(TABLES[kind].model, part)
                bulk.delete(Relation, part, "subject_id")
            self.homes.forget(part)
            places = first_places(part)
            self.write(kind, self.loader.load(places), places)

    def fresh(self, kind: SubjectKind, places: Mapping[UUID, Place], facts: Sequence[LiveFact]) -> None:
        """Make the first rows of new subjects."""
        members = {one: (one,) for one in places}
        self.write(kind, self.loader.views(members, facts), places)

    def write(self, kind: SubjectKind, loaded: Loaded, places: Mapping[UUID, Place]) -> None:
        """Insert the rows of views."""
        table = TABLES[kind]
        self.homes.look_up(loaded.canonical.values())
        around = Around(self.loader.day, places, loaded.canonical, self.homes.place_of, self.homes.home_of)
        made = [table.row(view, around) for view in loaded.views.values() if view.live]
        bulk.insert(table.model, table.columns, made)
        bulk.insert(Relation, RELATION, _relations(loaded, made, around))
        self.made += len(made)
        self._remember(kind, table.columns, made)

    def _remember(self, kind: SubjectKind, columns: tuple[str, ...], made: list[tuple[Any, ...]]) -> None:
        """What later rows need to know, and whose people must be counted."""
        if kind in CARRYING:
            home = columns.index("dwelling") if kind is K.HOUSEHOLD else 0
            for row in made:
                self.homes.made(kind, row[0], Place(row[2], row[3]), row[home] if home else None)
            self.recount[kind] |= {row[0] for row in made}
        if kind is K.PERSON:
            at_household, at_dwelling = columns.index("household"), columns.index("dwelling")
            self.recount[K.HOUSEHOLD] |= {row[at_household] for row in made} - {None}
            self.recount[K.DWELLING] |= {row[at_dwelling] for row in made} - {None}

    def _note_homes(self, kind: SubjectKind, ids: list[UUID]) -> None:
        if kind is K.PERSON:
            households, dwellings = lived_in(ids)
            self.recount[K.HOUSEHOLD] |= households
            self.recount[K.DWELLING] |= dwellings

    def finish(self) -> Refreshed:
        """Count people anew where somebody came or went."""
        count_people(self.recount[K.HOUSEHOLD], self.recount[K.DWELLING])
        return Refreshed(self.made, frozenset(self.recount[K.DWELLING]), frozenset(self.recount[K.HOUSEHOLD]))


def refresh(touched: Iterable[UUID], day: date, *, fresh: Fresh = NOBODY, district: str = "") -> Refreshed:
    """Make the rows of these subjects, and of all that live in or belong to them, as believed on `day`.

    `touched` are subjects whose facts changed or that were merged or parted; `fresh` are those that were made in
    this transaction, so that nothing older depends on them.
    """
    by_kind = kinds_of(set(touched) - fresh.subjects.keys())
    worker = Refresher(Loader(day, district=district, new=fresh.subjects.keys()))
    if fresh.entry is not None:
        worker.loader.entries[fresh.entry.id] = fresh.entry
    new, said = fresh.by_kind(), fresh.facts_by_kind()
    for kind in ORDER:
        if new[kind]:
            worker.fresh(kind, new[kind], said[kind])
        worker.kind(kind, by_kind[kind])
        if kind in CARRYING and by_kind[kind]:
            dependent = pointing_to(by_kind[kind]) - fresh.subjects.keys()
            for dependent_kind, found in kinds_of(dependent).items():
                by_kind[dependent_kind] |= found
    return worker.finish()


def _relations(loaded: Loaded, made: list[tuple[Any, ...]], around: Around) -> Iterable[tuple[Any, ...]]:
    """The relations of the subjects whose rows were made; they lie where their subject lies."""
    for row in made:
        for link in _links(loaded.views[row[0]]):
            other = around.who(link.object)
            if other is not None:
                yield (link.id, *row[1:5], row[0], link.element, other, link.valid_from, link.valid_to)


def _links(view: View) -> list[LiveFact]:
    """The facts of a view that become rows of Relation."""
    single = [view.golden[element].fact for element in RELATED if element in view.golden]
    return [*view.links, *single]
