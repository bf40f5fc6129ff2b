"""Two clerks at one draft, and grids that the engine draws anew while a clerk waits."""

import numpy as np
import pytest

from linli.base.audit.models import AuditEntry
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import change_labels, undo_change
from linli.grids.actions.editing import keep_copy
from linli.grids.arrays import NUMBERS
from linli.grids.checks import check_whole
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import GridPlan
from linli.grids.queries.editing import draft_of, redrawn
from linli.grids.queries.versions import labels_at
from tests.factories import actor
from tests.grids.setting import WEST, clerk
from tests.grids.test_drawing import border


def possible(draft, labels):
    """Changes of one unit that fit, one after the other."""
    units = units_of(draft.ground_id)
    for unit, to in border(draft):
        after = labels.copy()
        after[unit] = to
        try:
            check_whole(units, after, np.array([labels[unit], to]))
        except Refusal:
            continue
        yield unit, to


def test_the_second_clerk_is_told_and_both_plans_are_kept(draft, at):
    begun = labels_of(draft.pk)
    mine, theirs = list(possible(draft, begun))[:2]
    change_labels(plan_id=draft.pk, version=1, changes=[mine], by=clerk(), at=at)
    with pytest.raises(Refusal) as refused:
        change_labels(plan_id=draft.pk, version=1, changes=[theirs], by=clerk(), at=at)
    assert refused.value.code == "grids.newer_version"
    copy = keep_copy(plan_id=draft.pk, version=1, changes=[theirs], by=clerk(), at=at)
    first, second = labels_of(draft.pk), labels_of(copy.pk)
    assert np.flatnonzero(first != begun).tolist() == [mine[0]]
    assert np.flatnonzero(second != begun).tolist() == [theirs[0]]
    assert (copy.name, copy.version, copy.ground_id) == ("草案一（11-24 09:30 另存）", 1, draft.ground_id)
    entry = AuditEntry.objects.filter(verb="grids.keep_copy").get()
    assert entry.detail == {"version": 1, "copy": str(copy.pk), "units": 1}


def test_every_earlier_version_is_found_again(draft, at):
    seen = [labels_of(draft.pk)]
    for _ in range(2):
        unit, to = next(possible(draft, seen[-1]))
        draft = change_labels(
            plan_id=draft.pk, version=draft.version, changes=[(unit, to)], by=clerk(), at=at
        )
        seen.append(labels_of(draft.pk))
    draft = undo_change(plan_id=draft.pk, version=draft.version, by=clerk(), at=at)
    seen.append(labels_of(draft.pk))
    assert [np.array_equal(labels_at(draft, n + 1), seen[n]) for n in range(4)] == [True] * 4
    for version in (0, 5):
        with pytest.raises(Refusal) as refused:
            labels_at(draft, version)
        assert refused.value.code == "grids.no_such_version"


def test_a_copy_that_does_not_fit_is_refused_and_leaves_nothing(draft, at):
    units = units_of(draft.ground_id)
    east = int(np.flatnonzero(units.comm == 1)[0])
    with pytest.raises(Refusal) as refused:
        keep_copy(plan_id=draft.pk, version=1, changes=[(east, 1)], by=clerk(), at=at)
    assert refused.value.code == "grids.across_border"
    with pytest.raises(NotAllowed):
        keep_copy(plan_id=draft.pk, version=1, changes=[], by=actor(Role.COMMITTEE, WEST), at=at)
    assert GridPlan.objects.filter(ground=draft.ground_id).count() == 1


def test_the_draft_in_columns_is_the_ground_and_the_plan(draft, at):
    told, units = draft_of(draft, at.date()), units_of(draft.ground_id)
    assert [place.code for place in told.communities] == ["350802001001", "350802001002"]
    assert told.homes.sum() == draft.ground.households
    assert np.array_equal(told.label // NUMBERS, told.community)
    assert (told.version, told.tolerance, told.in_force) == (1, 0.1, None)
    assert (told.community[told.i] == told.community[told.j]).all()
    assert np.array_equal(units.i[told.number], told.i)
    assert ((draft.ground.west <= told.lon) & (told.lon <= draft.ground.east)).all()


def inside(draft, *labels):
    now = labels_of(draft.pk)
    members = np.flatnonzero(np.isin(now, labels))
    return members.tolist(), now[members].tolist(), np.unique(now[now // NUMBERS == 0]).tolist()


def test_a_split_grid_keeps_its_number_and_the_other_half_gets_the_lowest_free_one(draft, at):
    members, labels, taken = inside(draft, 1)
    made = redrawn(draft, members, labels, 2, taken)
    free = next(number for number in range(1, NUMBERS) if number not in taken)
    assert set(made) == {1, free}
    changes = list(zip(members, made, strict=True))
    change_labels(plan_id=draft.pk, version=1, changes=changes, by=clerk(), at=at)


def test_grids_finished_by_the_engine_can_be_saved_as_they_come(draft, at):
    members, labels, taken = inside(draft, 1, 2, 3)
    spoilt = np.random.default_rng(1).permutation(labels).tolist()
    made = redrawn(draft, members, spoilt, 3, taken)
    assert len(set(made)) == 3
    changes = list(zip(members, made, strict=True))
    change_labels(plan_id=draft.pk, version=1, changes=changes, by=clerk(), at=at)


@pytest.mark.parametrize(
    ("members", "labels", "grids", "code"),
    [
        ([0], [1], 2, "grids.cannot_redraw"),
        ([0], [901], 1, "grids.cannot_redraw"),
        ([], [], 1, "grids.cannot_redraw"),
        ([10**6], [1], 1, "grids.unit_unknown"),
        ([0, 1], [1], 1, "grids.unit_unknown"),
        (list(range(3001)), [1] * 3001, 1, "grids.too_much_at_once"),
    ],
    ids=["too few units", "a school's grid", "nothing", "no such unit", "a label short", "too much"],
)
def test_what_cannot_be_drawn_anew_is_said_in_words(draft, members, labels, grids, code):
    with pytest.raises(Refusal) as refused:
        redrawn(draft, members, labels, grids, [])
    assert refused.value.code == code
    assert refused.value.message
