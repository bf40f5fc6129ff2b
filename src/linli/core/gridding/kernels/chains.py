"""Moves of two units in a row: one joins a grid, another leaves it."""

from linli.core.gridding.kernels.changes import flip_change, move
from linli.core.gridding.kernels.luck import below, patience
from linli.core.gridding.kernels.state import SPENT, Dial, Graph, Plan, Space
from linli.core.gridding.kernels.walks import stays_whole


def chain(g: Graph, p: Plan, s: Space, d: Dial, u: int, b: int, heat: float) -> None:
    """Try to move `u` to `b` and a unit of `b` near it on to another grid, which may be the one `u` leaves."""
    a = p.part[u]
    v = stroll(g, p, d, u, b)
    if v < 0 or p.size[a] <= 1 or p.size[b] <= 1:
        return
    c = p.part[g.nbr[g.ptr[v] + below(d, g.ptr[v + 1] - g.ptr[v])]]
    if c == b or p.may[c] == 0:
        return
    delta = flip_change(g, p, d, u, a, b)
    move(g, p, d, u, a, b)
    delta += flip_change(g, p, d, v, b, c)
    if delta <= heat * patience(d) and stays_whole(g, p, s, d, v, b):
        move(g, p, d, v, b, c)
        # With `v` in it, `a` may hang together only through `v`: both are looked at as they will be.
        if stays_whole(g, p, s, d, u, a):
            d.real[SPENT] += delta
            return
        move(g, p, d, v, c, b)
    move(g, p, d, u, b, a)


def stroll(g: Graph, p: Plan, d: Dial, u: int, b: int) -> int:
    """A unit of grid `b` a few random steps away from its neighbour `u`; -1 when none was met."""
    x = u
    for _ in range(1 + below(d, 4)):
        y = g.nbr[g.ptr[x] + below(d, g.ptr[x + 1] - g.ptr[x])]
        if p.part[y] == b:
            x = y
    if x == u:
        return -1
    return x
