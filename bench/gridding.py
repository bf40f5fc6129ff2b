"""Grids of about 300 households: our engine against graph partitioners, each in a process of its own.

Run: .venv/bin/python bench/gridding.py [--sets wuhan100k] [--seeds 1] [--only "ours standard"]

Units are those beside the repository (../shared/data/gridding/units) or, without them, a made-up town. Every community
is given to each method on its own, with the same households and priced borders. Peers: METIS, KaHIP, Mt-KaHyPar,
GerryChain (group `bench`). CPU seconds and memory are of the whole process, imports included.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from linli.core.gridding import Units
from linli.core.gridding.areas import Area, areas_of
from linli.core.gridding.measures import measure, sums_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "gridding" / "units"
TOLERANCE = 0.10
SLOW = 5_000  # units beyond which GerryChain is left out: it takes minutes
PATIENCE = 300  # seconds that a method may take


def made_up_town(path: Path) -> None:
    """A lattice of buildings with towers among them, in eight communities."""
    draw = np.random.default_rng(1)
    columns, rows = 96, 32
    n = columns * rows
    x, y = np.arange(n) % columns, np.arange(n) // columns
    east, north = np.flatnonzero(x < columns - 1), np.flatnonzero(y < rows - 1)
    i, j = np.concatenate([east, north]), np.concatenate([east + 1, north + columns])
    block = x // 6 + y // 6 * 1000
    homes = np.round(np.exp(draw.normal(3.2, 1.0, n))).clip(0, 400).astype(int)
    np.savez(
        path,
        hh=homes,
        comm=x // 12,
        block=block,
        xy=np.column_stack([x, y]) * 40.0,
        area=np.full(n, 1600.0),
        per=np.full(n, 160.0),
        i=i,
        j=j,
        L=np.full(len(i), 40.0),
        cls=np.where(block[i] == block[j], 0, 1 + (x[i] // 6 + y[i] // 6) % 4),
    )


def units_of(path: Path) -> Units:
    """The units of a file."""
    with np.load(path) as stored:
        return Units.of(dict(stored))


def by_area(units: Units, seed: int, part: Callable[[Area, int], Any]) -> Any:
    """A plan put together from the parts of each area."""
    plan = np.empty(units.n, np.int64)
    made = 0
    for area in areas_of(units):
        plan[area.members] = made + (part(area, seed) if area.grids > 1 else 0)
        made += area.grids
    return plan


def weights(area: Area) -> Any:
    """Priced borders as whole numbers of at least 1."""
    return np.maximum(1, np.round(area.price)).astype(int)


def metis(*, recursive: bool) -> Callable[[Area, int], Any]:
    """METIS k-way, contiguous, or by recursive bisection."""
    import pymetis

    def part(area: Area, seed: int) -> Any:
        options = pymetis.Options(seed=seed)
        found = pymetis.part_graph(
            area.grids,
            xadj=area.ptr.tolist(),
            adjncy=area.nbr.tolist(),
            vweights=area.hh.tolist(),
            eweights=weights(area).tolist(),
            recursive=recursive,
            contiguous=None if recursive else True,
            options=options,
        )
        return np.array(found.vertex_part)

    return part


def kahip_strong() -> Callable[[Area, int], Any]:
    """KaHIP's strongest setting at 3 %."""
    import kahip

    def part(area: Area, seed: int) -> Any:
        homes, borders = area.hh.tolist(), weights(area).tolist()
        graph = (homes, area.ptr.tolist(), borders, area.nbr.tolist())
        return np.array(kahip.kaffpa(*graph, area.grids, 0.03, True, seed, 2)[1])

    return part


def mtkahypar_default() -> Callable[[Area, int], Any]:
    """Mt-KaHyPar, default setting at 3 %, one thread."""
    import mtkahypar

    library = mtkahypar.initialize(1)

    def part(area: Area, seed: int) -> Any:
        mtkahypar.set_seed(seed)
        context = library.context_from_preset(mtkahypar.PresetType.DEFAULT)
        context.set_partitioning_parameters(area.grids, 0.03, mtkahypar.Objective.CUT)
        context.logging = False
        once = area.src < area.nbr
        edges = list(zip(area.src[once].tolist(), area.nbr[once].tolist(), strict=True))
        price = weights(area)[once].tolist()
        graph = library.create_graph(context, area.n, len(edges), edges, area.hh.tolist(), price)
        found = graph.partition(context)
        return np.array([found.block_id(u) for u in range(area.n)])

    return part


