"""The homes of a building are counted otherwise than the map says: in a draft, with a reason."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.grids import rules
from linli.grids.corrected import units_for
from linli.grids.entrances import shared_out
from linli.grids.models import GridPlan, HomesCorrection
from linli.grids.queries.buildings import Door, door_homes

MOST_HOMES = 5000
"""No building has more; a figure beyond it is a slip of the pen."""


def correct_homes(
    *, plan_id: UUID, building: int, seen: int, homes: int, reason: str, by: Actor, at: datetime
) -> tuple[HomesCorrection, ...]:
    """Count `homes` households in a building of a draft's ground instead of the `seen` ones.

    The homes of a tower that was split are divided among its entrances again. The draft's figures follow at once; the
    ground and other plans keep theirs, and earlier corrections stay. Raises grids.newer_figure when a colleague
    corrected it meanwhile, grids.no_building, grids.say_why_corrected, grids.homes_unlikely, grids.same_homes,
    grids.homes_elsewhere.
    """

    def wanted(now: Sequence[int]) -> list[int]:
        _unchanged(sum(now), seen)
        _check(sum(now), homes, reason)
        return shared_out(homes, len(now))

    return _correct(plan_id, building, wanted, reason, by, at)


def correct_entrances(
    *,
    plan_id: UUID,
    building: int,
    seen: Sequence[int],
    homes: Sequence[int],
    reason: str,
    by: Actor,
    at: datetime,
) -> tuple[HomesCorrection, ...]:
    """Count the homes at each entrance of a tower that was split, in the order of `entrances_of`.

    Raises what `correct_homes` raises, and grids.entrances_differ when there are not as many entrances.
    """

    def wanted(now: Sequence[int]) -> list[int]:
        if not len(now) == len(seen) == len(homes):
            raise Refusal(
                "grids.entrances_differ",
                _("这栋楼有 %(now)s 个单元门，收到的是 %(sent)s 个。"),
                now=len(now),
                sent=len(homes),
            )
        for here, before in zip(now, seen, strict=True):
            _unchanged(here, before)
        if min(homes) < 0:
            raise _unlikely()
        # Moving homes from one entrance to another is a correction too, though the sum stays.
        changed = any(one != here for one, here in zip(homes, now, strict=True))
        _check(-1 if changed else sum(now), sum(homes), reason)
        return list(homes)

    return _correct(plan_id, building, wanted, reason, by, at)


def _correct(
    plan_id: UUID,
    building: int,
    wanted: Callable[[Sequence[int]], list[int]],
    reason: str,
    by: Actor,
    at: datetime,
) -> tuple[HomesCorrection, ...]:
    """Correct each entrance whose figure changes; `wanted` tells the figures from those of now, or refuses."""
    subject = f"grids.GridPlan:{plan_id}"
    with audited(by=by, at=at, verb="grids.correct_homes", subject=subject, why=reason) as entry:
        found = GridPlan.objects.select_for_update().filter(pk=plan_id).first()
        plan = rules.require_plan(found, by)
        rules.require_drawing(plan, by)
        doors = door_homes(plan, building)
        if not doors:
            raise Refusal("grids.no_building", _("这份底图的网格范围里没有这栋楼。"))
        homes = wanted([door.homes for door in doors])
        _fits(plan, doors, homes)
        entry.place = plan.place
        entry.detail = {"building": building, "was": sum(door.homes for door in doors), "homes": sum(homes)}
        return tuple(
            HomesCorrection.objects.create(
                plan=plan,
                building=building,
                unit=door.unit,
                was=door.homes,
                homes=count,
                reason=reason.strip(),
                corrected_at=at,
                corrected_by=by.label,
            )
            for door, count in zip(doors, homes, strict=True)
            if count != door.homes
        )


def _fits(plan: GridPlan, doors: Sequence[Door], homes: Sequence[int]) -> None:
    """No unit is left with fewer than no homes: a map may tell of homes that its units do not hold."""
    held = units_for(plan).hh
    if any(held[door.unit] + count - door.homes < 0 for door, count in zip(doors, homes, strict=True)):
        raise Refusal(
            "grids.homes_elsewhere",
            _("底图把这栋楼的住户算在了别的单元里，这里减不了这么多。"),
            _("请改底图文件里的户数，另载一份底图。"),
        )


def _unchanged(now: int, seen: int) -> None:
    if seen != now:
        raise Refusal(
            "grids.newer_figure",
            _("您打开后，别人已把这栋楼更正为 %(now)s 户（您看到的是 %(seen)s 户）。"),
            _("您的更正没有写入。请刷新后再看要不要改。"),
            now=now,
            seen=seen,
        )


def _check(now: int, homes: int, reason: str) -> None:
    if not reason.strip():
        raise Refusal("grids.say_why_corrected", _("请写明更正的理由，例如实地清点。"))
    if not 0 <= homes <= MOST_HOMES:
        raise _unlikely()
    if homes == now:
        raise Refusal("grids.same_homes", _("户数没有变，无须更正。"))


def _unlikely() -> Refusal:
    return Refusal("grids.homes_unlikely", _("一栋楼的户数应在 0 到 %(most)s 之间。"), most=MOST_HOMES)
