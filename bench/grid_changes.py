"""A year of change for a plan in force, and units made from maps.

Run: .venv/bin/python bench/grid_changes.py [--set wuhan100k] [--build]

One in twenty: that many buildings get half to one and a half times their households; replaced: one in twenty makes
way for another of any size; an estate: six buildings of one community get 100 households more. Peer: a fresh plan,
and the least flow of households over the borders between grids that would bring every grid into the band (a linear
programme; no plan of whole buildings can do with less), and beside it what is least where the number of grids changes:
nine tenths of each new grid, all of the lightest that goes. `--build` times the making of units on the streets beside
the repository (../shared/data/gridding/raw).
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from linli.base.kernels import grid_kernels
from linli.core.gridding import EFFORTS, Units, adjust_plan, plan_units
from linli.core.gridding.compiled import PlainKernels
from linli.core.gridding.measures import measure, sums_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "gridding"
TOLERANCE = 0.10


def least_flow(units: Units, plan: Any) -> tuple[float, Any]:
    """Households that have to cross a border between grids at least, and the communities it was asked of: those whose
    number of grids is still right."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix, hstack, identity, vstack

    sums = sums_of(units, plan)
    grids = len(sums.homes)
    right = np.bincount(sums.community, minlength=units.communities) == units.due()
    crossing = (sums.part[units.i] != sums.part[units.j]) & (units.comm[units.i] == units.comm[units.j])
    one, other = sums.part[units.i[crossing]], sums.part[units.j[crossing]]
    pairs = np.unique(np.column_stack([np.r_[one, other], np.r_[other, one]]), axis=0)
    pairs = pairs[right[sums.community[pairs[:, 0]]]]
    arcs = len(pairs)
    places = (np.r_[pairs[:, 1], pairs[:, 0]], np.r_[np.arange(arcs), np.arange(arcs)])
    flow = coo_matrix((np.r_[np.ones(arcs), -np.ones(arcs)], places), shape=(grids, arcs)).tocsr()
    free, none = identity(grids, format="csr"), identity(grids, format="csr") * 0
    bounds = vstack([hstack([flow, -free, none]), hstack([-flow, none, -free])]).tocsr()
    limits = np.r_[np.floor(sums.mean * 1.1) - sums.homes, sums.homes - np.ceil(sums.mean * 0.9)]
    asked = np.flatnonzero(right[sums.community])
    rows = np.r_[asked, grids + asked]
    # What cannot be brought into the band at all is paid fifty times.
    price = np.r_[np.ones(arcs), np.full(2 * grids, 50.0)]
    found = linprog(price, A_ub=bounds[rows], b_ub=limits[rows], bounds=(0, None), method="highs")
    return float(found.x[:arcs].sum()), right


def where_grids_change(units: Units, plan: Any) -> float:
    """Households that get another grid at least where one more is due, or one fewer and it is dissolved."""
    sums = sums_of(units, plan)
    due, homes = units.due(), np.bincount(units.comm, units.hh, minlength=units.communities)
    least = 0.0
    for community in range(units.communities):
        grids = np.sort(sums.homes[sums.community == community])
        more = int(due[community]) - len(grids)
        least += (
            more * 0.9 * homes[community] / due[community] if more > 0 else grids[:-more].sum() if more else 0
        )
    return least


