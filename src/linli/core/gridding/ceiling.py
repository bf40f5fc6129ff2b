"""The best that any plan could reach: which buildings and areas force grids out of the band."""

from dataclasses import dataclass

import numpy as np

from linli.core.gridding.areas import Area
from linli.core.gridding.solve import band
from linli.core.gridding.units import Whole

HEAVY = 0.4  # of the mean; lighter units find company
LOOKS = 4000  # sets of neighbours looked at before a unit is taken to fit


@dataclass(frozen=True, slots=True)
class Forced:
    """`grids` of an area that no plan brings into the band. `reason`: "building" one building alone is over the
    band; "company" a building that no set of neighbours completes; "homes" the area's households do not
    divide by its grids. `units` of the city that force it, `homes` their households."""

    community: int
    grids: int
    reason: str
    units: tuple[int, ...]
    homes: int


def forced_in(area: Area, tolerance: float) -> list[Forced]:
    """What the area forces: buildings first, then what the sum of its households leaves no room for."""
    low, high = band(area.mean, tolerance)
    stuck = stuck_units(area, low, high) if area.grids > 1 else {}
    found = [_of_units(area, group, high) for group in _groups(area, stuck)]
    total = int(area.hh.sum())
    over = int(area.hh[area.hh > high].sum())
    # Grids inside the band hold none of the buildings that are over it alone.
    fit = min(area.grids - len(found), (total - over) // low if low else area.grids)
    if fit == area.grids and total > area.grids * high:
        fit -= 1
    short = area.grids - len(found) - max(fit, 0)
    if short > 0:
        found.append(Forced(area.community, short, "homes", tuple(int(u) for u in area.members), total))
    return found


def _of_units(area: Area, group: list[int], high: int) -> Forced:
    homes = int(area.hh[group].max())
    reason = "building" if homes > high else "company"
    return Forced(area.community, 1, reason, tuple(int(area.members[u]) for u in group), homes)


def stuck_units(area: Area, low: int, high: int) -> dict[int, bool]:
    """Places of units that lie in no connected set with `low` to `high` households."""
    heavy = np.flatnonzero(area.hh >= min(HEAVY * area.mean, high + 1))
    return {int(u): True for u in heavy if not _fits(area, int(u), low, high)}


def _fits(area: Area, u: int, low: int, high: int) -> bool:
    """Whether some connected set with `u` has `low` to `high` households: grows sets, larger neighbours first."""
    if area.hh[u] > high:
        return False
    stack = [(int(area.hh[u]), frozenset((u,)), frozenset[int]())]
    looks = 0
    while stack:
        homes, inside, barred = stack.pop()
        if homes >= low:
            return True
        looks += 1
        if looks > LOOKS:
            return True
        stack.extend(_grown(area, homes, inside, barred, high))
    return False


def _grown(
    area: Area, homes: int, inside: frozenset[int], barred: frozenset[int], high: int
) -> list[tuple[int, frozenset[int], frozenset[int]]]:
    """The sets one unit larger, each met once: a neighbour passed over is barred for the later ones."""
    around = {int(v) for u in inside for v in area.nbr[area.ptr[u] : area.ptr[u + 1]]} - inside - barred
    room = sorted((v for v in around if homes + area.hh[v] <= high), key=lambda v: (int(area.hh[v]), v))
    made = []
    for v in reversed(room):
        made.append((homes + int(area.hh[v]), inside | {v}, barred))
        barred = barred | {v}
    made.reverse()
    return made


def _groups(area: Area, stuck: dict[int, bool]) -> list[list[int]]:
    """Stuck units that touch may share one bad grid: they count once."""
    left = dict(stuck)
    groups = []
    while left:
        first = next(iter(left))
        del left[first]
        group, queue = [first], [first]
        while queue:
            u = queue.pop()
            for v in _touching(area, u, left):
                del left[v]
                group.append(v)
                queue.append(v)
        groups.append(sorted(group))
    return groups


def _touching(area: Area, u: int, left: dict[int, bool]) -> list[int]:
    neighbours: Whole = area.nbr[area.ptr[u] : area.ptr[u + 1]]
    return [int(v) for v in neighbours if int(v) in left]
