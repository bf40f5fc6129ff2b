"""What households did not wish to tell is counted by element, never told by household."""

from datetime import timedelta

import pytest

from linli.base.scope import Scope
from linli.visits.queries.refused import RefusedElement, refused_elements
from tests.visits.setting import CODE, DAY, GRID, NEXT_GRID, Phone, collect, furnish, officer_account, settle

pytestmark = pytest.mark.django_db


def refuse(homes: int) -> None:
    """Homes of one grid that do not wish to, and one of the next grid that was not visited."""
    furnish()
    made = [settle(room=str(101 + number)) for number in range(homes)]
    settle(place=NEXT_GRID, room="201")
    collect("self.employment_status", "self.education", purpose="employment_services", department="labour")
    phone = Phone.of(officer_account())
    for home in made:
        phone.hand_in(phone.visit(home, outcome="refused"))


def test_a_home_counts_once_for_an_element_however_many_departments_asked() -> None:
    furnish()
    home = settle()
    for department in ("labour", "civil"):
        collect("self.employment_status", purpose="employment_services", department=department)
    phone = Phone.of(officer_account())
    phone.hand_in(phone.visit(home, outcome="refused"))

    found = refused_elements(Scope(CODE), DAY)

    assert found == (RefusedElement("self.employment_status", 1, 1, ("civil", "labour")),)


@pytest.mark.parametrize("homes", [1, 3])
def test_one_query_however_many_homes(homes: int, django_assert_num_queries) -> None:
    refuse(homes)

    with django_assert_num_queries(1):
        found = refused_elements(Scope(CODE), DAY)

    assert {(one.element, one.homes) for one in found} == {
        ("self.education", homes),
        ("self.employment_status", homes),
    }


def test_other_places_and_what_is_long_ago_do_not_count() -> None:
    refuse(1)

    assert refused_elements(Scope(NEXT_GRID), DAY) == ()
    assert len(refused_elements(Scope(GRID), DAY)) == 2
    assert refused_elements(Scope(CODE), DAY + timedelta(days=400)) == ()
