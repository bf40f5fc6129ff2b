"""What moving one unit changes, and moving it."""

from linli.core.gridding.kernels.luck import penalty, splitting
from linli.core.gridding.kernels.state import GRIDS, Dial, Graph, Plan


def load_change(g: Graph, p: Plan, d: Dial, u: int, a: int, b: int) -> float:
    """What the move of `u` from grid `a` to grid `b` does to the balance."""
    h = g.hh[u]
    if h == 0:
        return 0.0
    before = penalty(d, p.load[a]) + penalty(d, p.load[b])
    return penalty(d, p.load[a] - h) + penalty(d, p.load[b] + h) - before


def border_change(g: Graph, p: Plan, d: Dial, u: int, a: int, b: int) -> float:
    """What it does to the borders, the small blocks and the plan in force."""
    delta = 0.0
    for e in range(g.ptr[u], g.ptr[u + 1]):
        v = p.part[g.nbr[e]]
        if v == a:
            delta += g.price[e]
        elif v == b:
            delta -= g.price[e]
    return delta + split_change(g, p, d, u, a, b) + stay_change(g, u, a, b)


def flip_change(g: Graph, p: Plan, d: Dial, u: int, a: int, b: int) -> float:
    """The change of the whole cost."""
    return load_change(g, p, d, u, a, b) + border_change(g, p, d, u, a, b)


def split_change(g: Graph, p: Plan, d: Dial, u: int, a: int, b: int) -> float:
    """What it does to the number of grids that its block lies in."""
    blk = g.blk[u]
    if blk < 0:
        return 0.0
    first = blk * d.num[GRIDS]
    delta = 0
    if p.held[first + a] == 1:
        delta -= 1
    if p.held[first + b] == 0:
        delta += 1
    if delta == 0:
        return 0.0
    return splitting(d, p.pieces[blk] + delta) - splitting(d, p.pieces[blk])


def stay_change(g: Graph, u: int, a: int, b: int) -> float:
    """What leaving or regaining the grid of the plan in force costs."""
    price: float = g.stay[u]
    if g.home[u] == a:
        return price
    if g.home[u] == b:
        return -price
    return 0.0


def move(g: Graph, p: Plan, d: Dial, u: int, a: int, b: int) -> None:
    """Move `u` from `a` to `b` and keep the sums."""
    p.part[u] = b
    p.load[a] -= g.hh[u]
    p.load[b] += g.hh[u]
    p.size[a] -= 1
    p.size[b] += 1
    blk = g.blk[u]
    if blk >= 0:
        first = blk * d.num[GRIDS]
        p.held[first + a] -= 1
        if p.held[first + a] == 0:
            p.pieces[blk] -= 1
        if p.held[first + b] == 0:
            p.pieces[blk] += 1
        p.held[first + b] += 1
