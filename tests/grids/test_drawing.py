"""A draft is proposed, changed and gone back over; what would break it is refused in words."""

import numpy as np
import pytest

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import change_labels, create_plan, propose, undo_change
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import PlanChange
from linli.grids.queries import plan_ceiling, plan_figures
from tests.factories import actor
from tests.grids.setting import EAST, WEST, clerk


def border(draft):
    """A unit on a border whose leaving breaks nothing, and the label next to it."""
    units, labels = units_of(draft.ground_id), labels_of(draft.pk)
    same = (units.comm[units.i] == units.comm[units.j]) & (labels[units.i] != labels[units.j])
    return list(zip(units.i[same].tolist(), labels[units.j[same]].tolist(), strict=True))


def moved(draft, at):
    for unit, to in border(draft):
        try:
            return change_labels(
                plan_id=draft.pk, version=draft.version, changes=[(unit, to)], by=clerk(), at=at
            )
        except Refusal as refusal:
            if refusal.code not in ("grids.in_pieces", "grids.without_homes"):
                raise
    raise AssertionError("no unit can be moved")


def test_a_proposal_gives_every_unit_one_grid_in_its_community(draft):
    figures = plan_figures(draft)
    assert sum(grid.households for grid in figures.grids) == draft.ground.households
    assert {grid.community for grid in figures.grids} == {WEST, EAST}
    assert all(grid.pieces == 1 and grid.households for grid in figures.grids)
    assert next(grid.number for grid in figures.grids if grid.community == WEST) == 1
    assert figures.measures.broken == 0


def test_the_same_seed_gives_the_same_grids(draft, at):
    again = propose(plan_id=draft.pk, version=1, by=clerk(), at=at)
    other = create_plan(ground_id=draft.ground_id, name="二", effort="draft", by=clerk(), at=at)
    propose(plan_id=other.pk, version=0, by=clerk(), at=at)
    assert np.array_equal(labels_of(again.pk), labels_of(other.pk))


def test_a_unit_moves_and_moves_back(draft, at):
    before = labels_of(draft.pk)
    changed = moved(draft, at)
    assert (labels_of(draft.pk) != before).sum() == 1
    back = undo_change(plan_id=draft.pk, version=changed.version, by=clerk(), at=at)
    assert np.array_equal(labels_of(draft.pk), before)
    assert back.version == 3
    assert list(PlanChange.objects.filter(plan=draft).order_by("version").values_list("kind", flat=True)) == [
        "proposed",
        "edited",
        "undone",
    ]


def test_undo_goes_back_step_by_step_and_ends_at_the_proposal(draft, at):
    before = labels_of(draft.pk)
    for _ in range(2):
        draft = moved(draft, at)
    for _ in range(2):
        draft = undo_change(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)
    assert np.array_equal(labels_of(draft.pk), before)
    with pytest.raises(Refusal, match="没有可以撤销"):
        undo_change(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)


def test_a_proposal_over_hand_work_can_be_undone(draft, at):
    draft = moved(draft, at)
    hand = labels_of(draft.pk)
    draft = propose(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)
    undo_change(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)
    assert np.array_equal(labels_of(draft.pk), hand)


def test_of_two_clerks_the_second_is_told_and_nothing_is_lost(draft, at):
    seen = draft.version
    unit, to = next(
        (unit, to)
        for unit, to in border(draft)
        if (labels_of(draft.pk) == labels_of(draft.pk)[unit]).sum() > 2
    )
    moved(draft, at)
    after = labels_of(draft.pk)
    with pytest.raises(Refusal, match="别人已经改过") as refused:
        change_labels(plan_id=draft.pk, version=seen, changes=[(unit, to)], by=clerk(), at=at)
    assert refused.value.code == "grids.newer_version"
    assert np.array_equal(labels_of(draft.pk), after)


@pytest.mark.parametrize(
    ("unit", "to", "code"),
    [
        (10**6, 1, "unit_unknown"),
        (0, 1001, "across_border"),
        (0, 950, "number_unfit"),
        (0, 0, "number_unfit"),
    ],
)
def test_what_no_grid_can_be_is_refused(draft, at, unit, to, code):
    units = units_of(draft.ground_id)
    first = int(np.flatnonzero(units.comm == 0)[0])
    with pytest.raises(Refusal) as refused:
        change_labels(plan_id=draft.pk, version=1, changes=[(unit or first, to)], by=clerk(), at=at)
    assert refused.value.code == f"grids.{code}"


def test_a_grid_is_not_cut_in_pieces(draft, at):
    units, labels = units_of(draft.ground_id), labels_of(draft.pk)
    target = labels[0]
    touching = np.union1d(units.j[labels[units.i] == target], units.i[labels[units.j] == target])
    far = [
        u
        for u in np.flatnonzero((units.comm == units.comm[0]) & (labels != target)).tolist()
        if u not in touching
    ]
    with pytest.raises(Refusal, match="断成 2 片"):
        change_labels(plan_id=draft.pk, version=1, changes=[(far[0], int(target))], by=clerk(), at=at)


def test_a_grid_that_gives_all_its_units_away_is_merged(draft, at):
    labels = labels_of(draft.pk)
    unit, to = border(draft)[0]
    whole = [(int(u), to) for u in np.flatnonzero(labels == labels[unit])]
    merged = change_labels(plan_id=draft.pk, version=1, changes=whole, by=clerk(), at=at)
    assert merged.grid_count == draft.grid_count - 1


def test_a_committee_looks_and_does_not_draw(draft, at):
    with pytest.raises(NotAllowed):
        change_labels(plan_id=draft.pk, version=1, changes=[(0, 1)], by=actor(Role.COMMITTEE, WEST), at=at)
    with pytest.raises(NotFound):
        change_labels(plan_id=draft.pk, version=1, changes=[(0, 1)], by=clerk("350802002"), at=at)


def test_each_grid_out_of_the_band_says_why(draft):
    told = plan_ceiling(draft)
    out = {grid.label for grid in plan_figures(draft).base if not grid.in_band}
    assert set(told.out) == out
    assert all(reason.words for reason in told.out.values())
    assert told.ceiling >= told.in_band - 1e-9
