"""Who may draw, adopt and staff grids, and what a plan may become."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.jobs.models import OPEN_STATES as JOB_OPEN
from linli.base.jobs.models import Job
from linli.grids.models import GridPlan, Ground
from linli.grids.states import OPEN_STATES, TRANSITIONS, PlanState

DRAWERS = (Role.DISTRICT_OFFICE, Role.SUB_DISTRICT)
READERS = (*DRAWERS, Role.COMMITTEE, Role.GRID_OFFICER, Role.DEPARTMENT, Role.AUDITOR)
LEAST_DIGITS = 6


def may_draw(by: Actor, place: str) -> bool:
    """May load maps, draw and adopt plans and name officers there: the sub-district and those above it."""
    return by.scope.covers(place) and len(place) >= LEAST_DIGITS and (by.is_system or by.role in DRAWERS)


def require_draw(by: Actor, place: str) -> None:
    """Raises NotAllowed."""
    if not may_draw(by, place):
        raise NotAllowed(
            "grids.not_a_drawer",
            _("您这个岗位不能在这里划分网格。"),
            _("请由街道（镇）或区社区办的经办人办理。"),
        )


def may_see(by: Actor, place: str) -> bool:
    """Plans hold no personal data: whoever works in the place, or anywhere inside it, may look."""
    if by.scope.is_nothing or not (by.is_system or by.role in READERS):
        return False
    return by.scope.covers(place) or by.scope.prefix.startswith(place)


def require_ground(ground: Ground | None, by: Actor) -> Ground:
    """The ground, when it is there for this post. Raises NotFound."""
    if ground is None or not may_see(by, ground.place):
        raise NotFound("grids.no_ground", _("没有这份底图，或者它不在您的管辖范围内。"))
    return ground


def require_plan(plan: GridPlan | None, by: Actor) -> GridPlan:
    """The plan, when it is there for this post. Raises NotFound."""
    if plan is None or not may_see(by, plan.place):
        raise NotFound("grids.no_plan", _("没有这份划分方案，或者它不在您的管辖范围内。"))
    return plan


def require_drawing(plan: GridPlan, by: Actor, version: int | None = None) -> None:
    """The plan may be changed by this post, now, and (where given) is still at the version that was seen."""
    require_draw(by, plan.place)
    if plan.state != PlanState.DRAFT:
        raise Refusal(
            "grids.not_a_draft",
            _("这份方案现在是“%(state)s”，不能再改。"),
            _("请先收回为草案，或另建一份草案。"),
            state=PlanState(plan.state).label,
        )
    if version is not None:
        require_version(plan, version)


def require_version(plan: GridPlan, version: int) -> None:
    """The plan is still at the version that was seen. Raises grids.newer_version."""
    if version != plan.version:
        raise Refusal(
            "grids.newer_version",
            _("您打开后，别人已经改过这份草案（您看到的是第 %(seen)s 版，现在是第 %(now)s 版）。"),
            _("您的改动没有写入，也没有覆盖别人的。请刷新后再改。"),
            seen=version,
            now=plan.version,
        )


def require_moves(plan: GridPlan, to: PlanState) -> None:
    """Raises a refusal when the plan cannot go there from where it is."""
    if to not in TRANSITIONS[PlanState(plan.state)]:
        raise Refusal(
            "grids.not_now",
            _("这份方案现在是“%(state)s”，不能这样做。"),
            _("请刷新页面，看看它现在到了哪一步。"),
            state=PlanState(plan.state).label,
        )


def is_open(plan: GridPlan) -> bool:
    """Still to be decided about."""
    return plan.state in OPEN_STATES


def require_idle(plan: GridPlan) -> None:
    """Raises a refusal while a job works on the plan."""
    if plan.job_id and Job.objects.filter(pk=plan.job_id, state__in=JOB_OPEN).exists():
        raise Refusal("grids.at_work", _("这份方案正在计算。"), _("请等它结束，或先取消。"))
