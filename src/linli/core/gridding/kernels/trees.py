"""Random trees over one or two grids, and the cut of such a tree that costs least."""

from linli.core.gridding.kernels.changes import move
from linli.core.gridding.kernels.luck import below, patience, penalty, splitting, stamp
from linli.core.gridding.kernels.state import FAR, SPENT, STAMP, Dial, Graph, Plan, Space


def grow(g: Graph, p: Plan, s: Space, d: Dial, root: int, a: int, b: int) -> int:
    """A random tree from `root` over the units of grids `a` and `b`, along dear borders rather than cheap ones.

    Fills `queue`, `parent` and `seen[unit] = base + place`, where base is the stamp before; returns that base.
    The number of units is left in `inside[0]`.
    """
    base: int = d.num[STAMP] + 1
    d.num[STAMP] += len(g.hh) + 1
    s.queue[0] = root
    s.parent[0] = -1
    s.seen[root] = base
    count = 1
    fronts = push(g, p, s, root, a, b, base, 0)
    while fronts:
        pick = below(d, fronts)
        other = below(d, fronts)
        if g.price[s.front[other]] > g.price[s.front[pick]]:
            pick = other
        v = g.nbr[s.front[pick]]
        owner = s.owner[pick]
        fronts -= 1
        s.front[pick] = s.front[fronts]
        s.owner[pick] = s.owner[fronts]
        if s.seen[v] < base:
            s.seen[v] = base + count
            s.queue[count] = v
            s.parent[count] = owner
            count += 1
            fronts = push(g, p, s, v, a, b, base, fronts)
    s.inside[0] = count
    return base


def push(g: Graph, p: Plan, s: Space, u: int, a: int, b: int, base: int, fronts: int) -> int:
    """Put the borders of `u` with units that are not yet in the tree to the front."""
    place = s.seen[u] - base
    for e in range(g.ptr[u], g.ptr[u + 1]):
        v = g.nbr[e]
        if (p.part[v] == a or p.part[v] == b) and s.seen[v] < base:
            s.front[fronts] = e
            s.owner[fronts] = place
            fronts += 1
    return fronts


def weigh(g: Graph, p: Plan, s: Space, count: int, a: int, b: int, base: int) -> None:
    """For each place of the tree: households below it (`weight`) and the price of cutting it off (`cost`)."""
    for x in range(count):
        s.weight[x] = g.hh[s.queue[x]]
        s.cost[x] = 0.0
    for x in range(count - 1, 0, -1):
        s.weight[s.parent[x]] += s.weight[x]
    for x in range(count):
        u = s.queue[x]
        for e in range(g.ptr[u], g.ptr[u + 1]):
            v = g.nbr[e]
            if v > u and (p.part[v] == a or p.part[v] == b):
                charge(s, x, s.seen[v] - base, g.price[e])


def charge(s: Space, x: int, y: int, price: float) -> None:
    """A border between two places is cut with every subtree on the way between them."""
    while x != y:
        if y > x:
            s.cost[y] += price
            y = s.parent[y]
        else:
            s.cost[x] += price
            x = s.parent[x]


def best_cut(s: Space, d: Dial, count: int, total: int, heat: float) -> int:
    """The place whose subtree makes the cheapest second grid, with some luck in the choice; -1 when there is none."""
    best = -1
    least = FAR
    for x in range(1, count):
        value = s.cost[x] + penalty(d, s.weight[x]) + penalty(d, total - s.weight[x]) - heat * patience(d)
        if value < least:
            least = value
            best = x
    return best


def between(g: Graph, p: Plan, s: Space, count: int, a: int, b: int) -> float:
    """The price of the border between `a` and `b` as it is."""
    price = 0.0
    for x in range(count):
        u = s.queue[x]
        if p.part[u] == a:
            for e in range(g.ptr[u], g.ptr[u + 1]):
                if p.part[g.nbr[e]] == b:
                    price += g.price[e]
    return price


def extra(g: Graph, p: Plan, s: Space, d: Dial, count: int) -> float:
    """Cost of split blocks and of units away from home among the units of the tree."""
    total = 0.0
    mark = stamp(d)
    for x in range(count):
        u = s.queue[x]
        if g.home[u] >= 0 and g.home[u] != p.part[u]:
            total += g.stay[u]
        blk = g.blk[u]
        if blk >= 0 and s.seen_block[blk] != mark:
            s.seen_block[blk] = mark
            total += splitting(d, p.pieces[blk])
    return total


def relabel(g: Graph, p: Plan, s: Space, d: Dial, count: int, cut: int, a: int, b: int) -> None:
    """Give what hangs below `cut` one label and the rest the other, the way round that moves fewer; keeps `old`."""
    kept = 0
    for x in range(count):
        s.old[x] = p.part[s.queue[x]]
        s.inside[x] = 1 if x == cut or (x > cut and s.inside[s.parent[x]] == 1) else 0
        kept += 1 if (s.old[x] == b) == (s.inside[x] == 1) else -1
    below_cut = b if kept >= 0 else a
    above = a if kept >= 0 else b
    for x in range(count):
        new = below_cut if s.inside[x] == 1 else above
        if new != s.old[x]:
            move(g, p, d, s.queue[x], s.old[x], new)


def resplit(g: Graph, p: Plan, s: Space, d: Dial, u: int, b: int, heat: float) -> None:
    """Draw a new border between the grid of `u` and the grid `b` that touches it."""
    a = p.part[u]
    base = grow(g, p, s, d, u, a, b)
    count = s.inside[0]
    weigh(g, p, s, count, a, b, base)
    total = p.load[a] + p.load[b]
    cut = best_cut(s, d, count, total, heat)
    if cut < 0:
        return
    delta = s.cost[cut] + penalty(d, s.weight[cut]) + penalty(d, total - s.weight[cut])
    delta -= between(g, p, s, count, a, b) + penalty(d, p.load[a]) + penalty(d, p.load[b])
    delta -= extra(g, p, s, d, count)
    relabel(g, p, s, d, count, cut, a, b)
    delta += extra(g, p, s, d, count)
    if delta <= heat * patience(d):
        d.real[SPENT] += delta
        return
    for x in range(count):
        v = s.queue[x]
        if p.part[v] != s.old[x]:
            move(g, p, d, v, p.part[v], s.old[x])
