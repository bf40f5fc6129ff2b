"""What the record lacks becomes a task at the door, once, whoever wants to know; what it has does not."""

from datetime import timedelta

import pytest

from linli.mandates import actions as gate
from linli.mandates.models import Mandate
from linli.mandates.states import Frequencies
from linli.meter.actions import daily
from linli.meter.models import Plan, PlanFigure
from linli.meter.states import PlanState
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.states import Method
from linli.visits.models import Collection, CollectionTask
from linli.visits.states import TaskState
from tests.mandates.making import department
from tests.meter.setting import ALL, AT, CODE, DAY, EVERYBODY, HOMES, PRODUCT, admitted, asked, asks_of, grown
from tests.visits.setting import ADULT, CHILD, INSTALL, Home, Phone, furnish, officer_account, settle

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Home:
    furnish()
    return settle(births=(ADULT, CHILD))


def plan(days: int = 0) -> None:
    daily(district="350802", by=PRODUCT, at=AT + timedelta(days=days))


def say(subject, element: str, value: str, days: int = 0, source: str = "labour") -> None:
    day = DAY + timedelta(days=days)
    record(
        entry=EntryDraft(source, Method.ROSTER, day, "employment_services"),
        facts=[FactDraft(subject, element, value)],
        by=INSTALL,
        at=AT + timedelta(days=days),
    )


def test_only_what_is_not_known_is_asked_and_only_of_those_it_is_asked_about(home: Home) -> None:
    admitted("self.name", "self.employment_status", "self.education", scope=grown())
    say(home.people[0], "self.education", "20")

    plan()

    assert asks_of(home.household) == {(home.people[0], "self.employment_status")}


def test_two_departments_ask_a_thing_once_and_one_answer_serves_both(home: Home) -> None:
    one = admitted("self.employment_status", "self.education", scope=grown(), title="就业状况核查")
    other = admitted("self.employment_status", "dwelling.smoke_alarm", scope=grown(16), title="困难家庭排查")
    phone = Phone.of(officer_account())

    plan()

    (door,) = asked()
    (ask,) = [one for one in door.asks if one.element == "self.employment_status"]
    assert len(ask.collections) == 2
    values = (
        (home.people[0], "self.employment_status", "", "1"),
        (home.people[0], "self.education", "", "20"),
    )
    phone.hand_in(phone.visit(home, *values))
    states = dict(CollectionTask.objects.in_scope(ALL).values_list("collection__request", "state"))
    assert asks_of(home.household) == {(home.dwelling, "dwelling.smoke_alarm")}
    assert states[one.pk] == TaskState.DONE
    assert other.pk in states


def test_what_has_grown_old_is_asked_again_and_not_before(home: Home) -> None:
    say(home.people[0], "self.employment_status", "1")
    admitted(
        "self.employment_status",
        scope=grown(),
        frequency=Frequencies.MONTHLY,
        ends_date=DAY + timedelta(days=200),
    )

    plan()
    assert asks_of(home.household) == set()

    plan(days=100)
    assert asks_of(home.household, DAY + timedelta(days=100)) == {(home.people[0], "self.employment_status")}


def test_only_the_value_that_sources_disagree_on_is_checked(home: Home) -> None:
    say(home.people[0], "self.phone", "13900001111", source="civil")
    say(home.people[0], "self.name", "林一青", source="civil")
    admitted("self.name", "self.phone", scope=grown())

    plan()

    assert asks_of(home.household) == {(home.people[0], "self.phone")}
    figure = PlanFigure.objects.in_scope(ALL).get()
    assert (figure.fresh, figure.conflict) == (1, 1)


def test_a_request_that_another_one_serves_makes_no_task(home: Home) -> None:
    first = admitted("self.employment_status", "self.education", scope=EVERYBODY)
    second = admitted(
        "self.employment_status", scope=grown(), at=AT + timedelta(minutes=5), title="成年人就业情况"
    )

    plan()

    covered = Plan.objects.get(mandate=second)
    assert covered.state == PlanState.COVERED
    assert covered.covered_by_id == first.pk
    assert {row.request for row in Collection.objects.in_scope(ALL)} == {first.pk}


def test_a_request_that_is_withdrawn_ends_its_tasks_with_the_reason(home: Home) -> None:
    made = admitted("self.employment_status", scope=grown())
    plan()

    gate.withdraw(mandate_id=made.pk, why="上级取消", by=department(), at=AT + timedelta(hours=1))

    assert asked() == []
    assert [row.ended_why for row in Collection.objects.in_scope(ALL)] == ["事项已撤回"]
    assert {row.state for row in CollectionTask.objects.in_scope(ALL)} == {TaskState.ENDED}


def test_a_request_that_expires_while_tasks_are_open_ends_them(home: Home) -> None:
    made = admitted("self.employment_status", scope=grown(), ends_date=DAY + timedelta(days=20), due_days=60)
    plan()

    plan(days=20)

    assert [row.ended_why for row in Collection.objects.in_scope(ALL)] == ["准入已到期"]
    assert Plan.objects.get(mandate=made).why_ended == "准入已到期"


def test_a_household_that_did_not_wish_to_tell_is_not_asked_by_the_next_department(home: Home) -> None:
    admitted("self.employment_status", scope=grown())
    plan()
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, outcome="refused"))

    admitted(
        "self.employment_status",
        "self.education",
        scope=grown(16),
        title="另一个部门",
        at=AT + timedelta(hours=2),
    )
    plan(days=1)

    assert asks_of(home.household, DAY + timedelta(days=1)) == {(home.people[0], "self.education")}


def test_what_comes_in_by_other_ways_leaves_the_task(home: Home) -> None:
    admitted("self.employment_status", scope=grown())
    plan()
    say(home.people[0], "self.employment_status", "1", days=1)

    plan(days=1)

    assert asks_of(home.household, DAY + timedelta(days=1)) == set()
    assert {row.state for row in CollectionTask.objects.in_scope(ALL)} == {TaskState.DONE}


def test_planning_again_changes_nothing(home: Home) -> None:
    admitted("self.employment_status", "dwelling.smoke_alarm", scope=grown())
    plan()
    before = list(CollectionTask.objects.in_scope(ALL).order_by("id").values())

    plan()

    assert list(CollectionTask.objects.in_scope(ALL).order_by("id").values()) == before
    assert PlanFigure.objects.in_scope(ALL).count() == 1


def test_rows_that_were_not_said_make_no_task(home: Home) -> None:
    made = admitted("self.employment_status", scope=None)

    plan()

    assert Plan.objects.get(mandate=made).state == PlanState.UNSAID
    assert Collection.objects.in_scope(ALL).count() == 0


def test_cells_are_counted_by_what_is_known_of_them(home: Home) -> None:
    admitted("self.name", "self.employment_status", "探访情况", scope=EVERYBODY)

    plan()

    figure = PlanFigure.objects.in_scope(ALL).get()
    assert (figure.division_code, figure.rows, figure.cells) == (CODE, 2, 6)
    assert (figure.fresh, figure.missing, figure.typed) == (2, 2, 2)


def test_homes_are_asked_about_themselves(home: Home) -> None:
    admitted("dwelling.smoke_alarm", scope=HOMES)

    plan()

    assert asks_of(home.household) == {(home.dwelling, "dwelling.smoke_alarm")}
    assert Mandate.objects.count() == 1
