"""Moves of one unit or one small block between two grids that touch."""

from linli.core.gridding.kernels.changes import border_change, flip_change, load_change, move
from linli.core.gridding.kernels.luck import patience
from linli.core.gridding.kernels.state import GRIDS, SPENT, Dial, Graph, Plan, Space
from linli.core.gridding.kernels.walks import stays_whole, walk


def flip(g: Graph, p: Plan, s: Space, d: Dial, u: int, b: int, heat: float) -> None:
    """Try to move `u` to the grid `b`, which it touches."""
    a = p.part[u]
    bound = heat * patience(d)
    delta = load_change(g, p, d, u, a, b)
    # Most proposals fail on balance alone: no need to look at the borders then.
    if p.size[a] <= 1 or delta - g.most[u] > bound:
        return
    delta += border_change(g, p, d, u, a, b)
    if delta <= bound and stays_whole(g, p, s, d, u, a):
        move(g, p, d, u, a, b)
        d.real[SPENT] += delta


def block_flip(g: Graph, p: Plan, s: Space, d: Dial, u: int, b: int, heat: float) -> None:
    """Try to move all units that the small block of `u` has in its grid to `b`."""
    a = p.part[u]
    blk = g.blk[u]
    if p.size[a] <= p.held[blk * d.num[GRIDS] + a]:
        return
    delta = 0.0
    moved = 0
    for x in range(g.bptr[blk], g.bptr[blk + 1]):
        v = g.bunit[x]
        if p.part[v] == a:
            delta += flip_change(g, p, d, v, a, b)
            move(g, p, d, v, a, b)
            s.old[moved] = v
            moved += 1
    if delta <= heat * patience(d) and walk(g, p, s, d, u) == p.size[b] and rest_whole(g, p, s, d, moved, a):
        d.real[SPENT] += delta
        return
    for x in range(moved):
        move(g, p, d, s.old[x], b, a)


def rest_whole(g: Graph, p: Plan, s: Space, d: Dial, moved: int, a: int) -> bool:
    """Whether grid `a` is in one piece after the first `moved` units of `old` left it."""
    for x in range(moved):
        u = s.old[x]
        for e in range(g.ptr[u], g.ptr[u + 1]):
            if p.part[g.nbr[e]] == a:
                whole: bool = walk(g, p, s, d, g.nbr[e]) == p.size[a]
                return whole
    return False
