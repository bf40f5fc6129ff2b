"""Cells asked, filled, checked and typed; minutes measured in use; the file is what the page shows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from linli.base.scope import Scope
from linli.core.figures import Figure, record_of
from linli.core.scopes import Scope as Rows
from linli.core.scopes import Unit
from linli.mandates.queries import cell_times
from linli.meter import queries
from linli.meter.actions import daily
from linli.meter.states import PlanState
from tests.meter.setting import AT, CODE, DAY, EVERYBODY, PRODUCT, admitted, asked, grown
from tests.territory.lists import put_in_force
from tests.visits.setting import ADULT, CHILD, GRID, Phone, furnish, officer_account, settle

pytestmark = pytest.mark.django_db
STREET = "350802001"
NAMES = {"350802001001": "东门社区居委会", "350802001002": "东风社区居委会"}
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
    assert [row.avoided for row in found.communities] == [None]  # served for the district, not zero here


def test_a_form_about_communities_is_counted_not_asked_at_doors() -> None:
    furnish()
    put_in_force(
        {"35": "福建省", "3508": "龙岩市", "350802": "新罗区", STREET: "东城街道", **NAMES}, date(2000, 1, 1)
    )
    mandate = admitted(
        "社区名称", "总人口", "女性人口", "文艺队数", "备注", scope=Rows(Unit.PLACE), places=(STREET,)
    )
    everybody = record_of(Figure(EVERYBODY))
    mandate.fields.filter(label__in=["总人口", "女性人口"]).update(figure=everybody)
    plan()

    found = queries.meter(Scope("350802"), on=DAY, whole="新罗")

    # Two communities: the name, two figures and what is remarked by hand ask nobody; the groups are typed.
    assert (found.whole.asked, found.whole.filled, found.whole.typed) == (10, 8, 2)
    assert [(row.name, row.asked, row.typed) for row in found.communities] == [
        (name, 5, 1) for name in NAMES.values()
    ]
    (row,) = queries.task_board(Scope("350802"), DAY).requests
    assert row.state == PlanState.COUNTED
    assert asked() == []


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
