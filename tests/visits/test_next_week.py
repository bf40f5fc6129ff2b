"""A plan is adopted for next week: on its day the open tasks are with the officers of the new grids."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.grids.actions import adopt, assign, begin_terms, create_plan, place_homes, propose, tell_record
from linli.grids.generated import Town
from linli.grids.models import Assignment, GridPlan, GroundBuilding, PlanChange, PlanLabels, TermStart
from linli.register.models import Dwelling
from linli.visits.bundle import build
from linli.visits.models import Device
from linli.visits.queries import carrier_of
from linli.visits.queries.open_work import open_work
from tests.audited import assert_audited
from tests.factories import actor, post_for
from tests.grids.setting import WEST, clerk, new_draft, new_ground
from tests.grids.test_drawing import moved
from tests.visits.setting import AT, DAY, Home, Phone, collect, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
NIGHTLY = Actor.system("linli grids daily", "350802")
WEEK = timedelta(days=7)
BUILDINGS = [("莲东小区", "", str(number + 1), 40) for number in range(32)]
TOWN = Town({WEST: "东门社区"}, columns=2, rows=2, buildings={WEST: BUILDINGS})


@dataclass
class Week:
    """A home whose grid changes next week, and the phones of the officers of both grids."""

    home: Home
    plan: GridPlan
    old: str
    new: str
    before: Phone
    after: Phone

    def shown(self, at) -> list[bool]:
        """Whether the home is on the phone of the old and of the new officer."""
        phones = [Device.objects.get(pk=phone.device_id) for phone in (self.before, self.after)]
        told = [build(carrier_of(device), {}, "", at).content for device in phones]
        return [str(self.home.household) in one["homes"] for one in told]


def as_scope(code: str) -> str:
    return f"{code[:12]}G{code[12:]}"


def adopted(plan: GridPlan, days: int, at=AT) -> GridPlan:
    return adopt(
        plan_id=plan.pk,
        version=plan.version,
        from_date=DAY + timedelta(days=days),
        why="公文",
        by=clerk(),
        at=at,
    )


def with_one_building_moved(first: GridPlan) -> GridPlan:
    plan = create_plan(ground_id=first.ground_id, name="下周", by=clerk(), at=AT, follows=first)
    plan = propose(plan_id=plan.pk, version=0, by=clerk(), at=AT)
    kept = PlanLabels.objects.values_list("content", flat=True).get(pk=first.pk)
    PlanLabels.objects.filter(pk=plan.pk).update(content=kept)
    return moved(plan, AT)


@pytest.fixture
def week() -> Week:
    furnish()
    ground = new_ground(AT, TOWN)
    first = adopted(new_draft(ground, AT), -30)
    plan = with_one_building_moved(first)
    unit, was, now = PlanChange.objects.filter(plan=plan).order_by("-version").first().moves[0]
    building = GroundBuilding.objects.filter(ground=ground, unit=unit).order_by("number").first()
    home = settle(WEST, building=building.building)
    place_homes(ground_id=ground.pk, community=WEST, by=clerk(), at=AT)
    tell_record(plan_id=first.pk, by=clerk(), at=AT)
    collect("dwelling.smoke_alarm", place=WEST, days=20)
    old, new = (f"{WEST}G{label % 1000:03d}" for label in (was, now))
    phones = [Phone.of(officer_account(place, name)) for place, name in ((old, "甲"), (new, "乙"))]
    adopted(plan, 7)
    tell_record(plan_id=plan.pk, by=clerk(), at=AT)
    plan.refresh_from_db()
    return Week(home, plan, old, new, *phones)


def begin(at):
    return begin_terms(district="350802", by=NIGHTLY, at=at)


def test_until_the_day_everything_stays_with_the_old_officer(week):
    assert begin(AT).communities == 1  # the first plan, which has begun long ago
    assert begin(AT + WEEK - timedelta(days=1)).communities == 0
    assert week.shown(AT) == [True, False]


@pytest.mark.parametrize("late", [0, 1, 9])
def test_on_the_day_or_when_it_was_missed_afterwards_tasks_are_on_the_right_phone(week, late):
    begin(AT)
    day = AT + WEEK + timedelta(days=late)
    assert begin(day).communities == 1
    assert week.shown(day) == [False, True]
    work = open_work(Scope(WEST), [week.old, week.new])
    assert (work[week.old].tasks, work[week.new].tasks) == (0, 1)


def test_beginning_twice_changes_nothing(week):
    day = AT + WEEK
    with assert_audited("grids.begin_terms"):
        begin(day)
    starts = list(TermStart.objects.order_by("pk").values_list("pk", "started_at"))
    assert begin(day + timedelta(hours=3)).communities == 0
    assert list(TermStart.objects.order_by("pk").values_list("pk", "started_at")) == starts
    assert len(starts) == 2


def test_of_two_plans_that_began_meanwhile_the_later_one_counts(week):
    """The third plan is the first one again: the home has its old grid back, though nothing ran in between."""
    first = GridPlan.objects.get(pk=week.plan.follows_id)
    third = create_plan(ground_id=first.ground_id, name="再改", by=clerk(), at=AT, follows=week.plan)
    third = propose(plan_id=third.pk, version=0, by=clerk(), at=AT)
    kept = PlanLabels.objects.values_list("content", flat=True).get(pk=first.pk)
    PlanLabels.objects.filter(pk=third.pk).update(content=kept)
    third.refresh_from_db()
    adopted(third, 14)
    tell_record(plan_id=third.pk, by=clerk(), at=AT)
    day = AT + 2 * WEEK + timedelta(days=1)
    begin(day)
    assert Dwelling.objects.in_scope(Scope(WEST)).get(pk=week.home.dwelling).grid == week.old[-3:]
    assert week.shown(day) == [True, False]


def test_officers_of_grids_that_are_no_more_serve_until_the_day(week):
    codes = list(week.plan.grids.order_by("code").values_list("code", flat=True))
    posts = [post_for(Role.GRID_OFFICER, WEST, title) for title in ("丙", "丁")]
    kept = assign(grid_code=codes[0], post_id=posts[0].pk, valid_from=DAY, by=clerk(), at=AT)
    gone = Assignment.objects.create(
        district="350802", grid_code=f"{WEST}888", post_id=posts[1].pk, officer="丁", valid_from=DAY,
        assigned_at=AT, assigned_by="x",
    )  # fmt: skip
    assert begin(AT + WEEK).officers == 1
    for one in (kept, gone):
        one.refresh_from_db()
    assert (kept.valid_to, gone.valid_to) == (None, week.plan.valid_from)


def test_only_who_draws_or_the_daily_run_begins_a_plan(week):
    with pytest.raises(NotAllowed):
        begin_terms(district="350802", by=actor(Role.COMMITTEE, WEST), at=AT + WEEK)
