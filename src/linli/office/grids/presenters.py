"""Figures of plans and grids in words."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.grids.counting import MEASURES
from linli.grids.models import GridPlan
from linli.grids.queries import GridFigure, PlanCeiling, PlanFigures
from linli.grids.queries.officers import OfficerRow
from linli.grids.queries.past import PastGrid
from linli.grids.queries.plans import PlanRow
from linli.grids.states import GridKind, PlanState
from linli.visits.queries.open_work import Work

LOOKS = {
    PlanState.DRAFT: "unknown",
    PlanState.CONSULTING: "warn",
    PlanState.ADOPTED: "met",
    PlanState.CLOSED: "unknown",
    PlanState.WITHDRAWN: "unknown",
}


def state_line(plan: GridPlan) -> dict[str, Any]:
    """Where a plan stands, in words and a look."""
    state = PlanState(plan.state)
    words = str(state.label)
    today = timezone.localdate()
    if state == PlanState.ADOPTED and plan.valid_from and plan.valid_from > today:
        words = _("已采用，%(day)s 起施行") % {"day": plan.valid_from.isoformat()}
    elif state == PlanState.CLOSED and plan.valid_to and plan.valid_to > today:
        words = _("施行到 %(day)s 前") % {"day": plan.valid_to.isoformat()}
    elif state == PlanState.ADOPTED:
        words = _("施行中")
    return {"words": words, "look": LOOKS[state]}


def plan_line(row: PlanRow) -> dict[str, Any]:
    """A row of the list of plans."""
    return {
        "row": row,
        "plan": row.plan,
        "href": reverse("grids:plan", args=[row.plan.pk]),
        **state_line(row.plan),
    }


def summary(figures: PlanFigures) -> list[dict[str, str]]:
    """How good a plan is: each figure with what it means."""
    measures = figures.measures
    lines = [
        (
            _("基础网格"),
            _("%(grids)s 个，按户数应有 %(due)s 个") % {"grids": measures.grids, "due": measures.due},
        ),
        (_("户数合适"), f"{measures.in_band:.1%}（±{figures.tolerance:.0%}）"),
        (_("最大偏差"), f"{measures.largest_deviation:.0%}"),
        (_("边界沿街"), f"{measures.street_share:.0%}"),
        (_("完整的街坊"), f"{measures.blocks_whole:.0%}"),
    ]
    special = len(figures.grids) - len(figures.base)
    if special:
        lines.append((_("专属网格"), str(special)))
    if figures.left_units:
        left = {"units": figures.left_units, "homes": figures.left_households}
        lines.append((_("还没划入网格"), _("%(units)s 个单元，%(homes)s 户") % left))
    return [{"name": name, "words": words} for name, words in lines]


def grid_line(grid: GridFigure, told: PlanCeiling | None, officers: Mapping[str, str]) -> dict[str, Any]:
    """A row of the table of grids."""
    why = told.out[grid.label].words if told is not None and grid.label in told.out else ""
    return {
        "grid": grid,
        "kind": "" if grid.kind == GridKind.BASE else str(grid.kind.label),
        "deviation": _deviation(grid),
        "look": "met" if grid.in_band else "warn",
        "streets": round(sum(grid.cut[1:])),
        "inside": round(grid.cut[0]),
        "officer": officers.get(grid.code, ""),
        "why": why,
    }


def _deviation(grid: GridFigure) -> str:
    if grid.kind != GridKind.BASE:
        return "—"
    off = grid.households - round(grid.wanted)
    if grid.in_band:
        return _("合适")
    return (_("多 %(homes)s 户") if off > 0 else _("少 %(homes)s 户")) % {"homes": abs(off)}


def place_code(code: str) -> str:
    """A grid's 15 digits as scopes have it."""
    return f"{code[:12]}G{code[12:]}"


def officer_line(row: OfficerRow, work: Mapping[str, Work]) -> dict[str, Any]:
    """A row of the table of officers."""
    return {
        "row": row,
        "kind": "" if row.kind == GridKind.BASE else str(GridKind(row.kind).label),
        "work": work[place_code(row.code)],
        "href": reverse("grids:grid", args=[row.code]),
    }


def measure_words() -> dict[str, str]:
    """What is counted, in words."""
    return dict(
        zip(
            MEASURES,
            (
                pgettext("count", "住房"),
                pgettext("count", "户"),
                pgettext("count", "人"),
                _("未满18岁"),
                _("18到59岁"),
                _("60岁以上"),
                _("年龄不详"),
            ),
            strict=True,
        )
    )


WORK = ("open_tasks", "visits", "minutes")
"""What is open now, in the order of `visits.queries.open_work.open_by_unit`."""


def work_words() -> dict[str, str]:
    """What is open, in words."""
    return dict(zip(WORK, (_("未办任务"), _("待入户"), _("预计分钟")), strict=True))


def measures(chosen: str) -> list[dict[str, Any]]:
    """What can be looked at, as tabs."""
    words = measure_words() | work_words()
    return [{"code": code, "words": said, "here": code == chosen} for code, said in words.items()]


def past_line(row: PastGrid, measure: int) -> dict[str, Any]:
    """A grid with one measure: then, under the plan, and the difference in words."""
    off = row.difference(measure)
    words = pgettext("count", "不变") if off == 0 else f"{off:+,}".replace("-", "−")
    return {
        "community": row.code[:12],
        "number": row.code[12:],
        "before": None if row.before is None else row.before[measure],
        "after": None if row.after is None else row.after[measure],
        "difference": words,
    }
