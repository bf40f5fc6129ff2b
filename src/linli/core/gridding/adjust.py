"""The plan in force adjusted to the homes of today, with as few homes as possible changing their grid."""

from dataclasses import dataclass, replace

import numpy as np

from linli.core.gridding.areas import Area
from linli.core.gridding.ceiling import forced_in
from linli.core.gridding.compiled import Kernels
from linli.core.gridding.effort import Effort
from linli.core.gridding.inherit import NONE, areas_with, attach, dissolved, inherit
from linli.core.gridding.solve import Workshop, band, seed_of, solve
from linli.core.gridding.units import Units, Whole

# Due one grid fewer, a community keeps what it has while its homes fill them to this share of what is due: dissolving a
# grid moves all its homes and those of its neighbours, for a few homes fewer.
KEEP = 0.94
STAY = 0.016  # price of a household that leaves its grid, in usual borders
ADJUST = Effort(
    steps=300,
    runs=2,
    border=6400.0,
    out=5.0,
    strict=6.0,
    pull=0.0,
    split=0.3,
    pieces=0.1,
    hot=0.3,
    cold=0.02,
    trees=0,
    mends=60,
    mend_steps=5000,
    mend_hot=0.5,
)
# What a plan leaves out of the band beyond what is forced; where no more is, the plan in force is as good as new.
USUAL = 0.045


@dataclass(frozen=True, slots=True)
class Adjusted:
    """`plan` number of a grid per unit: old numbers where a grid goes on, fresh ones above all old. `moved` households
    that had a grid and now have another, of `homes` that had one; `changed` communities in which any did; `left`
    communities whose plan stands; `broken` old grids that were in pieces."""

    plan: Whole
    moved: int
    homes: int
    changed: Whole
    left: int
    broken: int


def adjust_plan(
    units: Units, old: Whole, *, seed: int, tolerance: float, kernels: Kernels, effort: Effort = ADJUST
) -> Adjusted:
    """Adjust `old`, one label per unit (below 0: none yet), to the households of `units`.

    A community is left as it is when every unit has a grid, no grid is broken, the number of grids is right, and
    no more grids are out of the band there or in the whole city than a fresh plan usually leaves. Raises
    `UnitsFault` for labels that do not fit.
    """
    begun = inherit(units, old)
    parts = areas_with(units, begun.label)
    plan = begun.label.copy()
    stands = [_stands(area, label) for area, label in parts]
    bad = [
        _bad(area, label, tolerance) if fine else 0 for (area, label), fine in zip(parts, stands, strict=True)
    ]
    grids = sum(area.grids for (area, _), fine in zip(parts, stands, strict=True) if fine)
    as_new = sum(bad) <= USUAL * grids
    fresh = max(int(np.max(old, initial=-1)), -1) + 1
    left = 0
    for (area, label), fine, out in zip(parts, stands, bad, strict=True):
        if fine and (as_new or out == 0):
            left += 1
            continue
        made = _adjusted(area, label, fresh, effort, tolerance, seed, kernels)
        plan[area.members] = made
        fresh = max(fresh, int(made.max()) + 1)
    known = begun.label >= 0
    gone = known & (plan != begun.label)
    homes = units.hh
    changed = np.unique(units.comm[gone & (homes > 0)])
    return Adjusted(plan, int(homes[gone].sum()), int(homes[known].sum()), changed, left, begun.broken)


def _stands(area: Area, label: Whole) -> bool:
    """Whether the old plan is still a plan of the area."""
    return bool((label >= 0).all()) and len(np.unique(label)) == area.grids


def _bad(area: Area, label: Whole, tolerance: float) -> int:
    """Grids out of the band beyond those that are forced out."""
    low, high = band(area.mean, tolerance)
    load = np.bincount(np.unique(label, return_inverse=True)[1], area.hh)
    out = int(((load < low) | (load > high)).sum())
    return max(0, out - sum(force.grids for force in forced_in(area, tolerance))) if out else 0


def _adjusted(
    area: Area, label: Whole, fresh: int, effort: Effort, tolerance: float, seed: int, kernels: Kernels
) -> Whole:
    """New labels of the area's units."""
    if (label < 0).all():
        return fresh + solve(area, effort.changed(steps=2000), tolerance, seed, kernels)
    names, home = _numbered(label)
    part = attach(area, home)
    if len(names) > area.grids and area.hh.sum() >= KEEP * area.mean * len(names):
        area = replace(area, grids=len(names))
    if len(names) > area.grids:
        part = dissolved(area, part, area.grids)
    begun = []
    for turn in range(effort.runs):
        shop = Workshop(area, effort, tolerance, seed_of(seed, turn))
        shop.resume(part, _homes_in(part, home), STAY)
        shop.divide(kernels)
        if effort.steps:
            shop.anneal(kernels)
        begun.append((shop.cost() + shop.left(), turn, shop))
    shop = min(begun)[2]
    shop.mend(kernels)
    return named_after(area, np.asarray(shop.plan.part), label, fresh)


def _numbered(label: Whole) -> tuple[Whole, Whole]:
    """Old labels in order, and the place of each unit's label among them (-1: none)."""
    names = np.unique(label[label >= 0])
    return names, np.where(label >= 0, np.searchsorted(names, label), NONE)


def _homes_in(part: Whole, home: Whole) -> Whole:
    """The grid, as numbered now, that goes on with each unit's old grid; -1 where it was dissolved or never was."""
    kept = np.full(int(home.max()) + 1, NONE)
    for old in np.unique(home[home >= 0]):
        kept[old] = np.bincount(part[home == old]).argmax()
    # Two old grids merged into one: both are at home there.
    return np.where(home >= 0, kept[home], NONE)


def named_after(area: Area, part: Whole, label: Whole, fresh: int) -> Whole:
    """Old numbers go to the pieces that keep most of their homes, each number and piece once; the rest are fresh."""
    names, home = _numbered(label)
    grids = int(part.max()) + 1
    shared = np.zeros((len(names), grids), np.int64)
    known = home >= 0
    np.add.at(shared, (home[known], part[known]), area.hh[known])
    units = np.zeros_like(shared)
    np.add.at(units, (home[known], part[known]), 1)
    given = np.full(grids, NONE)
    taken = np.zeros(len(names), bool)
    for flat in np.lexsort((-units.ravel(), -shared.ravel())):
        old, grid = divmod(int(flat), grids)
        if units[old, grid] and given[grid] == NONE and not taken[old]:
            given[grid] = names[old]
            taken[old] = True
    new = given == NONE
    given[new] = fresh + np.arange(int(new.sum()))
    return given[part]
