"""One area through the kernels."""

from math import ceil, floor
from typing import Any

import numpy as np

from linli.core.gridding.areas import Area
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.effort import Effort
from linli.core.gridding.kernels import state
from linli.core.gridding.units import Real, Whole

ROUND = 1024
EMPTY = 50.0  # a grid without a single household costs more than anything else
EXPO = -np.log((np.arange(state.QUANTILES) + 0.5) / state.QUANTILES)


def band(mean: float, tolerance: float) -> tuple[int, int]:
    """Fewest and most households of a grid that is within `tolerance` of `mean`."""
    return ceil(mean * (1 - tolerance) - 1e-6), floor(mean * (1 + tolerance) + 1e-6)


def penalties(mean: float, tolerance: float, effort: Effort) -> Real:
    """What a grid of 0, 1, 2 ... households costs, up to six times the mean."""
    low, high = band(mean, tolerance)
    width = max(mean * tolerance, 1.0)
    homes = np.arange(int(mean * 6) + 8)
    beyond = np.maximum(np.maximum(low - homes, homes - high), 0) / width
    inside = effort.pull * np.minimum(((homes - mean) / width) ** 2, 1.0)
    made: Real = inside + np.where(beyond > 0, effort.out + effort.further * beyond, 0.0)
    made[0] += EMPTY
    return made


