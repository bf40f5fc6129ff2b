"""One record against everybody: the same table of levels, scored in Python over a table of block keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from linli.core.linkage.index import Index
from linli.core.linkage.learn import APART, TOGETHER, Weights
from linli.core.linkage.levels import COMPARISONS, in_household, level_of
from linli.core.linkage.normalise import NormalRecord


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


def compare(one: NormalRecord, other: NormalRecord, weights: Weights) -> tuple[float, tuple[Evidence, ...]]:
    """Weight of a pair and its parts."""
    context = TOGETHER if in_household(one, other) else APART
    total, parts = weights.start, []
    for comparison in COMPARISONS:
        level = level_of(comparison, one, other)
        place = context if comparison.in_household else APART
        weight = weights.weight(comparison.name, level, place)
        if comparison.name == "name" and level.name == "equal" and place == APART:
            weight += log2(weights.u["name", "equal", APART] / weights.names.share(one.name))
        parts.append(Evidence(comparison.name, level.name, weight))
        total += weight
    return total, tuple(parts)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the records of the same person among many, by the learned weights."""

    weights: Weights
    index: Index

    def find(self, record: NormalRecord, *, at_least: float = 0.0) -> Sequence[Scored]:
        """Candidates of weight `at_least` or more, best first; ties by record number."""
        scored = []
        for other in self.index.near(record):
            weight, evidence = compare(record, other, self.weights)
            if weight >= at_least:
                scored.append(Scored(other, weight, evidence))
        return sorted(scored, key=lambda hit: (-hit.weight, hit.record.rec_id))


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
