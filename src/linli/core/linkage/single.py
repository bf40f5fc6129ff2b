"""One record against everybody: the same table of levels, scored in Python over a table of block keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

from linli.core.linkage.learn import APART, TOGETHER, Weights
from linli.core.linkage.levels import COMPARISONS, in_household, level_of
from linli.core.linkage.normalise import NormalRecord

# A key under which more records stand than this names nobody (a switchboard, a dormitory): it is passed over.
CROWD = 400


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison says: its level and the weight (log2) it adds."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, its weight, and why."""

    record: NormalRecord
    weight: float
    evidence: tuple[Evidence, ...]


def compare(
    one: NormalRecord, other: NormalRecord, weights: Weights, name_share: Callable[[str], float]
) -> tuple[float, tuple[Evidence, ...]]:
    """Weight of a pair and its parts. `name_share` gives a name's share among the records."""
    context = TOGETHER if in_household(one, other) else APART
    total, parts = weights.start, []
    for comparison in COMPARISONS:
        level = level_of(comparison, one, other)
        place = context if comparison.in_household else APART
        weight = weights.weight(comparison.name, level, place)
        if comparison.name == "name" and level.name == "equal" and place == APART:
            weight += log2(weights.u["name", "equal", APART] / name_share(one.name))
        parts.append(Evidence(comparison.name, level.name, weight))
        total += weight
    return total, tuple(parts)


def block_keys(record: NormalRecord) -> Iterator[str]:
    """The keys under which a record is found again; the same blocks as in the batch."""
    number, birth, phone = record.id_sound or record.id_weak, record.birth, record.phone
    if number:
        yield f"i{number}"
    if birth and record.name:
        yield f"b{record.name[0]}{birth}"
    if phone:
        yield f"p{record.sound}{phone}"
    for home in filter(None, (record.by_estate, record.by_road)):
        yield f"h{record.sound}{home}"
        if birth:
            yield f"d{birth}{home}"
    if birth and phone:
        yield f"q{birth}{phone}"


@dataclass(slots=True)
class Finder:
    """Finds the records of the same person among many. Memory: about 1.5 kB a record."""

    weights: Weights
    records: dict[int, NormalRecord] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)

    def add(self, records: Iterable[NormalRecord]) -> None:
        """Take records into the index."""
        for record in records:
            self.records[record.rec_id] = record
            self.names[record.name] = self.names.get(record.name, 0) + 1
            for key in block_keys(record):
                self.keys.setdefault(key, []).append(record.rec_id)

    def find(self, record: NormalRecord, *, at_least: float = 0.0) -> Sequence[Scored]:
        """Candidates of weight `at_least` or more, best first; ties by record number."""
        seen: set[int] = set()
        for key in block_keys(record):
            found = self.keys.get(key, ())
            if len(found) <= CROWD:
                seen.update(found)
        seen.discard(record.rec_id)
        scored = []
        for candidate in seen:
            other = self.records[candidate]
            weight, evidence = compare(record, other, self.weights, self.name_share)
            if weight >= at_least:
                scored.append(Scored(other, weight, evidence))
        return sorted(scored, key=lambda hit: (-hit.weight, hit.record.rec_id))

    def name_share(self, name: str) -> float:
        """Share of the records that carry a name."""
        return max(self.names.get(name, 0), 1) / max(len(self.records), 1)


def decide(
    hits: Sequence[Scored], cluster_of: Mapping[int, int], *, join_at: float, apart_by: float = 6.0
) -> int | None:
    """The person a record belongs to, or None when nobody or more than one comes near: that is for a person's eye."""
    people: dict[int, float] = {}
    for hit in hits:
        person = cluster_of[hit.record.rec_id]
        people[person] = max(people.get(person, float("-inf")), hit.weight)
    ranked = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < join_at:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < apart_by:
        return None
    return ranked[0][0]
