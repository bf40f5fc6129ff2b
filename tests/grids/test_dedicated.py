"""A school gets a grid of its own, drawn by hand; no home is in two grids or none, and what was closed stays known."""

from datetime import timedelta

import numpy as np
import pytest

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import (
    adjust,
    adopt,
    change_labels,
    close_dedicated,
    create_plan,
    draw_dedicated,
    name_dedicated,
    propose,
    undo_change,
)
from linli.grids.graphs import labels_of, pieces_of, units_of
from linli.grids.models import Grid, GridPlan
from linli.grids.queries import plan_figures
from linli.grids.queries.officers import officer_rows
from linli.grids.queries.terms import homes_by_grid, not_in_one_grid
from linli.grids.states import GridKind
from tests.factories import actor
from tests.grids.homes import one_home_in_each_building
from tests.grids.setting import SUB_DISTRICT, WEST, clerk

pytestmark = pytest.mark.django_db
SCHOOL = f"{WEST}901"


def drawn(plan, units, at, kind=GridKind.SCHOOL, name="东门小学", by=None) -> str:
    plan.refresh_from_db()
    return draw_dedicated(
        plan_id=plan.pk, version=plan.version, units=units, kind=kind, name=name, by=by or clerk(), at=at
    )


def school(draft, at) -> list[int]:
    """A unit at whose leaving no grid falls to pieces; drawn as a school."""
    graph, labels = units_of(draft.ground_id), labels_of(draft.pk)
    for unit in np.flatnonzero((graph.comm == 0) & (graph.hh > 0)).tolist():
        without = labels.copy()
        without[unit] = 901
        if pieces_of(graph, without)[1].max() == 1:
            assert drawn(draft, [unit], at) == SCHOOL
            draft.refresh_from_db()
            return [unit]
    raise AssertionError("no unit can be taken out")


def test_a_school_is_drawn_and_named_beside_the_base_grids(draft, at):
    before = plan_figures(draft)
    (unit,) = school(draft, at)
    figures = plan_figures(draft)
    (mine,) = [grid for grid in figures.grids if grid.kind == GridKind.SCHOOL]
    assert (mine.code, mine.name, mine.units) == (SCHOOL, "东门小学", 1)
    assert mine.households == units_of(draft.ground_id).hh[unit]
    assert figures.households == before.households == sum(grid.households for grid in figures.grids)


def test_every_home_is_still_in_exactly_one_grid_once_it_is_adopted(ground, draft, at):
    homes = one_home_in_each_building(ground, at)
    school(draft, at)
    plan = adopt(plan_id=draft.pk, version=draft.version, from_date=at.date(), why="公文", by=clerk(), at=at)
    assert not_in_one_grid(SUB_DISTRICT, at.date()) == []
    counted = homes_by_grid(SUB_DISTRICT, at.date())
    assert counted[SCHOOL] == 1
    assert sum(counted.values()) == sum(map(len, homes.values()))
    grid = plan.grids.get(code=SCHOOL)
    assert (grid.kind, grid.name) == ("school", "东门小学")
    assert SCHOOL in {row.code for row in officer_rows(WEST, at.date())}


def test_the_engine_leaves_it_alone(draft, at):
    (unit,) = school(draft, at)
    plan = propose(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)
    assert labels_of(plan.pk)[unit] % 1000 == 901
    assert (labels_of(plan.pk) % 1000 == 901).sum() == 1


