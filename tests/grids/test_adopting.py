"""A plan is adopted from a day; every home is in exactly one grid on every day after, and the past stays as it was."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.grids.actions import adopt, change_labels, create_plan, place_by_hand, propose, tell_record
from linli.grids.graphs import labels_of
from linli.grids.models import Grid, GridPlan, GridUnit, HomePlace, PlanLabels, PlanTerm
from linli.grids.queries.homes import unplaced
from linli.grids.queries.terms import (
    carried_over,
    grid_of_homes,
    grids_on,
    homes_by_grid,
    not_in_one_grid,
    terms_on,
    transfer,
)
from linli.register.models import Dwelling
from tests.audited import assert_audited
from tests.grids.homes import furnish, one_home_in_each_building, settle
from tests.grids.setting import EAST, SUB_DISTRICT, WEST, clerk, new_draft
from tests.grids.test_drawing import moved


@pytest.fixture
def homes(ground, at):
    return one_home_in_each_building(ground, at)


@pytest.fixture
def in_force(ground, homes, at) -> GridPlan:
    return adopted(new_draft(ground, at), at)


def adopted(plan: GridPlan, at, days: int = 0) -> GridPlan:
    day = at.date() + timedelta(days=days)
    return adopt(
        plan_id=plan.pk, version=plan.version, from_date=day, why="街办〔2026〕12号", by=clerk(), at=at
    )


def next_plan(in_force: GridPlan, at) -> GridPlan:
    """The plan in force with one building handed over."""
    plan = create_plan(ground_id=in_force.ground_id, name="二", by=clerk(), at=at, follows=in_force)
    plan = propose(plan_id=plan.pk, version=0, by=clerk(), at=at)
    PlanLabels.objects.filter(pk=plan.pk).update(
        content=PlanLabels.objects.values_list("content", flat=True).get(pk=in_force.pk)
    )
    return moved(plan, at)


def refused_by_the_database():
    return pytest.raises(IntegrityError)


def test_an_adopted_plan_has_codes_from_west_to_east(in_force):
    codes = list(grids_on(WEST, in_force.valid_from).values_list("code", "lon"))
    assert [code for code, _lon in codes] == [f"{WEST}{n:03d}" for n in range(1, len(codes) + 1)]
    assert in_force.state == "adopted"
    assert Grid.objects.filter(plan=in_force).count() == in_force.grid_count
    assert GridUnit.objects.filter(plan=in_force).count() == in_force.ground.unit_count


def test_outlines_leave_no_gap_and_do_not_overlap(in_force):
    import shapely

    shapes = shapely.from_wkb([bytes(shape) for shape in Grid.objects.values_list("shape", flat=True)])
    whole = shapely.union_all(shapes)
    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapes).sum() == pytest.approx(whole.area, rel=1e-6)
    assert len(whole.interiors) == 0


def test_a_long_scrap_between_two_outlines_is_no_hole():
    import numpy as np
    import shapely

    from linli.grids.shapes import without_slivers

    low = shapely.Polygon([(0, 0), (0.002, 0), (0.002, 0.001), (0, 0.001)])
    bent = [(0, 0.001), (0.001, 0.001 + 1e-8), (0.002, 0.001), (0.002, 0.002), (0, 0.002)]
    made = without_slivers(np.array([low, shapely.Polygon(bent)], object))
    whole = shapely.union_all(made)
    assert len(whole.interiors) == 0
    assert whole.area == pytest.approx(0.002 * 0.002)


def test_every_home_is_in_exactly_one_grid_from_that_day_on(in_force, homes):
    day = in_force.valid_from
    assert not_in_one_grid(SUB_DISTRICT, day) == []
    assert sum(homes_by_grid(SUB_DISTRICT, day).values()) == sum(map(len, homes.values()))
    assert homes_by_grid(SUB_DISTRICT, day - timedelta(days=1)) == {}
    assert not_in_one_grid(SUB_DISTRICT, day - timedelta(days=1)) == []


def test_the_record_follows_through_facts(in_force, homes, at):
    told = tell_record(plan_id=in_force.pk, by=clerk(), at=at)
    assert told == sum(map(len, homes.values()))
    wanted = grid_of_homes(homes[WEST], in_force.valid_from)
    now = dict(Dwelling.objects.in_scope(Scope(WEST)).values_list("id", "grid"))
    assert {one: WEST + grid for one, grid in now.items()} == dict(wanted)
    assert tell_record(plan_id=in_force.pk, by=clerk(), at=at) == 0


def test_a_later_plan_closes_the_former_and_the_past_reproduces(in_force, homes, at):
    before = homes_by_grid(SUB_DISTRICT, in_force.valid_from)
    after = adopted(next_plan(in_force, at), at, days=30)
    in_force.refresh_from_db()
    assert (in_force.state, in_force.valid_to) == ("closed", after.valid_from)
    assert homes_by_grid(SUB_DISTRICT, after.valid_from - timedelta(days=1)) == before
    now = homes_by_grid(SUB_DISTRICT, after.valid_from)
    assert now != before
    assert now.keys() == before.keys()
    moves = transfer(SUB_DISTRICT, in_force.valid_from, after.valid_from)
    assert sum(n for (old, new), n in moves.items() if old != new) == 1
    assert [term.plan_id for term in terms_on(SUB_DISTRICT, after.valid_from)] == [after.pk] * 2


def test_a_figure_is_carried_over_by_homes_and_its_sum_stays(in_force, homes, at):
    after = adopted(next_plan(in_force, at), at, days=30)
    old = {code: float(n * 10) for code, n in homes_by_grid(SUB_DISTRICT, in_force.valid_from).items()}
    carried = carried_over(old, SUB_DISTRICT, in_force.valid_from, after.valid_from)
    assert sum(carried.values()) == pytest.approx(sum(old.values()))
    for code, n in homes_by_grid(SUB_DISTRICT, after.valid_from).items():
        assert carried[code] == pytest.approx(n * 10)


def test_numbers_stay_with_the_piece_that_keeps_most_homes(in_force, homes, at):
    fresh = propose(
        plan_id=create_plan(ground_id=in_force.ground_id, name="新", seed=9, by=clerk(), at=at).pk,
        version=0,
        by=clerk(),
        at=at,
    )
    after = adopted(fresh, at, days=30)
    moves = transfer(SUB_DISTRICT, in_force.valid_from, after.valid_from)
    for old in {one for one, _new in moves}:
        stays = moves.get((old, old), 0)
        assert stays * 2 >= sum(n for (one, _new), n in moves.items() if one == old) or stays > 0


def test_homes_that_no_unit_is_known_of_stop_an_adoption_until_they_are_placed(ground, homes, at):
    lost = settle(EAST, [("无名宿舍", "1"), ("无名宿舍", "2")], at)
    plan = new_draft(ground, at)
    with pytest.raises(Refusal, match="还有 2 套住房没有落到底图上") as refused:
        adopted(plan, at)
    assert refused.value.code == "grids.homes_unplaced"
    assert [one.homes for one in unplaced(ground)] == [1, 1]
    unit = HomePlace.objects.filter(community=EAST).order_by("unit").values_list("unit", flat=True)[0]
    placed = place_by_hand(
        ground_id=ground.pk, community=EAST, estate="无名宿舍", road="", unit=unit, by=clerk(), at=at
    )
    assert placed == len(lost)
    assert adopted(plan, at).state == "adopted"


def test_a_plan_with_a_gap_is_not_adopted(ground, homes, at):
    plan = create_plan(ground_id=ground.pk, name="空", by=clerk(), at=at)
    with pytest.raises(Refusal) as refused:
        adopted(plan, at)
    assert refused.value.code == "grids.no_grids"


@pytest.mark.parametrize(("days", "code"), [(0, "day_taken"), (-3, "day_taken")])
def test_a_day_that_is_taken_is_refused_in_words(in_force, at, days, code):
    with pytest.raises(Refusal) as refused:
        adopted(next_plan(in_force, at), at, days=days)
    assert refused.value.code == f"grids.{code}"


def test_an_adopted_plan_is_not_drawn_on(in_force, at):
    with pytest.raises(Refusal, match="不能再改"):
        change_labels(plan_id=in_force.pk, version=in_force.version, changes=[(0, 1)], by=clerk(), at=at)


def test_the_database_keeps_one_plan_a_day_and_every_unit_in_one_grid(in_force, at):
    grid = Grid.objects.filter(plan=in_force).order_by("code").first()
    with refused_by_the_database(), transaction.atomic():
        PlanTerm.objects.bulk_create(
            [PlanTerm(district="350802", community=WEST, plan=in_force, from_date=in_force.valid_from)]
        )
    with refused_by_the_database(), transaction.atomic():
        GridUnit.objects.bulk_create([GridUnit(plan=in_force, unit=0, grid=grid)])
    home = HomePlace.objects.order_by("id").first()
    with refused_by_the_database(), transaction.atomic():
        HomePlace.objects.bulk_create(
            [
                HomePlace(
                    district="350802",
                    community=home.community,
                    ground=home.ground,
                    dwelling=home.dwelling,
                    unit=home.unit,
                    from_date=home.from_date,
                )
            ]
        )


def test_the_database_refuses_a_plan_with_a_gap_and_one_that_begins_earlier(in_force, at):
    empty = create_plan(ground_id=in_force.ground_id, name="空", by=clerk(), at=at)
    later = PlanTerm(
        district="350802", community=WEST, plan=empty, from_date=in_force.valid_from + timedelta(days=9)
    )
    with (
        pytest.raises(IntegrityError, match="every unit of the community lies in a grid"),
        transaction.atomic(),
    ):
        PlanTerm.objects.bulk_create([later])
    earlier = PlanTerm(district="350802", community=WEST, plan=in_force, from_date=date(2020, 1, 1))
    with pytest.raises(IntegrityError, match="begins after every earlier one"), transaction.atomic():
        PlanTerm.objects.bulk_create([earlier])


@pytest.mark.parametrize("table", ["grids_grid", "grids_gridunit", "grids_planterm", "grids_homeplace"])
def test_nothing_in_force_is_overwritten(in_force, table):
    column = {"grids_grid": "households", "grids_planterm": "community"}.get(table, "unit")
    with refused_by_the_database(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column}")
    with refused_by_the_database(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_a_home_is_in_a_unit_of_its_own_community(in_force, at):
    unit = HomePlace.objects.filter(community=EAST).order_by("unit").values_list("unit", flat=True)[0]
    wrong = HomePlace(
        district="350802", community=WEST, ground=in_force.ground, dwelling=in_force.pk, unit=unit,
        from_date=date(1900, 1, 1),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="lies in a unit of the ground"), transaction.atomic():
        HomePlace.objects.bulk_create([wrong])


def test_the_checker_finds_a_home_that_came_later(in_force, at):
    settle(WEST, [("后建楼", "1")], at)
    [missing] = not_in_one_grid(SUB_DISTRICT, in_force.valid_from)
    assert (missing.community, missing.homes, missing.grids) == (WEST, 1, 0)


def test_adoption_is_one_entry_with_its_reason(ground, homes, at):
    plan = new_draft(ground, at)
    with assert_audited("grids.adopt") as written:
        adopted(plan, at)
    assert written[0].why == "街办〔2026〕12号"


def test_labels_of_an_adopted_plan_are_those_of_its_grids(in_force):
    labels = Counter(labels_of(in_force.pk).tolist())
    assert dict(labels) == {
        grid.label: GridUnit.objects.filter(grid=grid).count() for grid in Grid.objects.filter(plan=in_force)
    }
    assert np.unique(labels_of(in_force.pk)).size == in_force.grid_count


def test_no_catalogue_is_needed_to_draw(ground, at):
    furnish(at)
    assert new_draft(ground, at).grid_count > 1
