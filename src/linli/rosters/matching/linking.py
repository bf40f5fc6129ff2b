"""Rows to people. Every row ends as one of the record's people, as somebody new, or new with a doubt beside it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.core.addresses import Gazetteer
from linli.core.linkage import NormalRecord, RawRecord, link_table, normalise, normalise_columns
from linli.core.linkage.batch import JOIN_AT, LOOK_AT_FROM
from linli.core.linkage.index import MemoryIndex
from linli.core.linkage.learn import Weights
from linli.core.linkage.single import Evidence, Finder, Scored, compare
from linli.rosters.matching.weights import weights_among

# From this many rows on everything is compared with everything at once; below, each row looks for its person.
AT_ONCE = 1_000
# Two people of the record that a row fits equally well are a doubt, not a choice.
APART_BY = 6.0
# A record that has just been begun holds a handful of a district's people: a common name says no more for that.
AT_LEAST = 20_000
Who = UUID | int
"""A person of the record by id, or somebody new by the number of their first row in this roster."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one source says of one person of the record."""

    record: RawRecord
    subject: UUID


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one: how likely (log2 of the odds) and by what."""

    one: Who
    other: Who
    weight: float
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class Linked:
    """`who` of each row by its number; pairs in doubt, the likeliest first."""

    who: dict[int, Who]
    pairs: list[Pair] = field(default_factory=list)


def link_rows(
    rows: Sequence[RawRecord],
    held: Sequence[Held],
    *,
    gazetteer: Gazetteer,
    people: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Linked:
    """Link the rows of one roster with the record and with each other.

    `people` is how many people the district has. Records are numbered by the caller: rows by their place, 0, 1, ...;
    held ones from `len(rows)` on. Same rows and record, same answer.
    """
    if len(rows) >= AT_ONCE:
        return _AtOnce(rows, held, gazetteer).run()
    return _OneByOne(rows, held, gazetteer, people).run(progress)


class _AtOnce:
    """The batch engine. People of the record are never joined by it: where it would, a person is asked."""

    def __init__(self, rows: Sequence[RawRecord], held: Sequence[Held], gazetteer: Gazetteer) -> None:
        self.rows, self.held, self.gazetteer = rows, held, gazetteer
        self.raw = {record.rec_id: record for record in (*rows, *(one.record for one in held))}
        self.subject_of = {one.record.rec_id: one.subject for one in held}
        self.normal: dict[int, NormalRecord] = {}

    def run(self) -> Linked:
        found = link_table(normalise_columns(_table(list(self.raw.values())), self.gazetteer))
        cluster_of = found.clusters
        in_cluster: dict[int, dict[UUID, list[int]]] = defaultdict(lambda: defaultdict(list))
        for one in self.held:
            in_cluster[cluster_of[one.record.rec_id]][one.subject].append(one.record.rec_id)
        first: dict[int, int] = {}
        linked = Linked({})
        for row in self.rows:
            cluster = cluster_of[row.rec_id]
            known = self._nearest(row.rec_id, in_cluster.get(cluster, {}), found.weights)
            linked.who[row.rec_id] = known or first.setdefault(cluster, row.rec_id)
        seen: set[frozenset[Who]] = set()
        edges = [*self._joined(in_cluster, found.weights), *found.doubtful]
        for record, other, weight in edges:
            left, right = self._who(record, linked), self._who(other, linked)
            sides = frozenset((left, right))
            if len(sides) == 2 and sides not in seen:
                seen.add(sides)
                evidence = compare(self._folded(record), self._folded(other), found.weights)[1]
                linked.pairs.append(Pair(left, right, weight, evidence))
        return linked

    def _who(self, record: int, linked: Linked) -> Who:
        return self.subject_of.get(record) or linked.who[record]

    def _folded(self, record: int) -> NormalRecord:
        if record not in self.normal:
            self.normal[record] = normalise(self.raw[record], self.gazetteer)
        return self.normal[record]

    def _weight(self, one: int, other: int, weights: Weights) -> float:
        return compare(self._folded(one), self._folded(other), weights)[0]

    def _nearest(self, row: int, subjects: dict[UUID, list[int]], weights: Weights) -> UUID | None:
        if len(subjects) < 2:
            return next(iter(subjects), None)
        best = {who: max(self._weight(row, one, weights) for one in rows) for who, rows in subjects.items()}
        return max(best, key=lambda who: (best[who], str(who)))

    def _joined(
        self, in_cluster: dict[int, dict[UUID, list[int]]], weights: Weights
    ) -> list[tuple[int, int, float]]:
        """Pairs of people of the record that fell into one cluster, by their likeliest records."""
        found = []
        for subjects in in_cluster.values():
            people = sorted(subjects, key=str)
            for place, one in enumerate(people[:-1]):
                for other in people[place + 1 :]:
                    found.append(
                        max(
                            (self._weight(left, right, weights), left, right)
                            for left in subjects[one]
                            for right in subjects[other]
                        )
                    )
        return [(left, right, weight) for weight, left, right in sorted(found, reverse=True)]


class _OneByOne:
    """Each row looks for its person among the record and the rows before it."""

    def __init__(
        self, rows: Sequence[RawRecord], held: Sequence[Held], gazetteer: Gazetteer, people: int
    ) -> None:
        self.rows = [normalise(row, gazetteer) for row in rows]
        known = [(normalise(one.record, gazetteer), one.subject) for one in held]
        self.who: dict[int, Who] = {record.rec_id: subject for record, subject in known}
        self.numbers: dict[Who, set[str]] = defaultdict(set)
        self.index = MemoryIndex()
        self.index.add(record for record, _subject in known)
        for record, subject in known:
            self._remember(record, subject)
        world = [*self.rows, *(record for record, _subject in known)]
        self.finder = Finder(weights_among(world, max(people, len(world), AT_LEAST)), self.index)
        self.pairs: dict[frozenset[Who], Pair] = {}

    def run(self, progress: Callable[[int, int], None]) -> Linked:
        for place, row in enumerate(self.rows):
            self._place(row)
            if place % 50 == 0:
                progress(place, len(self.rows))
        ordered = sorted(self.pairs.values(), key=lambda pair: -pair.weight)
        return Linked({row.rec_id: self.who[row.rec_id] for row in self.rows}, ordered)

    def _place(self, row: NormalRecord) -> None:
        best: dict[Who, Scored] = {}
        for hit in self.finder.find(row, at_least=LOOK_AT_FROM):
            best.setdefault(self.who[hit.record.rec_id], hit)
        ranked = sorted(best.items(), key=lambda item: -item[1].weight)
        chosen = self._chosen(row, ranked)
        mine: Who = row.rec_id if chosen is None else chosen
        self.who[row.rec_id] = mine
        self._remember(row, mine)
        self.index.add([row])
        for who, hit in ranked:
            self._doubt(mine, who, hit)

    def _chosen(self, row: NormalRecord, ranked: list[tuple[Who, Scored]]) -> Who | None:
        likely = [
            (who, hit.weight)
            for who, hit in ranked
            if hit.weight >= JOIN_AT and not self._two_numbers(row, who)
        ]
        if not likely or (len(likely) > 1 and likely[0][1] - likely[1][1] < APART_BY):
            return None
        return likely[0][0]

    def _two_numbers(self, row: NormalRecord, who: Who) -> bool:
        held = self.numbers[who]
        return bool(row.id_sound and held and row.id_sound not in held)

    def _doubt(self, mine: Who, who: Who, hit: Scored) -> None:
        sides = frozenset((mine, who))
        if len(sides) == 2 and (sides not in self.pairs or self.pairs[sides].weight < hit.weight):
            self.pairs[sides] = Pair(who, mine, hit.weight, hit.evidence)

    def _remember(self, record: NormalRecord, who: Who) -> None:
        if record.id_sound:
            self.numbers[who].add(record.id_sound)


def _table(records: Sequence[RawRecord]) -> Any:
    """Records as the Arrow table that `normalise_columns` takes."""
    import pyarrow as pa

    names = ("rec_id", "name", "sex", "birth", "id_no", "phone", "address")
    types = [pa.int64(), *[pa.string()] * 6]
    return pa.table(
        {
            name: pa.array([getattr(record, name) for record in records], kind)
            for name, kind in zip(names, types, strict=True)
        }
    )