def test_it_is_closed_in_the_next_plan_and_the_past_keeps_it(ground, draft, at):
    one_home_in_each_building(ground, at)
    (unit,) = school(draft, at)
    plan = adopt(plan_id=draft.pk, version=draft.version, from_date=at.date(), why="公文", by=clerk(), at=at)
    after = create_plan(ground_id=ground.pk, name="二", follows=plan, by=clerk(), at=at)
    after = adjust(plan_id=after.pk, version=0, by=clerk(), at=at)
    assert labels_of(after.pk)[unit] == 901
    after = close_dedicated(plan_id=after.pk, version=after.version, label=901, by=clerk(), at=at)
    assert 1 <= labels_of(after.pk)[unit] <= 900
    day = at.date() + timedelta(days=5)
    after = adopt(plan_id=after.pk, version=after.version, from_date=day, why="学校迁走", by=clerk(), at=at)
    assert not_in_one_grid(SUB_DISTRICT, day) == []
    assert SCHOOL not in homes_by_grid(SUB_DISTRICT, day)
    assert homes_by_grid(SUB_DISTRICT, day - timedelta(days=1))[SCHOOL] == 1
    assert Grid.objects.get(code=SCHOOL).name == "东门小学"


def test_a_number_that_was_used_is_not_given_to_the_next_school(draft, at):
    (unit,) = school(draft, at)
    plan = close_dedicated(plan_id=draft.pk, version=draft.version, label=901, by=clerk(), at=at)
    assert drawn(plan, [unit], at, name="新学校") == f"{WEST}902"


def test_it_is_renamed_and_undone(draft, at):
    before = labels_of(draft.pk)
    school(draft, at)
    named = {"label": 901, "kind": GridKind.HOSPITAL, "name": "东门医院"}
    plan = name_dedicated(plan_id=draft.pk, version=draft.version, by=clerk(), at=at, **named)
    assert plan.dedicated["901"] == ["hospital", "东门医院"]
    plan = undo_change(plan_id=plan.pk, version=plan.version, by=clerk(), at=at)
    assert np.array_equal(labels_of(plan.pk), before)


@pytest.mark.parametrize(
    ("units", "kind", "name", "code"),
    [
        ([], GridKind.SCHOOL, "小学", "no_units"),
        ([0, -1], GridKind.SCHOOL, "小学", "unit_unknown"),
        ([0], GridKind.SCHOOL, " ", "name_missing"),
        ([0], GridKind.BASE, "小学", "not_dedicated"),
    ],
)
def test_what_is_no_dedicated_grid_is_said(draft, at, units, kind, name, code):
    with pytest.raises(Refusal) as refused:
        drawn(draft, units, at, kind, name)
    assert refused.value.code == f"grids.{code}"
    draft.refresh_from_db()
    assert (draft.version, draft.dedicated) == (1, {})


def test_units_of_two_communities_or_two_places_are_refused(draft, at):
    units = units_of(draft.ground_id)
    first, last = (int(np.flatnonzero(units.comm == place)[0]) for place in (0, 1))
    with pytest.raises(Refusal) as refused:
        drawn(draft, [first, last], at)
    assert refused.value.code == "grids.several_communities"
    inside = np.flatnonzero(units.comm == 0)
    far = [int(inside[np.argmin(units.xy[inside, 0])]), int(inside[np.argmax(units.xy[inside, 0])])]
    with pytest.raises(Refusal) as refused:
        drawn(draft, far, at)
    assert refused.value.code == "grids.in_pieces"


def test_of_two_clerks_the_second_is_told(draft, at):
    school(draft, at)
    with pytest.raises(Refusal) as refused:
        draw_dedicated(
            plan_id=draft.pk, version=1, units=[0], kind=GridKind.MARKET, name="市场", by=clerk(), at=at
        )
    assert refused.value.code == "grids.newer_version"


def test_a_committee_draws_none(draft, at):
    with pytest.raises(NotAllowed):
        drawn(draft, [0], at, by=actor(Role.COMMITTEE, WEST))


def test_units_move_in_and_out_of_it_by_hand_like_those_of_any_grid(draft, at):
    (unit,) = school(draft, at)
    before = GridPlan.objects.get(pk=draft.pk)
    back = change_labels(plan_id=draft.pk, version=before.version, changes=[(unit, 1)], by=clerk(), at=at)
    assert 901 not in labels_of(back.pk)
