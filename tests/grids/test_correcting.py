"""The map counts a building wrongly: a draft counts it right, says why, and the map keeps what it said."""

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.states import Role
from linli.grids.actions import adopt, correct_homes, create_plan
from linli.grids.actions.editing import keep_copy
from linli.grids.corrected import units_for
from linli.grids.graphs import labels_of, units_of
from linli.grids.models import GroundBuilding, HomesCorrection
from linli.grids.queries import plan_figures
from tests.audited import assert_audited
from tests.factories import actor
from tests.grids.setting import WEST, clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def building(ground):
    return GroundBuilding.objects.filter(ground=ground, community=WEST).order_by("number").first()


def corrected(plan, building, homes, at, seen=None, reason="实地清点", by=None):
    return correct_homes(
        plan_id=plan.pk,
        building=building.number,
        seen=building.households if seen is None else seen,
        homes=homes,
        reason=reason,
        by=by or clerk(),
        at=at,
    )


def load_of(plan, building) -> int:
    label = labels_of(plan.pk)[building.unit]
    return next(grid.households for grid in plan_figures(plan).grids if grid.label == label)


def test_the_drafts_loads_follow_and_the_map_keeps_its_figure(draft, building, at):
    before, whole = load_of(draft, building), plan_figures(draft).households
    with assert_audited("grids.correct_homes") as entries:
        corrected(draft, building, building.households + 17, at)
    assert entries[0].why == "实地清点"
    assert load_of(draft, building) == before + 17
    assert plan_figures(draft).households == whole + 17
    assert GroundBuilding.objects.get(pk=building.pk).households == building.households
    told = HomesCorrection.objects.get()
    assert (told.was, told.homes, told.corrected_by) == (
        building.households,
        building.households + 17,
        clerk().label,
    )


def test_other_drafts_of_the_same_ground_keep_theirs(draft, building, at):
    other = create_plan(ground_id=draft.ground_id, name="另一份", by=clerk(), at=at)
    corrected(draft, building, 0, at)
    assert np.array_equal(units_for(other).hh, units_of(draft.ground_id).hh)


def test_a_second_correction_follows_the_first_one_and_both_are_kept(draft, building, at):
    whole = plan_figures(draft).households
    corrected(draft, building, 5, at)
    corrected(draft, building, building.households + 1, at, seen=5, reason="又清点了一次")
    assert plan_figures(draft).households == whole + 1
    assert HomesCorrection.objects.count() == 2


def test_what_was_corrected_is_adopted_and_copied(draft, building, at):
    corrected(draft, building, building.households + 9, at)
    copy = keep_copy(plan_id=draft.pk, version=draft.version, changes=[], by=clerk(), at=at)
    assert plan_figures(copy).households == plan_figures(draft).households
    label = int(labels_of(draft.pk)[building.unit])
    homes = load_of(draft, building)
    plan = adopt(plan_id=draft.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    assert plan.grids.get(label=label).households == homes


@pytest.mark.parametrize(
    ("homes", "seen", "reason", "code"),
    [
        (9, 8888, "清点", "newer_figure"),
        (9, None, " ", "say_why_corrected"),
        (-1, None, "清点", "homes_unlikely"),
        (5001, None, "清点", "homes_unlikely"),
        (None, None, "清点", "same_homes"),
    ],
)
def test_what_is_no_correction_is_said_and_nothing_is_kept(draft, building, at, homes, seen, reason, code):
    with pytest.raises(Refusal) as refused:
        corrected(draft, building, building.households if homes is None else homes, at, seen, reason)
    assert refused.value.code == f"grids.{code}"
    assert not HomesCorrection.objects.exists()


def test_of_two_clerks_who_correct_one_building_the_second_is_told(draft, building, at):
    corrected(draft, building, 5, at)
    with pytest.raises(Refusal, match="别人已把这栋楼更正为 5 户"):
        corrected(draft, building, 6, at)


def test_neither_an_adopted_plan_nor_a_committees_post_corrects(draft, building, at):
    with pytest.raises(NotAllowed):
        corrected(draft, building, 5, at, by=actor(Role.COMMITTEE, WEST))
    adopt(plan_id=draft.pk, version=1, from_date=at.date(), why="公文", by=clerk(), at=at)
    with pytest.raises(Refusal) as refused:
        corrected(draft, building, 5, at)
    assert refused.value.code == "grids.not_a_draft"


def test_the_database_keeps_corrections_and_wants_a_reason(draft, building, at):
    (told,) = corrected(draft, building, 5, at)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        connection.cursor().execute("UPDATE grids_homescorrection SET homes = 6")
    for wrong in ({"reason": ""}, {"homes": told.was}):
        fields = {
            "plan": draft, "building": 0, "unit": 0, "was": told.was, "homes": 7, "reason": "x",
            "corrected_at": at, "corrected_by": "x",
        }  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            HomesCorrection.objects.bulk_create([HomesCorrection(**fields | wrong)])


def test_homes_that_the_units_do_not_hold_cannot_be_taken_from_them(draft, building, at):
    GroundBuilding.objects.filter(pk=building.pk).update(households=building.households + 50)
    building.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        corrected(draft, building, 0, at)
    assert refused.value.code == "grids.homes_elsewhere"
