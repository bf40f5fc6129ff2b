"""Homes of the record are put into units of a ground: by address, and by hand where the map does not tell."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.grids import rules
from linli.grids.addresses import Finder, found_units
from linli.grids.models import Ground, GroundUnit, HomePlace
from linli.register.models import Dwelling

EVER = date(1900, 1, 1)
"""A home stands where it stands: its first place holds from the beginning."""
COLUMNS = ("id", "district", "community", "ground_id", "dwelling", "unit", "from_date")


def place_homes(*, ground_id: UUID, community: str, by: Actor, at: datetime) -> int:
    """Find the unit of each home of a community that has none on this ground yet; answers how many were found."""
    ground = _ground(ground_id, by)
    homes = list(_unplaced(ground, community).values_list("id", "estate", "road", "building"))
    units = found_units(Finder(ground.pk, community), (tuple(home[1:]) for home in homes))
    rows = [(home[0], units[tuple(home[1:])]) for home in homes if tuple(home[1:]) in units]
    if not rows:
        return 0
    subject = f"grids.Ground:{ground.pk}"
    with audited(by=by, at=at, verb="grids.place_homes", subject=subject, place=community) as entry:
        bulk.insert(HomePlace, COLUMNS, _rows(ground, community, rows))
        entry.detail = {"homes": len(rows), "left": len(homes) - len(rows)}
    return len(rows)


def place_by_hand(
    *,
    ground_id: UUID,
    community: str,
    estate: str,
    road: str,
    unit: int,
    by: Actor,
    at: datetime,
    building: str | None = None,
) -> int:
    """Put all homes of one building (or, without `building`, of the estate or road) that have no unit into this one."""
    ground = _ground(ground_id, by)
    there = GroundUnit.objects.filter(ground=ground, number=unit, community=community)
    if not there.exists():
        raise Refusal(
            "grids.unit_elsewhere",
            _("社区 %(community)s 里没有第 %(unit)s 号单元。"),
            unit=unit,
            community=community,
        )
    homes = _unplaced(ground, community).filter(estate=estate, road=road)
    if building is not None:
        homes = homes.filter(building=building)
    rows = [(one, unit) for one in homes.values_list("id", flat=True)]
    subject = f"grids.Ground:{ground.pk}"
    with audited(by=by, at=at, verb="grids.place_by_hand", subject=subject, place=community) as entry:
        bulk.insert(HomePlace, COLUMNS, _rows(ground, community, rows))
        entry.detail = {"homes": len(rows), "unit": unit}
    return len(rows)


def _ground(ground_id: UUID, by: Actor) -> Ground:
    ground = rules.require_ground(Ground.objects.filter(pk=ground_id).first(), by)
    rules.require_draw(by, ground.place)
    return ground


def _unplaced(ground: Ground, community: str) -> Any:
    placed = HomePlace.objects.filter(ground=ground, dwelling=OuterRef("pk")).order_by()
    return Dwelling.objects.in_scope(Scope(community)).filter(~Exists(placed)).order_by("id")


def _rows(ground: Ground, community: str, rows: list[tuple[UUID, int]]) -> Iterator[tuple[Any, ...]]:
    return ((uuid7(), ground.district, community, ground.pk, home, unit, EVER) for home, unit in rows)
