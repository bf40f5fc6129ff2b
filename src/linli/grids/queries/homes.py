"""Homes of the record that the map does not tell where to put."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from linli.base.scope import Scope
from linli.grids.models import Ground, GroundCommunity, HomePlace
from linli.register.models import Dwelling


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One address (without rooms) and how many homes there have no unit on the ground."""

    community: str
    estate: str
    road: str
    building: str
    homes: int

    @property
    def words(self) -> str:
        """As people write it."""
        return f"{self.road}{self.estate}{self.building and self.building + '栋'}" or "—"


def unplaced(ground: Ground, communities: list[str] | None = None) -> list[Unplaced]:
    """Addresses whose homes have no unit, most homes first."""
    rows = _rows(ground, communities)
    columns = ("division_code", "estate", "road", "building")
    counted = rows.order_by().values_list(*columns).annotate(homes=Count("id")).order_by("-homes", *columns)
    return [Unplaced(*row) for row in counted]


def unplaced_count(ground: Ground, communities: list[str] | None = None) -> int:
    """How many homes have no unit."""
    return int(_rows(ground, communities).count())


def placed_count(ground: Ground) -> int:
    """How many homes have one."""
    return HomePlace.objects.filter(ground=ground).values("dwelling").distinct().count()


def _rows(ground: Ground, communities: list[str] | None) -> Any:
    codes = communities
    if codes is None:
        codes = list(
            GroundCommunity.objects.filter(ground=ground).order_by("code").values_list("code", flat=True)
        )
    placed = HomePlace.objects.filter(ground=ground, dwelling=OuterRef("pk")).order_by()
    homes = Dwelling.objects.in_scope(Scope(ground.place)).filter(division_code__in=codes)
    return homes.filter(~Exists(placed)).order_by("id")
