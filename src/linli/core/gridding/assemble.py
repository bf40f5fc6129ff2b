"""From the pieces of a mosaic to units and their borders."""

from dataclasses import dataclass

import numpy as np

from linli.core.geometry.cells import Pieces
from linli.core.geometry.lines import Real, Whole
from linli.core.gridding.areas import parts_of

CORNER = 0.3  # metres; less is two corners that meet
BRIDGE = 1.0  # metres of border that a bridge counts for


@dataclass(frozen=True, slots=True)
class Borders:
    """Units `i` < `j`, `length` m, `street` class; `within` metres of edge between pieces of each unit, both sides."""

    i: Whole
    j: Whole
    length: Real
    street: Whole
    within: Real

    def joined(self, pairs: list[tuple[int, int]]) -> "Borders":
        """With bridges added, as lanes."""
        if not pairs:
            return self
        i, j = np.array(pairs, np.int64).T
        return Borders(
            np.concatenate([self.i, np.minimum(i, j)]),
            np.concatenate([self.j, np.maximum(i, j)]),
            np.concatenate([self.length, np.full(len(i), BRIDGE)]),
            np.concatenate([self.street, np.ones(len(i), np.int64)]),
            self.within,
        )


def merged_pieces(pieces: Pieces, i: Whole, j: Whole, length: Real) -> Whole:
    """The unit of each piece: main pieces are units, what a block cut off from a cell goes to the neighbour in the same
    block with the longest common edge, else back to its own cell."""
    count = len(pieces.main)
    host = np.where(pieces.main, np.arange(count), -1)
    same = pieces.block[i] == pieces.block[j]
    i, j, length = i[same], j[same], length[same]
    while (host < 0).any():
        open_edge = (host[i] < 0) & (host[j] >= 0)
        if not open_edge.any():
            break
        piece, target = i[open_edge], host[j[open_edge]]
        keys, place = np.unique(piece * count + target, return_inverse=True)
        shared = np.bincount(place, length[open_edge])
        order = np.lexsort((keys % count, -shared, keys // count))
        first = order[np.r_[True, np.diff(keys[order] // count) != 0]]
        host[keys[first] // count] = keys[first] % count
    stray = np.flatnonzero(host < 0)
    for left in stray.tolist():
        host[left] = np.flatnonzero(pieces.main & (pieces.block == pieces.block[left]))[0]
    return np.unique(host, return_inverse=True)[1].astype(np.int64)


def unit_borders(unit: Whole, i: Whole, j: Whole, length: Real, street: Whole) -> Borders:
    """Each pair of units that touch once; the class is that of most of the common edge."""
    n = int(unit.max()) + 1
    a, b = unit[i], unit[j]
    within = np.bincount(a[a == b], length[a == b], minlength=n).astype(np.float64)
    other = a != b
    a, b, length, street = a[other], b[other], length[other] / 2, street[other]
    pair = np.minimum(a, b) * n + np.maximum(a, b)
    keys, place = np.unique(pair * 8 + street, return_inverse=True)
    metres = np.bincount(place, length).astype(np.float64)
    pair, street = keys // 8, keys % 8
    order = np.lexsort((-street, -metres, pair))
    first = np.r_[True, np.diff(pair[order]) != 0]
    total: Real = np.add.reduceat(metres[order], np.flatnonzero(first)) if len(order) else metres
    pair, street = pair[order][first], street[order][first]
    solid = total >= CORNER
    pair, street, total = pair[solid], street[solid], total[solid]
    return Borders(pair // n, pair % n, total, street, within)


def bridges(comm: Whole, xy: Real, i: Whole, j: Whole) -> list[tuple[int, int]]:
    """Pairs of units that join the parts of each community, over the shortest gaps."""
    inner = comm[i] == comm[j]
    part = parts_of(len(comm), i[inner], j[inner])
    made: list[tuple[int, int]] = []
    keys, counts = np.unique(comm[np.unique(part)], return_counts=True)
    for community in keys[counts > 1]:
        mine = np.flatnonzero(comm == community)
        made += _joined(mine, part[mine], xy[mine])
    return made


def _joined(mine: Whole, part: Whole, xy: Real) -> list[tuple[int, int]]:
    part = part.copy()
    made: list[tuple[int, int]] = []
    while True:
        names, size = np.unique(part, return_counts=True)
        if len(names) == 1:
            return made
        here = np.flatnonzero(part == names[np.argmin(size)])
        there = np.flatnonzero(part != names[np.argmin(size)])
        gap = ((xy[here][:, None, :] - xy[there][None, :, :]) ** 2).sum(axis=2)
        a, b = np.unravel_index(np.argmin(gap), gap.shape)
        made.append((int(mine[here[a]]), int(mine[there[b]])))
        part[here] = part[there[b]]
