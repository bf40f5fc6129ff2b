"""Grids for a school, a hospital, a market: drawn by hand beside the base grids, named, closed again."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.core.gridding import Units
from linli.core.gridding.areas import areas_of
from linli.core.gridding.inherit import attach
from linli.core.gridding.units import Whole
from linli.grids.actions.draw import write_version
from linli.grids.arrays import DEDICATED_FROM, MOST, NUMBERS, code_of, is_base
from linli.grids.checks import check_change, check_whole
from linli.grids.corrected import units_for
from linli.grids.former import former_of
from linli.grids.graphs import codes_of, labels_of, part_of
from linli.grids.locking import locked
from linli.grids.models import GridPlan
from linli.grids.states import ChangeKind, GridKind


def draw_dedicated(
    *,
    plan_id: UUID,
    version: int,
    units: Sequence[int],
    kind: GridKind,
    name: str,
    by: Actor,
    at: datetime,
) -> str:
    """Take units of one community out of their grids and make them a dedicated grid; answers its code.

    It gets a number from 901 on that was never used in its community. Raises grids.no_units, grids.several_communities,
    grids.name_missing, grids.not_dedicated, grids.no_number_left, and what `check_change` finds: neither it nor what is
    left of the grids around may fall to pieces.
    """
    with audited(by=by, at=at, verb="grids.draw_dedicated", subject=f"grids.GridPlan:{plan_id}") as entry:
        plan = locked(plan_id, by, version)
        _check_name(kind, name)
        graph, before = units_for(plan), labels_of(plan.pk)
        label = _free_label(plan, graph, before, _community(graph, units))
        named = {**plan.dedicated, str(label): [kind.value, name.strip()]}
        after = check_change(graph, before, [(unit, label) for unit in units], named)
        GridPlan.objects.filter(pk=plan.pk).update(dedicated=named)
        write_version(
            plan=plan, labels=after, before=before, kind=ChangeKind.DEDICATED, version=version, by=by, at=at
        )
        code = code_of(label, codes_of(graph))
        entry.place, entry.detail = plan.place, {"grid": code, "kind": kind.value, "units": len(units)}
    return code


def name_dedicated(
    *, plan_id: UUID, version: int, label: int, kind: GridKind, name: str, by: Actor, at: datetime
) -> GridPlan:
    """Give a dedicated grid of a draft another name or kind."""
    with audited(by=by, at=at, verb="grids.name_dedicated", subject=f"grids.GridPlan:{plan_id}") as entry:
        plan = locked(plan_id, by, version)
        _check_name(kind, name)
        _require(plan, label)
        named = {**plan.dedicated, str(label): [kind.value, name.strip()]}
        GridPlan.objects.filter(pk=plan.pk).update(dedicated=named)
        entry.place, entry.detail = plan.place, {"label": label, "kind": kind.value}
    plan.refresh_from_db()
    return plan


def close_dedicated(*, plan_id: UUID, version: int, label: int, by: Actor, at: datetime) -> GridPlan:
    """Give the units of a dedicated grid back to the base grids beside it, along the dearest borders.

    Plans in force keep it as it was, and its number is not given to another grid. Raises grids.nothing_beside.
    """
    with audited(by=by, at=at, verb="grids.close_dedicated", subject=f"grids.GridPlan:{plan_id}") as entry:
        plan = locked(plan_id, by, version)
        _require(plan, label)
        graph, before = units_for(plan), labels_of(plan.pk)
        after = _given_back(graph, before, label)
        check_whole(graph, after, np.unique(after[before == label]))
        made = write_version(
            plan=plan, labels=after, before=before, kind=ChangeKind.DEDICATED, version=version, by=by, at=at
        )
        entry.place, entry.detail = plan.place, {"grid": code_of(label, codes_of(graph))}
    return made


def _check_name(kind: GridKind, name: str) -> None:
    if kind == GridKind.BASE:
        raise Refusal("grids.not_dedicated", _("请选专属网格的类别，例如学校、医院、市场。"))
    if not name.strip():
        raise Refusal("grids.name_missing", _("请写专属网格的名称，例如学校的名字。"))


def _community(units: Units, chosen: Sequence[int]) -> int:
    if not chosen:
        raise Refusal("grids.no_units", _("没有选楼栋。"), _("请在表里勾选，或先在地图上选网格。"))
    if not 0 <= min(chosen) <= max(chosen) < units.n:
        raise Refusal("grids.unit_unknown", _("没有第 %(unit)s 号单元。"), unit=max(chosen))
    found = np.unique(units.comm[list(chosen)])
    if len(found) > 1:
        codes = codes_of(units)
        raise Refusal(
            "grids.several_communities",
            _("选的楼栋分属几个社区：%(codes)s。"),
            _("网格不跨社区；请每个社区划一个。"),
            codes="、".join(codes[one] for one in found.tolist()),
        )
    return int(found[0])


def _free_label(plan: GridPlan, units: Units, labels: Whole, community: int) -> int:
    used = former_of(plan, units, date.max).used
    taken = {*used.tolist(), *np.unique(labels).tolist(), *map(int, plan.dedicated)}
    first = community * NUMBERS + DEDICATED_FROM
    free = next((one for one in range(first, community * NUMBERS + MOST + 1) if one not in taken), None)
    if free is None:
        raise Refusal("grids.no_number_left", _("这个社区的专属网格号（901 到 999）用完了。"))
    return free


def _require(plan: GridPlan, label: int) -> None:
    if str(label) not in plan.dedicated or not (labels_of(plan.pk) == label).any():
        raise Refusal("grids.not_dedicated", _("这份草案里没有这个专属网格。"), _("请刷新页面再看。"))


def _given_back(units: Units, labels: Whole, label: int) -> Whole:
    mine = labels == label
    part = part_of(units, mine | is_base(labels))
    made = labels.copy()
    for area in areas_of(part.units):
        members = part.members[area.members]
        if not mine[members].any():
            continue
        names, begun = np.unique(np.where(mine[members], -1, labels[members]), return_inverse=True)
        given = attach(area, begun - 1)
        if (given < 0).any() or len(names) < 2:
            raise Refusal(
                "grids.nothing_beside",
                _("这个专属网格旁边没有基础网格可以接收。"),
                _("请先在地图上把它的单元划给别的网格。"),
            )
        made[members] = names[1:][given]
    return made
