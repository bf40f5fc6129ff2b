"""Homes of the record in the buildings of the made-up town."""

from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.core.elements import Seed
from linli.grids.actions import place_homes
from linli.grids.models import Ground, GroundBuilding
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.states import Method, SubjectKind
from tests.catalogue.setting import load, small_seed
from tests.grids.setting import clerk

INSTALL = Actor.system("install")
ELEMENTS = ("dwelling.building_number", "dwelling.room_number", "self.birth_date")


@cache
def seed() -> Seed:
    return small_seed(*ELEMENTS)


def furnish(at: datetime) -> None:
    load(seed(), at - timedelta(days=40))
    load_sources(by=INSTALL, at=at - timedelta(days=40))


def settle(community: str, addresses: list[tuple[str, str]], at: datetime) -> list[UUID]:
    """One home at each address (estate, number of the building)."""
    homes = [new_subject(SubjectKind.DWELLING, community) for _ in addresses]
    facts = [
        fact
        for home, (estate, number) in zip(homes, addresses, strict=True)
        for fact in (
            FactDraft(home.id, "dwelling.estate", estate),
            FactDraft(home.id, "dwelling.building_number", number),
            FactDraft(home.id, "dwelling.room_number", "101"),
        )
    ]
    entry = EntryDraft("police", Method.COLLECTED, at.date(), "grid_services")
    record(entry=entry, facts=facts, subjects=homes, by=INSTALL, at=at)
    return [home.id for home in homes]


def one_home_in_each_building(ground: Ground, at: datetime) -> dict[str, list[UUID]]:
    """Recorded, and placed on the ground."""
    furnish(at)
    homes = {}
    for code in sorted(set(GroundBuilding.objects.filter(ground=ground).values_list("community", flat=True))):
        mine = GroundBuilding.objects.filter(ground=ground, community=code).order_by("number")
        homes[code] = settle(code, list(mine.values_list("estate", "building")), at)
        place_homes(ground_id=ground.pk, community=code, by=clerk(), at=at)
    return homes
