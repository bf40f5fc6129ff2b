"""A small made-up town, its ground and drafts on it."""

from datetime import datetime

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.grids.actions import create_ground, create_plan, load_ground, propose
from linli.grids.generated import Town, map_files
from linli.grids.models import GridPlan, Ground
from linli.grids.states import Effort
from tests.factories import actor

SUB_DISTRICT = "350802001"
EAST, WEST = "350802001002", "350802001001"
TOWN = Town({WEST: "东门社区", EAST: "西门社区"}, columns=3, rows=3, seed=7)


def clerk(place: str = SUB_DISTRICT) -> Actor:
    return actor(Role.SUB_DISTRICT, place)


def new_ground(at: datetime, town: Town = TOWN, place: str = SUB_DISTRICT) -> Ground:
    by = clerk(place)
    ground = create_ground(place=place, name="2026年底图", files=map_files(town), by=by, at=at)
    return load_ground(ground_id=ground.pk, by=by, at=at)


def new_draft(ground: Ground, at: datetime, name: str = "草案一") -> GridPlan:
    by = clerk(ground.place)
    plan = create_plan(ground_id=ground.pk, name=name, effort=Effort.DRAFT, by=by, at=at)
    return propose(plan_id=plan.pk, version=0, by=by, at=at)
