"""Made-up towns for the tests of the grid engine: buildings on a lattice, streets between the blocks."""

import numpy as np

from linli.core.gridding import Units


def town(
    columns: int = 24,
    rows: int = 12,
    *,
    communities: int = 2,
    block: int = 4,
    homes: tuple[int, int] = (10, 60),
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Arrays of a file of units: cells of 30 m, blocks of `block` x `block` cells, communities side by side."""
    draw = np.random.default_rng(seed)
    n = columns * rows
    x, y = np.arange(n) % columns, np.arange(n) // columns
    east = np.flatnonzero(x < columns - 1)
    north = np.flatnonzero(y < rows - 1)
    i, j = np.concatenate([east, north]), np.concatenate([east + 1, north + columns])
    blocks = x // block + (y // block) * 1000
    return {
        "n": np.array(n),
        "hh": draw.integers(*homes, n),
        "comm": x * communities // columns + 350802001001,
        "block": blocks,
        "xy": np.column_stack([x, y]) * 30.0,
        "area": np.full(n, 900.0),
        "per": np.full(n, 120.0),
        "i": i,
        "j": j,
        "L": np.full(len(i), 30.0),
        "cls": np.where(blocks[i] == blocks[j], 0, 1 + (x[i] + y[i]) % 3),
    }


def row_of(*homes: int, comm: int = 1) -> Units:
    """Buildings in a row, each touching the next, in one community and one block."""
    n = len(homes)
    return Units.of(
        {
            "hh": np.array(homes),
            "comm": np.full(n, comm),
            "block": np.zeros(n, int),
            "xy": np.column_stack([np.arange(n) * 30.0, np.zeros(n)]),
            "area": np.full(n, 900.0),
            "per": np.full(n, 120.0),
            "i": np.arange(n - 1),
            "j": np.arange(1, n),
            "L": np.full(n - 1, 30.0),
            "cls": np.zeros(n - 1, int),
        }
    )


def broken(units: Units, plan: np.ndarray) -> list[str]:
    """What is wrong with a plan, found the slow and plain way."""
    found = []
    near: dict[int, list[int]] = {u: [] for u in range(units.n)}
    for a, b in zip(units.i.tolist(), units.j.tolist(), strict=True):
        near[a].append(b)
        near[b].append(a)
    for grid in np.unique(plan):
        members = set(np.flatnonzero(plan == grid).tolist())
        if len({int(units.comm[u]) for u in members}) > 1:
            found.append(f"grid {grid} crosses a community")
        reached, queue = set(), [min(members)]
        while queue:
            u = queue.pop()
            if u not in reached:
                reached.add(u)
                queue += [v for v in near[u] if v in members]
        if reached != members:
            found.append(f"grid {grid} is in pieces")
    return found
