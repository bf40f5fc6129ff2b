"""The first plan: a community halved along random trees until each part is one grid."""

from linli.core.gridding.kernels.changes import move
from linli.core.gridding.kernels.state import FAR, GRIDS, UNEVEN, Dial, Graph, Plan, Space
from linli.core.gridding.kernels.trees import grow, weigh


def share_of(s: Space, x: int, count: int, total: int, grids: int) -> int:
    """How many of `grids` what hangs below place `x` gets: by households, but never more than it has units."""
    share: int = (2 * s.weight[x] * grids + total) // (2 * total) if total else grids // 2
    least = max(1, grids - (count - s.units[x]))
    most = min(grids - 1, s.units[x])
    fair: int = min(max(share, least), most)
    return fair


def unfairness(s: Space, d: Dial, x: int, count: int, total: int, grids: int) -> float:
    """How bad it is to halve at place `x`."""
    share = share_of(s, x, count, total, grids)
    mean = total / grids if total else 1.0
    off = (s.weight[x] - share * mean) / mean
    price: float = s.cost[x] + d.real[UNEVEN] * off * off / min(share, grids - share)
    return price


def best_place(s: Space, d: Dial, count: int, total: int, grids: int) -> int:
    """The place of the tree where halving is least bad."""
    for x in range(count):
        s.units[x] = 1
    for x in range(count - 1, 0, -1):
        s.units[s.parent[x]] += s.units[x]
    best = 1
    least = FAR
    for x in range(1, count):
        value = unfairness(s, d, x, count, total, grids)
        if value < least:
            least = value
            best = x
    return best


def keep(s: Space, count: int, cut: int) -> int:
    """Remember the units below `cut` in `chosen`; returns how many."""
    kept = 0
    for x in range(count):
        s.inside[x] = 1 if x == cut or (x > cut and s.inside[s.parent[x]] == 1) else 0
        if s.inside[x] == 1:
            s.chosen[kept] = s.queue[x]
            kept += 1
    return kept


def halve(g: Graph, p: Plan, s: Space, d: Dial, root: int, fresh: int, grids: int, tries: int) -> int:
    """Cut a part that is due `grids` in two; the new part gets label `fresh`. Returns the share of the new part."""
    a = p.part[root]
    total = p.load[a]
    least = 2 * FAR
    share = 0
    kept = 0
    for _ in range(tries):
        base = grow(g, p, s, d, root, a, a)
        count = s.inside[0]
        weigh(g, p, s, count, a, a, base)
        cut = best_place(s, d, count, total, grids)
        value = unfairness(s, d, cut, count, total, grids)
        if value < least:
            least = value
            share = share_of(s, cut, count, total, grids)
            kept = keep(s, count, cut)
        root = s.queue[count * 7 // 11]
    for x in range(kept):
        move(g, p, d, s.chosen[x], a, fresh)
    return share


def halves(g: Graph, p: Plan, s: Space, d: Dial, tries: int) -> None:
    """Divide parts until each is one grid; `may[grid]` says before how many grids a part is due, afterwards 1."""
    made = 0
    for a in range(d.num[GRIDS]):
        if p.size[a] > 0:
            made += 1
    u = 0
    while u < len(g.hh):
        a = p.part[u]
        if p.may[a] > 1:
            share = halve(g, p, s, d, u, made, p.may[a], tries)
            p.may[made] = share
            p.may[a] -= share
            made += 1
        else:
            u += 1
