"""Grids for the demo: a made-up map with the buildings that the demo's homes stand in, a plan in force, a draft.

The map is generated from the names of buildings in the record; no street or outline is of the real town.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count
from django.utils import timezone

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.demo.places import DISTRICT, places
from linli.grids import actions
from linli.grids.generated import Town, map_files
from linli.grids.models import GridPlan, Ground, GroundBuilding
from linli.grids.queries.terms import grids_on
from linli.grids.states import Effort, GridKind
from linli.register.models import Dwelling

BY = Actor.system("demo", DISTRICT)
PER_BLOCK, ROWS = 8, 5
NEIGHBOURS, MAPPED, TRIED = 2, 1200, 40
Buildings = dict[str, list[tuple[str, str, str, int]]]


def load_grids(*, at: datetime, place: str) -> GridPlan | None:
    """A ground for a community, a plan in force since today with an officer, and a draft beside it.

    What is there stays; None without homes.
    """
    sub_district = place[:9]
    if Ground.objects.in_scope(Scope(sub_district)).exists():
        return None
    buildings = _around(place)
    if not buildings[place]:
        return None
    ground = _ground(place, buildings, at)
    plan = actions.create_plan(
        ground_id=ground.pk, name="东城街道网格划分方案（演示）", effort=Effort.QUICK, by=BY, at=at
    )
    plan = actions.propose(plan_id=plan.pk, version=0, by=BY, at=at)
    today = timezone.localdate(at)
    plan = actions.adopt(
        plan_id=plan.pk, version=plan.version, from_date=today, why="演示：首次划分网格", by=BY, at=at
    )
    actions.tell_record(plan_id=plan.pk, by=BY, at=at)
    _officer(place, at)
    actions.begin_terms(district=DISTRICT, by=BY, at=at)
    actions.count_day(place=sub_district, by=BY, at=at)
    draft = actions.create_plan(
        ground_id=ground.pk,
        name="明年调整草案（演示）",
        effort=Effort.QUICK,
        seed=2,
        follows=plan,
        by=BY,
        at=at,
    )
    draft = actions.propose(plan_id=draft.pk, version=0, by=BY, at=at)
    draft = _by_hand(draft, at)
    actions.consult(plan_id=draft.pk, until=today + timedelta(days=21), by=BY, at=at)
    actions.comment(
        plan_id=draft.pk,
        text="沿街的几栋楼希望留在原网格，老人多，换人要先上门说明。",
        community=place,
        by=BY,
        at=at,
    )
    actions.take_back(plan_id=draft.pk, by=BY, at=at)
    return plan


def buildings_of(place: str) -> list[tuple[str, str, str, int]]:
    """Estate, road, number and homes of each building of a community, in the order of their names."""
    homes = Dwelling.objects.in_scope(Scope(place)).order_by()
    rows = homes.values_list("estate", "road", "building").annotate(count=Count("id"))
    return sorted(_building(*row) for row in _summed(rows))


def _summed(rows: Iterable[tuple[str, str, str, int]]) -> Iterable[tuple[tuple[str, str, str], int]]:
    """One row for each estate and number: the record writes the road of an estate in more than one way."""
    found: Counter[tuple[str, str, str]] = Counter()
    for estate, road, number, count in rows:
        found[(estate, "" if estate else road, number)] += count
    return found.items()


def _building(key: tuple[str, str, str], homes: int) -> tuple[str, str, str, int]:
    return (*key, homes)


def _around(place: str) -> Buildings:
    """The buildings of the community and of two beside it, in which the map has more homes than the record."""
    found = {place: buildings_of(place)}
    others = [one.code for one in places() if one.code[:9] == place[:9] and one.code != place]
    for code in others[:NEIGHBOURS]:
        some = buildings_of(code)
        total = sum(homes for *_key, homes in some)
        if total:
            times = ceil(MAPPED / total)
            found[code] = [(*key, homes * times) for *key, homes in some]  # type: ignore[misc]
    return found


def _ground(place: str, buildings: Buildings, at: datetime) -> Ground:
    blocks = ceil(max(len(one) for one in buildings.values()) / PER_BLOCK)
    names = {one.code: one.name for one in places()}
    town = Town(
        {code: names.get(code, code) for code in sorted(buildings)},
        columns=max(2, ceil(blocks / ROWS)),
        rows=ROWS,
        buildings=buildings,
    )
    ground = actions.create_ground(
        place=place[:9], name="东城街道底图（演示，街巷和楼栋为生成）", files=map_files(town), by=BY, at=at
    )
    ground = actions.load_ground(ground_id=ground.pk, by=BY, at=at)
    for code in buildings:
        actions.place_homes(ground_id=ground.pk, community=code, by=BY, at=at)
    return ground


def _by_hand(draft: GridPlan, at: datetime) -> GridPlan:
    """The largest building is counted anew, and the first that can be becomes a market's grid."""
    buildings = GroundBuilding.objects.filter(ground=draft.ground_id, unit__isnull=False)
    largest = buildings.order_by("-households", "number").first()
    if largest is None:
        return draft
    actions.correct_homes(
        plan_id=draft.pk,
        building=largest.number,
        seen=largest.households,
        homes=largest.households + 6,
        reason="演示：实地清点，顶层加了两个单间",
        by=BY,
        at=at,
    )
    for building in buildings.order_by("number")[:TRIED]:
        try:
            actions.draw_dedicated(
                plan_id=draft.pk,
                version=draft.version,
                units=[building.unit or 0],
                kind=GridKind.MARKET,
                name="农贸市场（演示）",
                by=BY,
                at=at,
            )
        except Refusal as refusal:  # the grid around it would fall to pieces: the next building
            if refusal.code not in ("grids.in_pieces", "grids.without_homes"):
                raise
            continue
        break
    draft.refresh_from_db()
    return draft


def _officer(place: str, at: datetime) -> None:
    """The demo's grid officer serves the first grid, where they have a post."""
    post = Post.objects.filter(division_code=place, role=Role.GRID_OFFICER, grid_suffix="001").first()
    today = timezone.localdate(at)
    if post is not None and grids_on(place, today).filter(code=f"{place}001").exists():
        actions.assign(grid_code=f"{place}001", post_id=post.pk, valid_from=today, by=BY, at=at)
