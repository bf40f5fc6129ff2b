"""How good a plan is."""

from dataclasses import dataclass

import numpy as np

from linli.core.gridding.areas import parts_of
from linli.core.gridding.units import PRICES, Real, Units, Whole


@dataclass(frozen=True, slots=True)
class Measures:
    """`in_band` share of the grids due that are within the tolerance; `priced_cut` priced metres of border a grid;
    `street_share` of the border between grids that runs along streets; `blocks_whole` share of the blocks that fit
    into one grid and lie in one; `compactness` mean of 4 pi area / perimeter^2; `broken` grids in pieces or across
    a community border: never other than 0 for a plan made here."""

    grids: int
    due: int
    in_band: float
    largest_deviation: float
    priced_cut: float
    street_share: float
    blocks_whole: float
    compactness: float
    broken: int


@dataclass(frozen=True, slots=True)
class GridSums:
    """Per grid: households, community, and the even share of its community."""

    part: Whole
    homes: Whole
    community: Whole
    mean: Real

    @property
    def deviation(self) -> Real:
        """Households against the even share, 0 = exactly even."""
        made: Real = self.homes / np.maximum(self.mean, 1.0) - 1.0
        return made


def sums_of(units: Units, plan: Whole) -> GridSums:
    """What each grid adds up to; labels of `plan` are numbered from 0 in their order."""
    labels, part = np.unique(plan, return_inverse=True)
    community = np.zeros(len(labels), np.int64)
    community[part] = units.comm
    homes = np.bincount(part, units.hh, minlength=len(labels)).astype(np.int64)
    return GridSums(part, homes, community, units.means()[community])


def broken_grids(units: Units, sums: GridSums) -> int:
    """Grids in pieces or across a community border."""
    inside = sums.part[units.i] == sums.part[units.j]
    pieces = parts_of(units.n, units.i[inside], units.j[inside])
    count = np.bincount(sums.part[np.unique(pieces)], minlength=len(sums.homes))
    bad = count > 1
    bad[sums.part[units.comm != sums.community[sums.part]]] = True
    return int(bad.sum())


def measure(units: Units, plan: Whole, tolerance: float) -> Measures:
    """Measure a plan: one label per unit."""
    sums = sums_of(units, plan)
    grids, due = len(sums.homes), int(units.due().sum())
    same = units.comm[units.i] == units.comm[units.j]
    inside = sums.part[units.i] == sums.part[units.j]
    cut = same & ~inside
    length, street = units.length[cut], units.cls[cut]
    area = np.bincount(sums.part, units.area)
    around = np.bincount(sums.part, units.per) - 2 * np.bincount(
        sums.part[units.i[inside]], units.length[inside], minlength=grids
    )
    round_share = 4 * np.pi * area / np.maximum(around, 1.0) ** 2
    deviation = np.abs(sums.deviation)
    return Measures(
        grids=grids,
        due=due,
        in_band=float((deviation <= tolerance + 1e-9).sum() / due),
        largest_deviation=float(deviation.max()),
        priced_cut=float((PRICES[street] * length).sum() / grids),
        street_share=float(length[street > 0].sum() / max(length.sum(), 1.0)),
        blocks_whole=_blocks_whole(units, sums),
        compactness=float(round_share.mean()),
        broken=broken_grids(units, sums),
    )


def _blocks_whole(units: Units, sums: GridSums) -> float:
    """Of the blocks of two or more units that would fit into one grid, the share that lies in one."""
    _, block = np.unique(units.block * units.communities + units.comm, return_inverse=True)
    homes, count = np.bincount(block, units.hh), np.bincount(block)
    mean = np.zeros(len(count))
    mean[block] = sums.mean[sums.part]
    first = np.zeros(len(count), np.int64)
    first[block] = sums.part
    split = np.zeros(len(count), bool)
    split[block[sums.part != first[block]]] = True
    small = (count >= 2) & (homes <= 1.1 * mean) & (homes > 0)
    return float((~split[small]).mean()) if small.any() else 1.0
