"""A year later: a new ground with a new estate; the plan in force is adjusted with few homes changing officer."""

import pytest

from linli.base.errors import Refusal
from linli.grids.actions import adjust, adopt, create_plan, place_homes
from linli.grids.generated import Town
from linli.grids.queries.compare import compare
from linli.grids.queries.terms import not_in_one_grid
from tests.grids.homes import one_home_in_each_building, settle
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft, new_ground

BLOCKS = 9 * 8


def town(new_estate: bool) -> Town:
    """The second community gets a new estate of eight buildings."""
    old = [("花园", "", str(k + 1), 30) for k in range(BLOCKS - 8)]
    more = [("新城", "", str(k + 1), 40) for k in range(8)] if new_estate else []
    west = [("滨江", "", str(k + 1), 32) for k in range(BLOCKS)]
    return Town(
        {WEST: "东门社区", EAST: "西门社区"}, columns=3, rows=3, buildings={WEST: west, EAST: old + more}
    )


@pytest.fixture
def in_force(db, at):
    ground = new_ground(at, town(new_estate=False))
    one_home_in_each_building(ground, at)
    plan = new_draft(ground, at)
    return adopt(plan_id=plan.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)


def adjusted(in_force, at):
    ground = new_ground(at, town(new_estate=True))
    plan = create_plan(ground_id=ground.pk, name="调整", by=clerk(), at=at)
    return adjust(plan_id=plan.pk, version=0, by=clerk(), at=at)


def test_a_new_estate_moves_few_homes_and_only_in_its_community(in_force, at):
    plan = adjusted(in_force, at)
    told = compare(in_force, plan, at.date())
    assert told.new == 320
    assert told.share < 0.25
    assert {move.after[:12] for move in told.moves} == {EAST}
    assert plan.follows_id == in_force.pk


def test_numbers_that_go_on_are_kept_and_the_plan_can_be_adopted(in_force, at):
    plan = adjusted(in_force, at)
    settle(EAST, [("新城", str(k + 1)) for k in range(8)], at)
    for community in (WEST, EAST):
        place_homes(ground_id=plan.ground_id, community=community, by=clerk(), at=at)
    day = at.date().replace(year=at.year + 1)
    told = compare(in_force, plan, at.date())
    after = adopt(plan_id=plan.pk, version=plan.version, from_date=day, why="公文", by=clerk(), at=at)
    assert not_in_one_grid(SUB_DISTRICT, day) == []
    kept = set(in_force.grids.values_list("code", flat=True)) & set(
        after.grids.values_list("code", flat=True)
    )
    assert len(kept) == in_force.grid_count - len(told.closed)


def test_without_a_plan_in_force_there_is_nothing_to_adjust(db, at):
    ground = new_ground(at, town(new_estate=False))
    plan = create_plan(ground_id=ground.pk, name="调整", by=clerk(), at=at)
    with pytest.raises(Refusal, match="无从调整"):
        adjust(plan_id=plan.pk, version=0, by=clerk(), at=at)


def test_a_plan_compared_with_itself_moves_nobody(in_force, at):
    told = compare(in_force, in_force, at.date())
    assert (told.moved, told.moves, told.opened, told.closed) == (0, (), (), ())
