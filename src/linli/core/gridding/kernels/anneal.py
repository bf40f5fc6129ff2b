"""Annealing: many small moves, most of them for the better, fewer for the worse as it cools."""

from linli.core.gridding.kernels.chains import chain
from linli.core.gridding.kernels.flips import block_flip, flip
from linli.core.gridding.kernels.luck import below
from linli.core.gridding.kernels.state import BLOCKS, BORDERS, CHAINS, FLIPS, TREES, Dial, Graph, Plan, Space
from linli.core.gridding.kernels.trees import resplit


def anneal(g: Graph, p: Plan, s: Space, d: Dial, rounds: int, hot: float, cooling: float) -> None:
    """`rounds` of proposals at random active borders, from `hot` on, cooler by a factor of `cooling` each round."""
    heat = hot
    for _ in range(rounds):
        for _ in range(d.num[TREES]):
            e = p.active[below(d, d.num[BORDERS])]
            b = p.part[g.nbr[e]]
            if p.part[g.src[e]] != b:
                resplit(g, p, s, d, g.src[e], b, heat)
        for _ in range(d.num[BLOCKS]):
            e = p.active[below(d, d.num[BORDERS])]
            b = p.part[g.nbr[e]]
            if g.blk[g.src[e]] >= 0 and p.part[g.src[e]] != b:
                block_flip(g, p, s, d, g.src[e], b, heat)
        singles(g, p, s, d, heat)
        heat *= cooling


def singles(g: Graph, p: Plan, s: Space, d: Dial, heat: float) -> None:
    """The chains and flips of one round."""
    for _ in range(d.num[CHAINS]):
        e = p.active[below(d, d.num[BORDERS])]
        b = p.part[g.nbr[e]]
        if p.part[g.src[e]] != b:
            chain(g, p, s, d, g.src[e], b, heat)
    for _ in range(d.num[FLIPS]):
        e = p.active[below(d, d.num[BORDERS])]
        b = p.part[g.nbr[e]]
        if p.part[g.src[e]] != b:
            flip(g, p, s, d, g.src[e], b, heat)