def seed_of(seed: int, *values: int) -> int:
    """A random state, 1 to 2**32 - 1, that depends on every number given."""
    mixed = 0x9E3779B97F4A7C15
    for value in (seed, *values):
        mixed = ((mixed ^ (value & 0xFFFFFFFFFFFFFFFF)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed ^= mixed >> 29
    return mixed % 0xFFFFFFFF + 1 if mixed % 0xFFFFFFFF else 1


def _space(units: int, blocks: int, borders: int) -> state.Space:
    """Scratch for an area of this size."""
    sizes = {"seen_block": blocks, "front": borders, "owner": borders}
    columns: dict[str, Any] = {
        name: np.zeros(sizes.get(name, units), np.float64 if name == "cost" else np.int64)
        for name in state.Space._fields
    }
    return state.Space(**columns)


class Workshop:
    """The four tuples of one area, ready for the kernels."""

    def __init__(self, area: Area, effort: Effort, tolerance: float, seed: int) -> None:
        self.area = area
        self.effort = effort
        self.tolerance = tolerance
        price = area.price / effort.border
        most = np.bincount(area.src, price, minlength=area.n).astype(np.float64) + np.where(
            area.blk >= 0, effort.split + effort.pieces, 0.0
        )
        bunit = np.argsort(area.blk, kind="stable")[int((area.blk < 0).sum()) :]
        self.graph = state.Graph(
            area.hh.copy(),
            area.ptr.copy(),
            area.src.copy(),
            area.nbr.copy(),
            price,
            area.blk.copy(),
            np.searchsorted(area.blk[bunit], np.arange(area.blocks + 1)),
            bunit,
            np.full(area.n, -1, np.int64),
            np.zeros(area.n),
            most,
        )
        low, high = band(area.mean, tolerance)
        first = seed_of(seed, area.community, int(area.members[0]))
        num = (first, 0, area.grids, len(area.nbr), *self._kinds(ROUND), low, high, effort.region)
        self.dial = state.Dial(
            penalties(area.mean, tolerance, effort),
            EXPO.copy(),
            np.array(num, np.int64),
            np.array([effort.split, effort.pieces, 0.0, effort.uneven]),
        )
        self.plan = self._plan(np.zeros(area.n, np.int64))
        n, borders, blocks = area.n, len(area.nbr) + 1, area.blocks + 1
        self.space = _space(n, blocks, borders)

    def _kinds(self, of: int) -> tuple[int, int, int, int]:
        """Proposals of each kind among `of`."""
        wanted = (self.effort.trees, self.effort.blocks if self.area.blocks else 0, self.effort.chains)
        trees, blocks, chains = (ceil(count * of / ROUND) for count in wanted)
        return trees, blocks, chains, of - trees - blocks - chains

    def _plan(self, part: Whole) -> state.Plan:
        area = self.area
        count = np.zeros((area.blocks + 1, area.grids), np.int64)
        inside = area.blk >= 0
        np.add.at(count, (area.blk[inside], part[inside]), 1)
        return state.Plan(
            part,
            np.bincount(part, area.hh, minlength=area.grids).astype(np.int64),
            np.bincount(part, minlength=area.grids),
            count.ravel(),
            (count > 0).sum(axis=1),
            np.arange(len(area.nbr)),
            np.ones(area.grids, np.int64),
        )

    @property
    def tuples(self) -> tuple[state.Graph, state.Plan, state.Space, state.Dial]:
        """What every kernel takes."""
        return self.graph, self.plan, self.space, self.dial

    def resume(self, part: Whole, home: Whole, stay: float) -> None:
        """Go on from a plan; a household that leaves the grid `home` costs `stay`."""
        self.graph.home[:] = home
        self.graph.stay[:] = np.where(home >= 0, stay * self.area.hh, 0.0)
        self.graph.most[:] += self.graph.stay
        for column, made in zip(self.plan, self._plan(part), strict=True):
            column[:] = made

    def divide(self, kernels: Kernels) -> None:
        """Cut the grids with most households in two until there are as many as are due."""
        load, size = self.plan.load, self.plan.size
        due = np.where(size > 0, 1, 0)
        for _ in range(self.area.grids - int(due.sum())):
            due[np.argmax(np.where(size > due, load / np.maximum(due, 1), -1.0))] += 1
        self.plan.may[:] = due
        kernels.run("halves", self.tuples, self.effort.tries)
        self.plan.may[:] = 1

    def start(self, kernels: Kernels) -> None:
        """A first plan from nothing."""
        self.plan.may[:] = 0
        self.plan.may[0] = self.area.grids
        kernels.run("halves", self.tuples, self.effort.tries)
        self.plan.may[:] = 1

    def anneal(self, kernels: Kernels) -> None:
        """Improve the plan as a whole."""
        effort = self.effort
        rounds = max(1, round(effort.steps * self.area.n / ROUND))
        kernels.run("anneal", self.tuples, rounds, effort.hot, (effort.cold / effort.hot) ** (1 / rounds))

    def be_strict(self) -> None:
        """From here on a grid out of the band weighs more: runs are compared and mended so."""
        strict = self.effort.changed(out=self.effort.strict)
        self.dial.pens[:] = penalties(self.area.mean, self.tolerance, strict)

    def mend(self, kernels: Kernels) -> None:
        """Improve it around bad grids."""
        effort = self.effort
        self.dial.num[state.TREES : state.FLIPS + 1] = self._kinds(64)
        rounds = max(1, effort.mend_steps // 64)
        cooling = (effort.cold / effort.mend_hot) ** (1 / rounds)
        kernels.run("mend", self.tuples, effort.mends, rounds, effort.mend_hot, cooling)

    def left(self) -> float:
        """What the households cost that have left the grid they had."""
        return float(self.graph.stay[self.plan.part != self.graph.home].sum())

    def cost(self) -> float:
        """What the plan costs as the dials stand: balance, borders and split blocks."""
        part, pens = self.plan.part, self.dial.pens
        cut = part[self.graph.src] != part[self.graph.nbr]
        pieces = self.plan.pieces[: self.area.blocks]
        split = pieces[pieces > 1]
        over = np.maximum(self.plan.load - (len(pens) - 1), 0) * (pens[-1] - pens[-2])
        balance = (pens[np.minimum(self.plan.load, len(pens) - 1)] + over).sum()
        blocks = self.effort.split * len(split) + self.effort.pieces * (split - 2).sum()
        return float(balance + self.graph.price[cut].sum() / 2 + blocks)


def solve(area: Area, effort: Effort, tolerance: float, seed: int, kernels: Kernels) -> Whole:
    """The grid of each unit of the area, 0 to `area.grids` - 1: the best of the runs, then mended."""
    if area.grids == 1:
        return np.zeros(area.n, np.int64)
    runs = []
    for turn in range(effort.runs):
        shop = Workshop(area, effort, tolerance, seed_of(seed, turn))
        shop.start(kernels)
        shop.anneal(kernels)
        shop.be_strict()
        runs.append((shop.cost(), turn, shop))
    best = min(runs)[2]
    if effort.mends:
        best.mend(kernels)
    return np.asarray(best.plan.part)
