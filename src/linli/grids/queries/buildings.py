"""Homes counted per building, as the ground has them and as a draft corrects them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Sum

from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS
from linli.grids.entrances import entrances_of
from linli.grids.models import GridPlan, Ground, GroundBuilding, GroundCommunity, HomesCorrection


def communities_of(ground: Ground) -> QuerySet[GroundCommunity]:
    """The communities of a ground, in the order of their codes."""
    return GroundCommunity.objects.filter(ground=ground).defer("shape").order_by("number")


def buildings_of(
    ground: Ground, *, community: str = "", least: int = 0, text: str = ""
) -> QuerySet[GroundBuilding]:
    """Buildings with at least `least` households, most first; those of one community, or all of them; those whose
    estate, road or number holds the text."""
    found = GroundBuilding.objects.filter(ground=ground, households__gte=least).defer("shape")
    if community:
        found = found.filter(community=community)
    for word in text.split():
        found = found.filter(
            Q(estate__icontains=word) | Q(road__icontains=word) | Q(building__icontains=word)
        )
    return found.order_by("-households", "number")


@dataclass(frozen=True, slots=True)
class PlanBuilding:
    """A building as a plan has it: `homes` as counted there, `on_map` as the ground says; the number of its grid."""

    number: int
    unit: int
    community: str
    words: str
    on_map: int
    homes: int
    grid: int

    @property
    def is_corrected(self) -> bool:
        """Counted otherwise than on the map."""
        return self.homes != self.on_map


def homes_changes(plan: GridPlan) -> dict[int, int]:
    """How many homes more or fewer a plan counts in the buildings that it corrects."""
    rows = HomesCorrection.objects.filter(plan=plan).order_by().values_list("building")
    return dict(rows.annotate(more=Sum(F("homes") - F("was"))))


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance of a building as a plan counts it; a building that was not split has one."""

    unit: int
    on_map: int
    homes: int


def door_homes(plan: GridPlan, building: int) -> tuple[Door, ...]:
    """The entrances of a building by number; none where the ground has no such building in a unit."""
    known = GroundBuilding.objects.filter(ground=plan.ground_id, number=building, unit__isnull=False)
    found = known.select_related("ground").first()
    if found is None:
        return ()
    more: dict[int, int] = {}
    for unit, was, homes in HomesCorrection.objects.filter(plan=plan, building=building).values_list(
        "unit", "was", "homes"
    ):
        more[unit] = more.get(unit, 0) + homes - was
    doors = entrances_of(found.ground, found)
    return tuple(Door(one.unit, one.on_map, one.on_map + more.get(one.unit, 0)) for one in doors)


def in_plan(
    buildings: Iterable[GroundBuilding], changes: Mapping[int, int], labels: Whole
) -> tuple[PlanBuilding, ...]:
    """Buildings that lie in a unit, with their grid."""
    return tuple(
        PlanBuilding(
            one.number,
            one.unit,
            one.community,
            f"{one.estate or one.road} {one.building or one.number + 1}".strip(),
            one.households,
            one.households + changes.get(one.number, 0),
            int(labels[one.unit]) % NUMBERS,
        )
        for one in buildings
        if one.unit is not None
    )


def corrections_of(plan: GridPlan) -> QuerySet[HomesCorrection]:
    """All corrections of a plan, the latest first."""
    return HomesCorrection.objects.filter(plan=plan).order_by("-corrected_at", "-id")