def gerrychain_trees() -> Callable[[Area, int], Any]:
    """GerryChain's recursive partition along spanning trees, the widest tolerance that it finds a plan at."""
    import random
    from functools import partial

    import gerrychain
    import networkx
    from gerrychain.tree import bipartition_tree, recursive_tree_part

    halved = partial(bipartition_tree, max_attempts=200)

    def part(area: Area, seed: int) -> Any:
        random.seed(seed)
        graph = networkx.Graph()
        graph.add_nodes_from((u, {"homes": int(h)}) for u, h in enumerate(area.hh))
        graph.add_edges_from(zip(area.src.tolist(), area.nbr.tolist(), strict=True))
        held = gerrychain.Graph.from_networkx(graph)
        for epsilon in (0.1, 0.3, 0.9):
            try:
                found = recursive_tree_part(held, range(area.grids), area.mean, "homes", epsilon, 1, halved)
            except (RuntimeError, ValueError, gerrychain.tree.BalanceError):
                continue  # no plan at this tolerance
            return np.array([found[u] for u in range(area.n)])
        return np.zeros(area.n, int)

    return part


def ours(effort: str) -> Callable[[Units, int], Any]:
    """The engine, as `linli grids plan` calls it."""
    from linli.base.kernels import grid_kernels
    from linli.core.gridding import EFFORTS, plan_units

    kernels = grid_kernels()
    return lambda units, seed: plan_units(
        units, seed=seed, tolerance=TOLERANCE, effort=EFFORTS[effort], kernels=kernels
    )


PEERS: dict[str, Callable[[], Callable[[Area, int], Any]]] = {
    "METIS k-way contiguous": lambda: metis(recursive=False),
    "METIS recursive": lambda: metis(recursive=True),
    "KaHIP strong": kahip_strong,
    "Mt-KaHyPar 3 %": mtkahypar_default,
    "GerryChain trees": gerrychain_trees,
}
OURS = {f"ours {effort}": effort for effort in ("draft", "quick", "standard")}


def one(method: str, path: Path, seed: int) -> None:
    """One method in this process; prints one JSON line."""
    units = units_of(path)
    plan = ours(OURS[method])(units, seed) if method in OURS else by_area(units, seed, PEERS[method]())
    spent = resource.getrusage(resource.RUSAGE_SELF)
    found = measure(units, plan, TOLERANCE)
    told = {
        "in_band": found.in_band,
        "pieces": found.broken,
        "missing": max(0, found.due - len(sums_of(units, plan).homes)),
        "priced_cut": found.priced_cut,
        "blocks_whole": found.blocks_whole,
        "cpu": spent.ru_utime + spent.ru_stime,
        "mb": spent.ru_maxrss / 1024,
    }
    print(json.dumps(told))


def run(method: str, path: Path, seed: int) -> dict[str, float] | None:
    """The same in a process of its own; None where the peer is not installed or fails."""
    command = [sys.executable, __file__, "--method", method, "--units", str(path), "--seeds", str(seed)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{method}: not done after {PATIENCE} s", file=sys.stderr)
        return None
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
        print(f"{method}: {reason[0][:160]}", file=sys.stderr)
        return None
    made: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return made


def table(path: Path, seeds: list[int], only: str | None) -> None:
    """All methods on one file of units; medians over the seeds, ratios against ours standard."""
    units = units_of(path)
    print(
        f"\n{path.stem}: {units.n:,} units, {units.hh.sum():,} households, {units.communities} communities, "
        f"{units.due().sum():,} grids, seeds {seeds}"
    )
    rows: dict[str, dict[str, float]] = {}
    for method in (*OURS, *PEERS):
        if (only and only != method) or (method.startswith("Gerry") and units.n > SLOW):
            continue
        found = [told for seed in seeds if (told := run(method, path, seed))]
        if found:
            rows[method] = {key: float(np.median([told[key] for told in found])) for key in found[0]}
    base = rows.get("ours standard")
    print(
        "| method | in band | in pieces | missing | priced cut | blocks whole | CPU s | MB | band | cut | CPU |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for method, r in rows.items():
        ratios = [r[key] / base[key] if base else float("nan") for key in ("in_band", "priced_cut", "cpu")]
        print(
            f"| {method} | {r['in_band']:.1%} | {r['pieces']:.0f} | {r['missing']:.0f} | {r['priced_cut']:.0f} | "
            f"{r['blocks_whole']:.0%} | {r['cpu']:.2f} | {r['mb']:.0f} | "
            + " | ".join(f"x {ratio:.2f}" for ratio in ratios)
            + " |"
        )


def main() -> None:
    """Print a table for each set."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--sets", nargs="*", default=["wuhan100k"])
    ask.add_argument("--seeds", nargs="*", type=int, default=[1])
    ask.add_argument("--only")
    ask.add_argument("--method")
    ask.add_argument("--units", type=Path)
    asked = ask.parse_args()
    if asked.method:
        one(asked.method, asked.units, asked.seeds[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.sets:
            path = SHARED / f"{name}.npz"
            if not path.exists():
                path = Path(folder) / "made_up_town.npz"
                made_up_town(path)
            table(path, asked.seeds, asked.only)


if __name__ == "__main__":
    main()
