"""A city taken apart: one area per connected part of a community, with its grids due."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from linli.core.gridding.units import PRICES, Real, Units, Whole


@dataclass(frozen=True, slots=True)
class Area:
    """A connected part of one community.

    `members` are its units (numbers of the city); the rest speaks of places in `members`: border `e` of the unit at
    place `u` lies in `ptr[u]:ptr[u + 1]`, between `src[e]` and `nbr[e]`, `price[e]` in priced metres. `blk` numbers the
    small blocks (-1: none). `grids` are due and `mean` is the community's even share. `island` tells that the
    community has other parts that this one does not touch.
    """

    community: int
    members: Whole
    hh: Whole
    ptr: Whole
    src: Whole
    nbr: Whole
    price: Real
    blk: Whole
    blocks: int
    grids: int
    mean: float
    island: bool

    @property
    def n(self) -> int:
        """How many units there are."""
        return len(self.hh)


def parts_of(n: int, i: Whole, j: Whole) -> Whole:
    """The connected part of each of `n` units, named by its first unit."""
    part = np.arange(n)
    while True:
        low = np.minimum(part[i], part[j])
        before = part.copy()
        np.minimum.at(part, i, low)
        np.minimum.at(part, j, low)
        # Hang the part's own name lower too, then follow names to their end.
        np.minimum.at(part, before[i], low)
        np.minimum.at(part, before[j], low)
        while not np.array_equal(part, part[part]):
            part = part[part]
        if np.array_equal(part, before):
            return part


def shares(homes: Real, units: Whole, due: int) -> Whole:
    """`due` grids among the parts of a community by households: at least one each, never more than units."""
    if len(homes) == 1:
        return np.minimum(units, max(due, 1))
    given = np.ones(len(homes), np.int64)
    for _ in range(due - len(homes)):
        room = given < units
        if not room.any():
            break
        # The part whose grids would be largest gets the next one.
        given[np.argmax(np.where(room, homes / given, -1.0))] += 1
    return given


def _small_blocks(block: Whole, hh: Whole, most: float) -> tuple[Whole, int]:
    """Blocks of two or more units that fit into one grid, numbered; -1 for units of other blocks."""
    _, place, count = np.unique(block, return_inverse=True, return_counts=True)
    homes = np.bincount(place, hh)
    small = (count >= 2) & (homes <= most) & (homes > 0)
    return np.where(small[place], (np.cumsum(small) - 1)[place], -1), int(small.sum())


def areas_of(units: Units) -> Iterator[Area]:
    """All areas, by community and first unit."""
    inner = units.comm[units.i] == units.comm[units.j]
    i, j = units.i[inner], units.j[inner]
    price = (PRICES[units.cls] * units.length)[inner]
    part = parts_of(units.n, i, j)
    order = np.lexsort((part, units.comm))
    place = np.empty(units.n, np.int64)
    place[order] = np.arange(units.n)
    src, nbr = place[np.concatenate([i, j])], place[np.concatenate([j, i])]
    by_src = np.lexsort((nbr, src))
    src, nbr, price = src[by_src], nbr[by_src], np.concatenate([price, price])[by_src]
    ptr = np.searchsorted(src, np.arange(units.n + 1))
    starts = np.flatnonzero(np.r_[True, np.diff(part[order]) != 0, True])
    grids = _grids(units, order, starts)
    lonely = np.bincount(units.comm[order[starts[:-1]]], minlength=units.communities)
    means = units.means()
    for a, (low, high) in enumerate(pairwise(starts)):
        members = order[low:high]
        community = int(units.comm[members[0]])
        edges = slice(ptr[low], ptr[high])
        hh = units.hh[members]
        blk, blocks = _small_blocks(units.block[members], hh, 1.1 * means[community])
        yield Area(
            community=community,
            members=members,
            hh=hh,
            ptr=ptr[low : high + 1] - ptr[low],
            src=src[edges] - low,
            nbr=nbr[edges] - low,
            price=price[edges],
            blk=blk,
            blocks=blocks,
            grids=int(grids[a]),
            mean=float(means[community]),
            island=bool(lonely[community] > 1),
        )


def _grids(units: Units, order: Whole, starts: Whole) -> Whole:
    """Grids of each area."""
    community = units.comm[order[starts[:-1]]]
    homes = np.add.reduceat(units.hh[order], starts[:-1]).astype(np.float64)
    size = np.diff(starts)
    due = units.due()
    made = np.empty(len(size), np.int64)
    for c in np.unique(community):
        mine = community == c
        made[mine] = shares(homes[mine], size[mine], int(due[c]))
    return made