def changed(units: Units, kind: str, seed: int) -> Units:
    """The same city a year later."""
    draw = np.random.default_rng(seed)
    homes = units.hh.copy()
    if kind == "estate":
        near = np.flatnonzero(units.comm == draw.integers(units.communities))
        middle = units.xy[near[draw.integers(len(near))]]
        homes[near[np.argsort(((units.xy[near] - middle) ** 2).sum(axis=1))[:6]]] += 100
        return replace(units, hh=homes)
    lived_in = np.flatnonzero(homes > 0)
    some = draw.choice(lived_in, len(lived_in) // 20, replace=False)
    if kind == "replaced":
        homes[some] = draw.choice(units.hh[lived_in], len(some))
    else:
        homes[some] = np.round(homes[some] * draw.uniform(0.5, 1.5, len(some)))
    return replace(units, hh=homes)


def adjustments(name: str) -> None:
    """Print what an adjustment moves against the least flow and against a fresh plan."""
    with np.load(SHARED / "units" / f"{name}.npz") as stored:
        units = Units.of(dict(stored))
    kernels = grid_kernels()
    standard = {"seed": 1, "tolerance": TOLERANCE, "effort": EFFORTS["standard"], "kernels": kernels}
    old = plan_units(units, **standard)
    for kind in ("one in twenty", "replaced", "estate"):
        later = changed(units, kind, 1)
        begun = time.process_time()
        found = adjust_plan(later, old, seed=1, tolerance=TOLERANCE, kernels=kernels)
        cpu = time.process_time() - begun
        least, right = least_flow(later, old)
        moved = later.hh[(found.plan != old) & right[later.comm]].sum()
        changing = where_grids_change(later, old)
        fresh = plan_units(later, **standard)
        bands = [measure(later, plan, TOLERANCE).in_band for plan in (old, found.plan, fresh)]
        print(
            f"{name}, {kind}: {found.moved / found.homes:.2%} of households moved in {len(found.changed)} communities, "
            f"x {moved / max(least, 1.0):.2f} the least flow where the number of grids is still right "
            f"({least / found.homes:.2%}; elsewhere {changing / found.homes:.2%} if grids followed the number due); "
            f"in band {bands[0]:.1%} before, {bands[1]:.1%} after, {bands[2]:.1%} a fresh plan; {cpu:.2f} s CPU"
        )


def one_community(name: str, households: int = 6_150, times: int = 3) -> None:
    """Time the division of a single community, with the kernels compiled and as plain Python."""
    with np.load(SHARED / "units" / f"{name}.npz") as stored:
        units = Units.of(dict(stored))
    sizes = np.bincount(units.comm, weights=units.hh)
    own = units.comm == np.abs(sizes - households).argmin()
    place = np.cumsum(own) - 1
    inside = own[units.i] & own[units.j]
    one = replace(
        units,
        **{field: getattr(units, field)[own] for field in ("hh", "block", "xy", "area", "per")},
        **{field: getattr(units, field)[inside] for field in ("length", "cls")},
        i=place[units.i[inside]],
        j=place[units.j[inside]],
        comm=np.zeros(int(own.sum()), units.comm.dtype),
        names=units.names[:1],
    )
    for words, kernels in (("compiled", grid_kernels()), ("plain Python", PlainKernels())):
        took = []
        for _time in range(times):
            begun = time.process_time()
            plan_units(one, seed=1, tolerance=TOLERANCE, effort=EFFORTS["standard"], kernels=kernels)
            took.append(time.process_time() - begun)
        print(f"one community of {one.hh.sum():,} households, {words}: {1000 * min(took):.0f} ms CPU")


def building() -> None:
    """Time the making of units: Wuhan's streets, the buildings of wuhan1m as boxes, square communities."""
    import pyarrow.parquet as pq
    import shapely

    from linli.core.geometry.lines import street_classes
    from linli.core.gridding.build import build_units

    streets = pq.read_table(SHARED / "raw" / "wuhan_simplified.parquet")
    kinds = [k if isinstance(k, str) or k is None else k[0] for k in streets["highway"].to_pylist()]
    classes = street_classes(kinds)
    lines = shapely.from_wkb(streets["geometry"].to_numpy(zero_copy_only=False))
    with np.load(SHARED / "units" / "wuhan1m.npz") as stored:
        spots, homes = stored["xy"][stored["hh"] > 0], stored["hh"][stored["hh"] > 0]
    low, high = spots.min(axis=0) - 50, spots.max(axis=0) + 50
    side = 850.0
    squares = [
        shapely.box(x, y, x + side, y + side)
        for x in np.arange(low[0], high[0], side)
        for y in np.arange(low[1], high[1], side)
    ]
    held = np.unique(shapely.STRtree(squares).query(shapely.points(spots), predicate="within")[1])
    x, y = spots.T
    begun = time.process_time()
    made = build_units(
        streets=lines[classes > 0],
        classes=classes[classes > 0],
        footprints=shapely.box(x - 9, y - 6, x + 9, y + 6),
        homes=homes,
        communities=np.array(squares, object)[held],
    )
    cpu = time.process_time() - begun
    total = made.arrays["hh"].sum()
    print(f"{made.arrays['n']:,} units of {total:,} households, {len(held)} communities: {cpu:.1f} s CPU")


def main() -> None:
    """Print all."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--set", default="wuhan100k")
    ask.add_argument("--build", action="store_true")
    asked = ask.parse_args()
    if not SHARED.exists():
        print("needs the units beside the repository")
        return
    adjustments(asked.set)
    one_community(asked.set)
    if asked.build:
        building()


if __name__ == "__main__":
    main()
