"""Grids, collections and a notice for the demo: what the demo's grid officer finds on the phone.

A community's buildings are drawn on a made-up map and divided into grids; then three departments ask for something,
and two of them for the same thing.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.demo.grids import load_grids
from linli.demo.places import DISTRICT
from linli.register.models import Household
from linli.register.states import HouseholdStatus
from linli.visits.actions import open_collection, publish_notice
from linli.visits.models import Collection

BY = Actor.system("demo", DISTRICT)
PLACE = "350802001001"
COLLECTIONS = (
    (
        "housing",
        "住房使用与消防安全核查（演示）",
        "Use of homes and fire safety (demo)",
        "housing_safety",
        ("dwelling.occupancy", "dwelling.smoke_alarm"),
        30,
    ),
    (
        "urban_management",
        "燃气安全检查（演示）",
        "Gas safety (demo)",
        "grid_services",
        ("dwelling.gas_user", "dwelling.gas_alarm", "dwelling.smoke_alarm"),
        20,
    ),
    (
        "human_resources",
        "就业状况季度更新（演示）",
        "Employment, quarterly (demo)",
        "employment_services",
        ("self.employment_status",),
        60,
    ),
)


def load_visits(*, at: datetime, place: str = PLACE) -> int:
    """Grids by building, then collections; what is there stays. Answers how many homes are asked. Needs residents."""
    if Collection.objects.in_scope(Scope(place)).exists():
        return 0
    load_grids(at=at, place=place)
    if not Household.objects.in_scope(Scope(place)).filter(status=HouseholdStatus.LIVE).exists():
        return 0
    homes = _collections(place, at)
    publish_notice(
        place=place,
        title="本周走访提示（演示）",
        text="先说明来意和用途；住户不愿提供的，选“住户不愿提供”，不再追问。",
        from_date=timezone.localdate(at),
        until_date=timezone.localdate(at) + timedelta(days=14),
        by=BY,
        at=at,
    )
    return homes


def _collections(place: str, at: datetime) -> int:
    today = timezone.localdate(at)
    homes = 0
    for department, zh, en, purpose, elements, days in COLLECTIONS:
        opened = open_collection(
            place=place,
            department=department,
            title_zh=zh,
            title_en=en,
            purpose=purpose,
            elements=elements,
            opens_date=today - timedelta(days=1),
            closes_date=today + timedelta(days=days),
            by=BY,
            at=at,
        )
        homes = opened.households
    return homes
