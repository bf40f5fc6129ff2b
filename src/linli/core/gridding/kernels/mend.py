"""Repair: a few grids around a bad one are annealed again, and the result is kept when it is better."""

from linli.core.gridding.kernels.anneal import anneal
from linli.core.gridding.kernels.changes import move
from linli.core.gridding.kernels.luck import below
from linli.core.gridding.kernels.state import (
    BORDERS,
    GRIDS,
    HIGH,
    LOW,
    REGION,
    SPENT,
    Dial,
    Graph,
    Plan,
    Space,
)
from linli.core.gridding.kernels.walks import walk


def region(g: Graph, p: Plan, s: Space, d: Dial, first: int, wanted: int) -> int:
    """Choose up to `wanted` grids around that of unit `first`; fills `chosen` with their units, returns how many."""
    for a in range(d.num[GRIDS]):
        p.may[a] = 0
    count = gather(g, p, s, d, first, 0)
    grids = 1
    for _ in range(wanted * 12):
        u = s.chosen[below(d, count)]
        degree = g.ptr[u + 1] - g.ptr[u]
        if grids == wanted or degree == 0:
            break
        v = g.nbr[g.ptr[u] + below(d, degree)]
        if p.may[p.part[v]] == 0:
            count = gather(g, p, s, d, v, count)
            grids += 1
    return count


def gather(g: Graph, p: Plan, s: Space, d: Dial, u: int, count: int) -> int:
    """Add the units of the grid of `u` to `chosen`."""
    p.may[p.part[u]] = 1
    found = walk(g, p, s, d, u)
    for x in range(found):
        s.chosen[count + x] = s.queue[x]
    return count + found


def inner_borders(g: Graph, p: Plan, s: Space, count: int) -> int:
    """Make the borders inside the region the active ones; remembers in `units` the grids as they are."""
    found = 0
    for x in range(count):
        u = s.chosen[x]
        s.units[x] = p.part[u]
        for e in range(g.ptr[u], g.ptr[u + 1]):
            if p.may[p.part[g.nbr[e]]] == 1:
                p.active[found] = e
                found += 1
    return found


def attempt(
    g: Graph, p: Plan, s: Space, d: Dial, first: int, rounds: int, hot: float, cooling: float
) -> None:
    """Anneal the grids around unit `first` again; what is not better is undone."""
    count = region(g, p, s, d, first, 2 + below(d, d.num[REGION]))
    d.num[BORDERS] = inner_borders(g, p, s, count)
    if d.num[BORDERS] == 0:
        return
    d.real[SPENT] = 0.0
    anneal(g, p, s, d, rounds, hot, cooling)
    if d.real[SPENT] <= 1e-9:
        return
    for x in range(count):
        u = s.chosen[x]
        if p.part[u] != s.units[x]:
            move(g, p, d, u, p.part[u], s.units[x])


def mend(g: Graph, p: Plan, s: Space, d: Dial, tries: int, rounds: int, hot: float, cooling: float) -> None:
    """About `tries` attempts around each grid out of the band."""
    for _ in range(tries):
        bad = 0
        for u in range(len(g.hh)):
            a = p.part[u]
            if p.load[a] < d.num[LOW] or p.load[a] > d.num[HIGH]:
                bad += 1
                if below(d, p.size[a]) == 0:
                    attempt(g, p, s, d, u, rounds, hot, cooling)
        if bad == 0:
            break
    for a in range(d.num[GRIDS]):
        p.may[a] = 1
