"""From weighted pairs to people: strongest edge first, and never two different sound numbers in one cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

Edge = tuple[int, int, float]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


class _Groups:
    """Union-find whose groups remember the sound numbers in them."""

    def __init__(self, numbers: Mapping[int, object]) -> None:
        self.parent: dict[int, int] = {}
        self.number = dict(numbers)

    def root(self, record: int) -> int:
        parent = self.parent
        top = record
        while parent.get(top, top) != top:
            top = parent[top]
        while parent.get(record, record) != top:
            parent[record], record = top, parent[record]
        return top

    def join(self, one: int, other: int) -> bool:
        """Join two groups; False when each holds a sound number and they differ."""
        left, right = self.root(one), self.root(other)
        if left == right:
            return True
        mine, theirs = self.number.get(left), self.number.get(right)
        if mine is not None and theirs is not None and mine != theirs:
            return False
        self.parent[right] = left
        self.number[left] = theirs if mine is None else mine
        return True


def cluster_edges(
    numbers: Mapping[int, object], edges: Iterable[Edge], *, threshold: float = 0.0
) -> tuple[dict[int, int], list[Edge]]:
    """Group records. `numbers`: every record with its sound number or None; `edges`: (record, record, weight).

    Returns the cluster of each record (named by its smallest record) and the edges at or above `threshold` that were
    refused since the two sides hold different sound numbers: those are for a person to look at. Ties are broken
    by record numbers, so that the same edges give the same clusters.
    """
    groups = _Groups(numbers)
    refused = []
    for one, other, weight in sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1])):
        if weight < threshold:
            break
        if not groups.join(one, other):
            refused.append((one, other, weight))
    smallest: dict[int, int] = {}
    for record in sorted(numbers):
        smallest.setdefault(groups.root(record), record)
    return {record: smallest[groups.root(record)] for record in numbers}, refused


def cluster_arrays(
    numbers: Ints, left: Ints, right: Ints, weight: Floats, *, threshold: float = 0.0
) -> tuple[Ints, list[Edge]]:
    """`cluster_edges` for millions: records are 0..n-1, `numbers` their sound number as a code, -1 for none.

    Where the records that hang together hold one number at most, nothing can be refused and the order of edges does
    not matter: those are the clusters already. Only the rest is built edge by edge.
    """
    strong = weight >= threshold
    left, right, weight = left[strong], right[strong], weight[strong]
    label = _components(len(numbers), left, right)
    contested = _with_several_numbers(label, numbers)
    slow = contested[label[left]]
    edges = list(zip(left[slow].tolist(), right[slow].tolist(), weight[slow].tolist(), strict=True))
    records = np.flatnonzero(contested[label])
    held: dict[int, object] = {
        record: None if code < 0 else code
        for record, code in zip(records.tolist(), numbers[records].tolist(), strict=True)
    }
    clusters, refused = cluster_edges(held, edges, threshold=threshold)
    label[records] = np.fromiter((clusters[record] for record in records.tolist()), np.int64, len(records))
    return label, refused


def _components(count: int, left: Ints, right: Ints) -> Ints:
    """The smallest record of each record's component: smaller labels handed along edges, then jumped to the root."""
    label = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, label[left], low)
        np.minimum.at(label, label[right], low)
        while True:
            jumped = label[label]
            if np.array_equal(jumped, label):
                break
            label = jumped
        if np.array_equal(before, label):
            return label


def _with_several_numbers(label: Ints, numbers: Ints) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each label whether its records hold two different numbers."""
    known = numbers >= 0
    low = np.full(len(label), np.iinfo(np.int64).max, dtype=np.int64)
    high = np.full(len(label), -1, dtype=np.int64)
    np.minimum.at(low, label[known], numbers[known])
    np.maximum.at(high, label[known], numbers[known])
    several: np.ndarray[Any, np.dtype[np.bool_]] = high > low
    return several
