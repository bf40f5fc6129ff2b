"""Officers: one for each grid, from a day on; deputies while they are away; open work handed over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.grids import rules
from linli.grids.models import Assignment, Deputy, Handover
from linli.grids.queries.officers import assignments_on, deputies_on
from linli.grids.queries.terms import grids_on


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What an officer has open in a grid: homes, tasks, and the minutes they are reckoned to take."""

    homes: int = 0
    tasks: int = 0
    minutes: int = 0


NO_WORK = OpenWork()


def assign(
    *,
    grid_code: str,
    post_id: UUID,
    valid_from: date,
    by: Actor,
    at: datetime,
    replace: bool = False,
    work: OpenWork = NO_WORK,
    note: str = "",
) -> Assignment:
    """A post serves a grid from a day on. Where there is an officer already, `replace` hands the open work over.

    Raises grids.has_officer (say `replace`), grids.no_such_grid, grids.post_unfit, grids.assigned_later.
    """
    post = _post(grid_code, post_id, valid_from, by)
    subject = f"grids.Grid:{grid_code}"
    with audited(by=by, at=at, verb="grids.assign", subject=subject, place=grid_code[:12]) as entry:
        present = _present(grid_code, valid_from)
        _check_present(grid_code, present, post, valid_from, replace)
        if present is not None:
            Assignment.objects.filter(pk=present.pk).update(valid_to=valid_from)
        made = Assignment.objects.create(
            district=grid_code[:6],
            grid_code=grid_code,
            post_id=post.pk,
            officer=str(post)[:200],
            valid_from=valid_from,
            assigned_at=at,
            assigned_by=by.label,
        )
        if present is not None:
            _hand_over(present, made, work, note, at)
        entry.detail = {"post": str(post.pk), "from": valid_from.isoformat(), "tasks": work.tasks}
    return made


def end_assignment(*, grid_code: str, valid_to: date, by: Actor, at: datetime) -> Assignment:
    """The grid has no officer from a day on, until another is named."""
    rules.require_draw(by, grid_code)
    present = _present(grid_code, valid_to)
    if present is None or present.valid_from >= valid_to:
        raise Refusal("grids.no_officer", _("网格 %(grid)s 那天没有网格员。"), grid=grid_code)
    subject = f"grids.Grid:{grid_code}"
    with audited(by=by, at=at, verb="grids.end_assignment", subject=subject, place=grid_code[:12]):
        Assignment.objects.filter(pk=present.pk).update(valid_to=valid_to)
    present.refresh_from_db()
    return present


def deputise(
    *, grid_code: str, post_id: UUID, valid_from: date, valid_to: date, why: str, by: Actor, at: datetime
) -> Deputy:
    """Another post stands in for the officer, from a day until (not including) a day."""
    post = _post(grid_code, post_id, valid_from, by)
    if valid_to <= valid_from:
        raise Refusal("grids.deputy_period", _("代理的止日须在起日之后。"))
    if not why.strip():
        raise Refusal("grids.deputy_why", _("请写明代理的事由，例如休假。"))
    there = Deputy.objects.filter(grid_code=grid_code, valid_from__lt=valid_to, valid_to__gt=valid_from)
    other = there.order_by("valid_from").first()
    if other is not None:
        raise Refusal(
            "grids.has_deputy",
            _("网格 %(grid)s 在 %(start)s 至 %(end)s 已有代理：%(officer)s。"),
            grid=grid_code,
            start=other.valid_from.isoformat(),
            end=other.valid_to.isoformat(),
            officer=other.officer,
        )
    subject = f"grids.Grid:{grid_code}"
    with audited(by=by, at=at, verb="grids.deputise", subject=subject, place=grid_code[:12], why=why):
        return Deputy.objects.create(
            district=grid_code[:6],
            grid_code=grid_code,
            post_id=post.pk,
            officer=str(post)[:200],
            why=why.strip(),
            valid_from=valid_from,
            valid_to=valid_to,
            assigned_at=at,
            assigned_by=by.label,
        )


def take_over(*, handover_id: UUID, by: Actor, at: datetime) -> Handover:
    """The next officer (or a deputy of theirs, or the sub-district) confirms that the open work has arrived."""
    found = Handover.objects.select_related("taker").filter(pk=handover_id).first()
    if found is None or not rules.may_see(by, found.grid_code[:12]):
        raise NotFound("grids.no_handover", _("没有这项交接，或者它不在您的管辖范围内。"))
    deputy = deputies_on(found.grid_code[:12], at.date()).get(found.grid_code)
    own = by.post_id is not None and by.post_id in (found.taker.post_id, deputy and deputy.post_id)
    if not own and not rules.may_draw(by, found.grid_code):
        raise NotAllowed("grids.not_the_taker", _("这项交接由接手的网格员确认。"))
    if found.taken_at is not None:
        raise Refusal("grids.taken_already", _("这项交接已经确认过。"))
    subject = f"grids.Handover:{found.pk}"
    with audited(by=by, at=at, verb="grids.take_over", subject=subject, place=found.grid_code[:12]):
        found.taken_at = at
        found.save(update_fields=["taken_at"])
    return found


def _present(grid_code: str, day: date) -> Assignment | None:
    return assignments_on(grid_code[:12], day).filter(grid_code=grid_code).first()


def _hand_over(giver: Assignment, taker: Assignment, work: OpenWork, note: str, at: datetime) -> None:
    Handover.objects.create(
        district=taker.district,
        grid_code=taker.grid_code,
        giver=giver,
        taker=taker,
        homes=work.homes,
        open_tasks=work.tasks,
        minutes=work.minutes,
        note=note.strip()[:500],
        made_at=at,
    )


def _post(grid_code: str, post_id: UUID, day: date, by: Actor) -> Post:
    rules.require_draw(by, grid_code)
    if not grids_on(grid_code[:12], day).filter(code=grid_code).exists():
        raise Refusal(
            "grids.no_such_grid", _("%(day)s 没有网格 %(grid)s。"), grid=grid_code, day=day.isoformat()
        )
    post = Post.objects.select_related("body").filter(pk=post_id).first()
    fits = (
        post is not None
        and post.role == Role.GRID_OFFICER
        and post.closed_at is None
        and post.prefix in (grid_code[:12], f"{grid_code[:12]}G{grid_code[12:]}")
    )
    if post is None or not fits:
        raise Refusal(
            "grids.post_unfit",
            _("这个岗位不能服务网格 %(grid)s：须是本社区的网格员岗位，且未限定在别的网格。"),
            _("请系统管理员为这个网格设岗，再由安全管理员任职。"),
            grid=grid_code,
        )
    return post


def _check_present(grid_code: str, present: Assignment | None, post: Post, day: date, replace: bool) -> None:
    later = Assignment.objects.filter(grid_code=grid_code, valid_from__gte=day).order_by("valid_from").first()
    if later is not None:
        raise Refusal(
            "grids.assigned_later",
            _("网格 %(grid)s 自 %(day)s 起已安排 %(officer)s，新的安排须晚于这一天。"),
            grid=grid_code,
            day=later.valid_from.isoformat(),
            officer=later.officer,
        )
    if present is not None and not replace:
        raise Refusal(
            "grids.has_officer",
            _("网格 %(grid)s 自 %(day)s 起由%(officer)s负责，一个网格只有一名网格员。"),
            _("要换人，请勾选“接替并交接未办工作”；临时离开，请安排代理。"),
            grid=grid_code,
            day=present.valid_from.isoformat(),
            officer=present.officer,
        )
    if present is not None and present.post_id == post.pk:
        raise Refusal("grids.same_officer", _("这个岗位已经在负责这个网格。"))
