"""The homes of a building are counted otherwise than the map says: in a draft, with a reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.grids import rules
from linli.grids.corrected import units_for
from linli.grids.models import GridPlan, GroundBuilding, HomesCorrection

MOST_HOMES = 5000
"""No building has more; a figure beyond it is a slip of the pen."""


def correct_homes(
    *, plan_id: UUID, building: int, seen: int, homes: int, reason: str, by: Actor, at: datetime
) -> HomesCorrection:
    """Count `homes` households in a building of a draft's ground instead of the `seen` ones.

    The draft's figures follow at once; the ground and other plans keep theirs, and earlier corrections stay. Raises
    grids.newer_figure when a colleague corrected it meanwhile, grids.no_building, grids.say_why_corrected,
    grids.homes_unlikely, grids.same_homes, grids.tower_split.
    """
    subject = f"grids.GridPlan:{plan_id}"
    with audited(by=by, at=at, verb="grids.correct_homes", subject=subject, why=reason) as entry:
        found = GridPlan.objects.select_for_update().filter(pk=plan_id).first()
        plan = rules.require_plan(found, by)
        rules.require_drawing(plan, by)
        known = GroundBuilding.objects.filter(
            ground=plan.ground_id, number=building, unit__isnull=False
        ).first()
        if known is None:
            raise Refusal("grids.no_building", _("这份底图的网格范围里没有这栋楼。"))
        latest = plan.corrections.filter(building=building).order_by("-corrected_at", "-id").first()
        now = known.households if latest is None else latest.homes
        _check(now, seen, homes, reason)
        unit = known.unit or 0
        if int(units_for(plan).hh[unit]) < now:
            raise Refusal(
                "grids.tower_split",
                _("这栋楼按单元门拆成了几个单元，不能只改一个总数。"),
                _("请改底图文件里的户数，另载一份底图。"),
            )
        entry.place = plan.place
        entry.detail = {"building": building, "was": now, "homes": homes}
        return HomesCorrection.objects.create(
            plan=plan,
            building=building,
            unit=unit,
            was=now,
            homes=homes,
            reason=reason.strip(),
            corrected_at=at,
            corrected_by=by.label,
        )


def _check(now: int, seen: int, homes: int, reason: str) -> None:
    if seen != now:
        raise Refusal(
            "grids.newer_figure",
            _("您打开后，别人已把这栋楼更正为 %(now)s 户（您看到的是 %(seen)s 户）。"),
            _("您的更正没有写入。请刷新后再看要不要改。"),
            now=now,
            seen=seen,
        )
    if not reason.strip():
        raise Refusal("grids.say_why_corrected", _("请写明更正的理由，例如实地清点。"))
    if not 0 <= homes <= MOST_HOMES:
        raise Refusal("grids.homes_unlikely", _("一栋楼的户数应在 0 到 %(most)s 之间。"), most=MOST_HOMES)
    if homes == now:
        raise Refusal("grids.same_homes", _("户数没有变，无须更正。"))
