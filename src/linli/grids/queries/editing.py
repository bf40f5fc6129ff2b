"""A draft as it is edited: its units, borders and labels in columns, and grids that the engine draws anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from linli.base.errors import Refusal
from linli.base.kernels import grid_kernels
from linli.core.gridding import Units, UnitsFault
from linli.core.gridding.redraw import redraw
from linli.core.gridding.units import PRICES, Real, Whole
from linli.grids.arrays import DEDICATED_FROM, NUMBERS, in_no_grid, is_dedicated
from linli.grids.corrected import units_for
from linli.grids.former import former_of
from linli.grids.graphs import labels_of
from linli.grids.models import GridPlan, GroundCommunity, GroundUnit

MOST_AT_ONCE = 3000
"""Units that the engine draws anew while somebody waits: two seconds."""


@dataclass(frozen=True, slots=True)
class EditedCommunity:
    """A community of the ground, in the order of labels."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan for editing. Per unit: `homes`, `community` (place among `communities`), `label`, `in_force` (its label
    in the plan in force, -1 where it has none; None without such a plan), `lon`, `lat`. Per border
    within a community: the units `i`, `j`, its `price` in priced metres and `number`, its place in the ground's graph.
    """

    version: int
    tolerance: float
    communities: tuple[EditedCommunity, ...]
    homes: Whole
    community: Whole
    label: Whole
    in_force: Whole | None
    lon: Real
    lat: Real
    i: Whole
    j: Whole
    price: Real
    number: Whole


def draft_of(plan: GridPlan, day: date) -> Draft:
    """The current version of a plan, beside what is in force on `day`. Raises grids.no_grids when it has none."""
    units, labels = units_for(plan), labels_of(plan.pk)
    spots = np.array(
        GroundUnit.objects.filter(ground=plan.ground_id).order_by("number").values_list("lon", "lat"), float
    ).reshape(-1, 2)
    inner = np.flatnonzero(units.comm[units.i] == units.comm[units.j])
    names = (
        GroundCommunity.objects.filter(ground=plan.ground_id).order_by("number").values_list("code", "name")
    )
    return Draft(
        version=plan.version,
        tolerance=plan.tolerance,
        communities=tuple(EditedCommunity(code, name) for code, name in names),
        homes=units.hh,
        community=units.comm,
        label=labels,
        in_force=former_of(plan, units, day + timedelta(days=1)).labels,
        lon=spots[:, 0],
        lat=spots[:, 1],
        i=units.i[inner],
        j=units.j[inner],
        price=(PRICES[units.cls] * units.length)[inner],
        number=inner,
    )


def redrawn(
    plan: GridPlan, members: Sequence[int], labels: Sequence[int], grids: int, taken: Sequence[int]
) -> list[int]:
    """New labels of some units of one community in `grids` connected grids, as the engine draws them.

    `labels` are those they have on the page, `taken` all labels in use there. Nothing is written. Raises refusals:
    grids.too_much_at_once, grids.unit_unknown, grids.cannot_redraw.
    """
    units = units_for(plan)
    chosen = _chosen(units, members, labels)
    now = np.full(units.n, -1, np.int64)
    begun = np.array(labels, np.int64)
    if is_dedicated(begun).any():
        raise Refusal("grids.cannot_redraw", _("专属网格不参加重新划分。"))
    now[chosen] = np.where(in_no_grid(begun), -1, begun)
    try:
        made = redraw(
            units, now, chosen, grids, seed=plan.seed, tolerance=plan.tolerance, kernels=grid_kernels()
        )
    except UnitsFault as fault:
        raise Refusal("grids.cannot_redraw", WHY_NOT[fault.code], _("请另选网格再试。")) from fault
    now[np.unique(chosen)] = made
    known = {label for label in labels if label % NUMBERS}
    named = _numbered(now[chosen], int(units.comm[chosen[0]]), known, set(taken))
    return [int(label) for label in named]


WHY_NOT = {
    "empty": _("没有选中单元。"),
    "several_communities": _("所选网格不在同一个社区。"),
    "too_few_units": _("单元太少，分不成这么多网格。"),
    "too_many_pieces": _("所选网格互不相连，分不成这么少的网格。"),
}


def _chosen(units: Units, members: Sequence[int], labels: Sequence[int]) -> Whole:
    if len(members) > MOST_AT_ONCE:
        raise Refusal(
            "grids.too_much_at_once",
            _("一次最多重划 %(most)s 个单元。"),
            _("请少选几个网格，或在方案页重新计算整份方案。"),
            most=MOST_AT_ONCE,
        )
    chosen: NDArray[np.int64] = np.array(members, np.int64)
    if len(members) != len(labels) or (len(chosen) and not (0 <= chosen.min() <= chosen.max() < units.n)):
        raise Refusal("grids.unit_unknown", _("没有第 %(unit)s 号单元。"), unit=int(chosen.max(initial=0)))
    return chosen


def _numbered(made: Whole, community: int, known: set[int], taken: set[int]) -> Whole:
    """Fresh grids get the lowest numbers that are free in their community."""
    free = (
        label
        for label in range(community * NUMBERS + 1, community * NUMBERS + DEDICATED_FROM)
        if label not in taken and label not in known
    )
    named = made.copy()
    for label in np.unique(made).tolist():
        if label not in known:
            named[made == label] = next(free)
    return named
