"""What a change of a draft must leave behind: whole grids inside their communities, none without homes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids.arrays import DEDICATED_FROM, MOST, NUMBERS, code_of, in_no_grid, is_base
from linli.grids.graphs import codes_of, pieces_of


def check_change(
    units: Units, before: Whole, changes: Sequence[tuple[int, int]], dedicated: Mapping[str, Any]
) -> Whole:
    """The labels after the changes. Raises a refusal that names the unit or grid at fault."""
    after = before.copy()
    for unit, to in changes:
        if not 0 <= unit < units.n:
            raise Refusal("grids.unit_unknown", _("没有第 %(unit)s 号单元。"), unit=unit)
        _check_label(units, unit, to, dedicated)
        after[unit] = to
    touched = np.union1d(before[after != before], after[after != before])
    check_whole(units, after, touched)
    return after


def _check_label(units: Units, unit: int, to: int, dedicated: Mapping[str, Any]) -> None:
    codes = codes_of(units)
    community, number = divmod(to, NUMBERS)
    if community != int(units.comm[unit]):
        raise Refusal(
            "grids.across_border",
            _("第 %(unit)s 号单元在社区 %(community)s，不能划给别的社区的网格。"),
            _("网格不跨社区；要改社区边界，请先更新底图。"),
            unit=unit,
            community=codes[int(units.comm[unit])],
        )
    unfit = not 1 <= number <= MOST or (number >= DEDICATED_FROM and str(to) not in dedicated)
    if unfit:
        raise Refusal(
            "grids.number_unfit",
            _("网格号 %(number)s 不能用：基础网格用 001 到 %(most)s。"),
            number=f"{number:03d}",
            most=f"{DEDICATED_FROM - 1:03d}",
        )


def check_complete(units: Units, labels: Whole) -> None:
    """Every unit lies in a grid. Raises grids.gap."""
    left = in_no_grid(labels)
    if left.any():
        raise Refusal(
            "grids.gap",
            _("还有 %(units)s 个单元（%(homes)s 户）不在任何网格里，例如第 %(first)s 号单元。"),
            _("请在地图或表格里把它们划入相邻网格，或让程序补齐。"),
            units=int(left.sum()),
            homes=int(units.hh[left].sum()),
            first=int(np.flatnonzero(left)[0]),
        )


def check_whole(units: Units, labels: Whole, touched: Whole) -> None:
    """Each of these grids, where it still has units, is in one piece and has a household if its community has.

    A piece of an island is no fault where the community itself is in pieces that nothing joins.
    """
    mine = np.isin(labels, touched)
    names, pieces = pieces_of(units, np.where(mine, labels, -1 - np.arange(units.n)))
    codes = codes_of(units)
    for label, count in zip(names.tolist(), pieces.tolist(), strict=True):
        if label >= 0 and label % NUMBERS and count > 1:
            raise Refusal(
                "grids.in_pieces",
                _("这样改，网格 %(grid)s 会断成 %(pieces)s 片。"),
                _("网格须连成一片；请把断开的单元一起划走，或换一个单元。"),
                grid=code_of(label, codes),
                pieces=count,
            )
    homes = np.bincount(units.comm, units.hh, minlength=units.communities)
    for label in names[names >= 0].tolist():
        inside = labels == label
        lived_in = homes[label // NUMBERS] > 0 and is_base(np.array([label]))[0]
        if lived_in and int(units.hh[inside].sum()) == 0:
            raise Refusal(
                "grids.without_homes",
                _("这样改，网格 %(grid)s 里一户也没有。"),
                _("请把它的全部单元并入相邻网格，或划入有住户的楼栋。"),
                grid=code_of(label, codes),
            )
