"""Homes counted per building, as the ground has them and as a draft corrects them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS
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


def corrected_homes(plan: GridPlan) -> dict[int, int]:
    """Homes of the buildings that a plan corrects; the latest correction of each holds."""
    rows = HomesCorrection.objects.filter(plan=plan).order_by("corrected_at", "id")
    return dict(rows.values_list("building", "homes"))


def in_plan(
    buildings: Iterable[GroundBuilding], homes: Mapping[int, int], labels: Whole
) -> tuple[PlanBuilding, ...]:
    """Buildings that lie in a unit, with their grid."""
    return tuple(
        PlanBuilding(
            one.number,
            one.unit,
            one.community,
            f"{one.estate or one.road} {one.building or one.number + 1}".strip(),
            one.households,
            homes.get(one.number, one.households),
            int(labels[one.unit]) % NUMBERS,
        )
        for one in buildings
        if one.unit is not None
    )


def corrections_of(plan: GridPlan) -> QuerySet[HomesCorrection]:
    """All corrections of a plan, the latest first."""
    return HomesCorrection.objects.filter(plan=plan).order_by("-corrected_at", "-id")
