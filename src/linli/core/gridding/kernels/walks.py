"""Walks inside a grid: is it in one piece?"""

from linli.core.gridding.kernels.luck import stamp
from linli.core.gridding.kernels.state import Dial, Graph, Plan, Space


def stays_whole(g: Graph, p: Plan, s: Space, d: Dial, u: int, a: int) -> bool:
    """Whether grid `a` is in one piece without `u`; False when nothing of it would be left beside `u`."""
    wanted = 0
    first = -1
    mark = stamp(d)
    for e in range(g.ptr[u], g.ptr[u + 1]):
        v = g.nbr[e]
        if p.part[v] == a:
            s.seen[v] = -mark
            wanted += 1
            first = v
    if wanted <= 1:
        return wanted == 1
    return reaches(g, p, s, u, first, wanted - 1, mark)


def reaches(g: Graph, p: Plan, s: Space, u: int, first: int, wanted: int, mark: int) -> bool:
    """Whether a walk from `first` inside its grid and around `u` meets `wanted` further units marked `-mark`."""
    a = p.part[first]
    s.seen[u] = mark
    s.seen[first] = mark
    s.queue[0] = first
    head = 0
    tail = 1
    while head < tail:
        x = s.queue[head]
        head += 1
        for e in range(g.ptr[x], g.ptr[x + 1]):
            v = g.nbr[e]
            if p.part[v] == a and s.seen[v] != mark:
                if s.seen[v] == -mark:
                    wanted -= 1
                    if wanted == 0:
                        return True
                s.seen[v] = mark
                s.queue[tail] = v
                tail += 1
    return False


def walk(g: Graph, p: Plan, s: Space, d: Dial, u: int) -> int:
    """Fill `queue` with the units of the grid of `u` that can be reached from it; returns how many."""
    a = p.part[u]
    mark = stamp(d)
    s.seen[u] = mark
    s.queue[0] = u
    head = 0
    tail = 1
    while head < tail:
        x = s.queue[head]
        head += 1
        for e in range(g.ptr[x], g.ptr[x + 1]):
            v = g.nbr[e]
            if p.part[v] == a and s.seen[v] != mark:
                s.seen[v] = mark
                s.queue[tail] = v
                tail += 1
    return tail
