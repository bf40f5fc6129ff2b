"""From weighted pairs to people: strongest edge first, and never two different sound numbers in one cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class _Groups:
    """Union-find whose groups remember the sound numbers in them."""

    def __init__(self, numbers: Mapping[int, str | None]) -> None:
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
        if mine and theirs and mine != theirs:
            return False
        self.parent[right] = left
        self.number[left] = mine or theirs
        return True


def cluster_edges(
    numbers: Mapping[int, str | None], edges: Iterable[tuple[int, int, float]], *, threshold: float = 0.0
) -> tuple[dict[int, int], list[tuple[int, int, float]]]:
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
