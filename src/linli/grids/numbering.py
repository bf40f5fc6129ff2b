"""Numbers of grids: old ones stay with the piece that keeps most homes, fresh ones run west to east, north to south."""

import numpy as np

from linli.base.errors import Refusal
from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids.arrays import DEDICATED_FROM, NUMBERS, is_base


def final_labels(units: Units, labels: Whole, former: Whole | None, used: Whole) -> Whole:
    """Labels as they are adopted.

    `former` are the labels in force of the same units (-1: none); `used` all labels ever in force there, whose numbers
    are not given to another grid. Grids for schools and the like keep their own numbers.
    """
    made = labels.copy()
    base = is_base(labels)
    was = np.full(units.n, -1) if former is None else np.where((former >= 0) & is_base(former), former, -1)
    for community in range(units.communities):
        mine = np.flatnonzero((units.comm == community) & base)
        if mine.size:
            made[mine] = _numbers(units, mine, labels[mine], was[mine], used, community)
    return made


def _numbers(units: Units, mine: Whole, labels: Whole, was: Whole, used: Whole, community: int) -> Whole:
    """New labels of a community's base units."""
    _, part = np.unique(labels, return_inverse=True)
    given = _inherited(part, was, units.hh[mine])
    order = _west_to_east(units, mine, part)
    taken = {int(label) for label in used.tolist() if label // NUMBERS == community} | set(given.values())
    fresh = (
        label
        for label in range(community * NUMBERS + 1, community * NUMBERS + DEDICATED_FROM)
        if label not in taken
    )
    for grid in order:
        if grid not in given:
            given[grid] = next(fresh, -1)
            if given[grid] < 0:
                raise _no_number_left(units, community)
    made: Whole = np.array([given[grid] for grid in range(int(part.max()) + 1)])[part]
    return made


def _inherited(part: Whole, was: Whole, homes: Whole) -> dict[int, int]:
    """Old labels by grid: the pair that shares most homes first, each label and each grid once."""
    known = was >= 0
    if not known.any():
        return {}
    names, old = np.unique(was[known], return_inverse=True)
    shared = np.zeros((len(names), int(part.max()) + 1), np.int64)
    np.add.at(shared, (old, part[known]), homes[known])
    count = np.zeros_like(shared)
    np.add.at(count, (old, part[known]), 1)
    given: dict[int, int] = {}
    gone: set[int] = set()
    for flat in np.lexsort((-count.ravel(), -shared.ravel())).tolist():
        one, grid = divmod(flat, shared.shape[1])
        if count[one, grid] and one not in gone and grid not in given:
            given[grid] = int(names[one])
            gone.add(one)
    return given


def _west_to_east(units: Units, mine: Whole, part: Whole) -> list[int]:
    weight = np.bincount(part)
    x = np.bincount(part, units.xy[mine, 0]) / weight
    y = np.bincount(part, units.xy[mine, 1]) / weight
    return [int(grid) for grid in np.lexsort((-y, x))]


def _no_number_left(units: Units, community: int) -> Refusal:
    from django.utils.translation import gettext_lazy as _

    return Refusal(
        "grids.no_number_left",
        _("社区 %(community)s 的网格号用完了（用过的号不再给别的网格）。"),
        _("请减少新网格，或先合并网格。"),
        community=f"{units.names[community]:012d}",
    )
