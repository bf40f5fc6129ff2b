"""Cells asked, filled, checked and typed; minutes measured in use; the file is what the page shows."""

from datetime import timedelta
from decimal import Decimal

import pytest

from linli.base.scope import Scope
from linli.mandates.queries import cell_times
from linli.meter import queries
from linli.meter.actions import daily
from tests.meter.setting import AT, CODE, DAY, EVERYBODY, PRODUCT, admitted, grown
from tests.visits.setting import ADULT, CHILD, GRID, Phone, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=7)


def plan(at=AT) -> None:
    daily(district="350802", by=PRODUCT, at=at)


def test_cells_are_told_apart_by_what_becomes_of_them() -> None:
    furnish()
    settle(births=(ADULT, CHILD))
    admitted("self.name", "self.employment_status", "探访情况", scope=EVERYBODY)
    admitted("self.employment_status", scope=grown(), title="再问一次", at=AT + timedelta(minutes=1))
    plan()

    found = queries.meter(Scope(CODE), on=DAY, whole="东门")

    whole = found.whole
    assert (whole.asked, whole.filled, whole.collected, whole.typed, whole.avoided) == (7, 2, 3, 2, 1)
    assert found.time is None
    assert whole.before is None
    assert [row.asked for row in found.communities] == [7]


def test_minutes_are_measured_at_the_door_and_handed_to_the_gate() -> None:
    furnish()
    homes = [settle(room=str(number), births=(ADULT,)) for number in range(101, 111)]
    admitted("self.employment_status", "self.education", scope=grown())
    plan()
    phone = Phone.of(officer_account())
    for home in homes:
        (person,) = home.people
        phone.hand_in(
            phone.visit(
                home, (person, "self.employment_status", "", "1"), (person, "self.education", "", "20")
            )
        )

    plan(LATER)

    measured = cell_times("350802", LATER.date())
    assert measured.overall is not None
    assert (measured.overall.seconds, measured.overall.cells) == (Decimal(45), 20)
    found = queries.meter(Scope("350802"), on=LATER.date(), whole="新罗")
    assert (found.whole.before, found.whole.after) == (Decimal(15), Decimal(0))
    assert [(one.visits, one.cells, one.seconds) for one in found.posts] == [(10, 20, 900)]


def test_few_visits_tell_of_single_doors_and_are_not_measured() -> None:
    furnish()
    home = settle()
    admitted("self.employment_status", scope=grown())
    plan()
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, (home.people[0], "self.employment_status", "", "1")))

    plan(LATER)

    assert cell_times("350802", LATER.date()).overall is None


def test_the_share_that_is_filled_grows_day_by_day() -> None:
    furnish()
    home = settle()
    admitted("self.name", "self.employment_status", scope=grown())
    plan()
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, (home.people[0], "self.employment_status", "", "1")))
    plan(AT + timedelta(days=1))

    points = queries.growth(Scope(CODE), on=DAY + timedelta(days=1))

    assert points == ((DAY, Decimal("50.0")), (DAY + timedelta(days=1), Decimal("100.0")))


@pytest.mark.parametrize("homes", [1, 3])
def test_the_pages_ask_the_same_number_of_queries(homes: int, django_assert_num_queries) -> None:
    furnish()
    for number in range(homes):
        settle(room=str(101 + number), place=f"{GRID[:-3]}{number + 1:03d}")
        admitted(
            "self.employment_status",
            scope=grown(18 + number),
            title=f"事项{number}",
            at=AT - timedelta(minutes=number),
        )
    plan()

    with django_assert_num_queries(5):
        queries.task_board(Scope(CODE), DAY)
    with django_assert_num_queries(6):
        queries.meter(Scope(CODE), on=DAY, whole="")
