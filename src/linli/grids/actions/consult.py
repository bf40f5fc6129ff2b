"""A plan is shown around, commented on, answered, taken back or given up."""

import re
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.grids import rules
from linli.grids.graphs import codes_of, labels_of, units_of
from linli.grids.models import GridPlan, PlanComment
from linli.grids.states import PlanState

NUMBERS = re.compile(r"\d{15,18}[0-9Xx]?|1\d{10}")
"""Identity and telephone numbers: a comment is about borders, never about a resident."""


def consult(*, plan_id: UUID, until: date, by: Actor, at: datetime) -> GridPlan:
    """Show the draft to everybody who works in its place, until a day; its labels rest meanwhile."""
    plan = _moving(plan_id, PlanState.CONSULTING, by)
    labels_of(plan.pk)
    if until < at.date():
        raise Refusal("grids.until_past", _("征求意见的截止日已过。"), _("请选今天或以后的日子。"))
    return _move(plan, PlanState.CONSULTING, by, at, consulted_until=until)


def take_back(*, plan_id: UUID, by: Actor, at: datetime) -> GridPlan:
    """Work on the draft again; comments stay with it."""
    return _move(_moving(plan_id, PlanState.DRAFT, by), PlanState.DRAFT, by, at, consulted_until=None)


def withdraw(*, plan_id: UUID, why: str, by: Actor, at: datetime) -> GridPlan:
    """Give a plan up; it is kept and never adopted."""
    plan = _moving(plan_id, PlanState.WITHDRAWN, by)
    if not why.strip():
        raise Refusal("grids.say_why_withdrawn", _("请写明撤回的理由。"))
    return _move(plan, PlanState.WITHDRAWN, by, at, why=why.strip())


def comment(
    *,
    plan_id: UUID,
    text: str,
    by: Actor,
    at: datetime,
    community: str = "",
    grid_code: str = "",
    unit: int | None = None,
) -> PlanComment:
    """Say something about a plan that is being consulted on: about a unit, a grid, or a community as a whole."""
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    if plan.state != PlanState.CONSULTING:
        raise Refusal("grids.not_consulted", _("这份方案现在不征求意见。"))
    if not text.strip():
        raise Refusal("grids.comment_empty", _("请写下意见。"))
    if NUMBERS.search(text):
        raise Refusal("grids.comment_numbers", _("意见里不要写身份证号或电话号码。"), _("请只写地点和理由。"))
    place = _place(plan, community or grid_code[:12], unit)
    with audited(by=by, at=at, verb="grids.comment", subject=f"grids.GridPlan:{plan.pk}", place=place):
        return PlanComment.objects.create(
            plan=plan,
            community=place,
            grid_code=grid_code,
            unit=unit,
            text=text.strip()[:500],
            said_at=at,
            said_by=by.label,
            post_id=by.post_id,
        )


def answer(*, comment_id: UUID, text: str, taken: bool, by: Actor, at: datetime) -> PlanComment:
    """Answer a comment, once."""
    found = PlanComment.objects.select_related("plan").filter(pk=comment_id).first()
    if found is None or not rules.may_see(by, found.plan.place):
        raise NotFound("grids.no_comment", _("没有这条意见，或者它不在您的管辖范围内。"))
    rules.require_draw(by, found.plan.place)
    if found.answered_at is not None:
        raise Refusal("grids.answered_already", _("这条意见已经答复过。"))
    if not text.strip():
        raise Refusal("grids.answer_empty", _("请写下答复。"))
    subject = f"grids.PlanComment:{found.pk}"
    with audited(by=by, at=at, verb="grids.answer", subject=subject, place=found.community):
        found.answer, found.taken = text.strip()[:500], taken
        found.answered_at, found.answered_by = at, by.label
        found.save(update_fields=["answer", "taken", "answered_at", "answered_by"])
    return found


def _place(plan: GridPlan, community: str, unit: int | None) -> str:
    units = units_of(plan.ground_id)
    codes = codes_of(units)
    if unit is not None:
        if not 0 <= unit < units.n:
            raise Refusal("grids.unit_unknown", _("没有第 %(unit)s 号单元。"), unit=unit)
        return codes[int(units.comm[unit])]
    if community and community not in codes:
        raise Refusal(
            "grids.community_elsewhere", _("这份方案不包括社区 %(community)s。"), community=community
        )
    return community or plan.place


def _moving(plan_id: UUID, to: PlanState, by: Actor) -> GridPlan:
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).first(), by)
    rules.require_draw(by, plan.place)
    rules.require_moves(plan, to)
    rules.require_idle(plan)
    return plan


def _move(plan: GridPlan, to: PlanState, by: Actor, at: datetime, **values: object) -> GridPlan:
    subject = f"grids.GridPlan:{plan.pk}"
    why = str(values.get("why", ""))
    with audited(by=by, at=at, verb=f"grids.{to.value}", subject=subject, place=plan.place, why=why):
        moved = GridPlan.objects.filter(pk=plan.pk, state=plan.state).update(state=to, **values)
        if not moved:
            plan.refresh_from_db()
            rules.require_moves(plan, to)
    plan.refresh_from_db()
    return plan
