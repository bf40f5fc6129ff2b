from decimal import Decimal

import pytest

from linli.core.gaps import State, new_office
from tests.core.gaps.setting import CITY_B, DISTRICT_A, NOWHERE, InForce, held

PRICED = InForce(extra={"building.unit_cost": Decimal(1500)})


def area(amount, standards=DISTRICT_A, tenure="own"):
    return held(standards, office_area=amount, office_tenure=tenure).finding("office.floor_area")


@pytest.mark.parametrize(
    ("amount", "state", "short_by"),
    [(99, "short", 1), (100, "met", None), (Decimal("99.5"), "short", Decimal("0.5"))],
)
def test_the_provincial_standard_of_100_square_metres(amount, state, short_by):
    assert (area(amount).state, area(amount).short_by) == (state, short_by)


def test_the_standardised_community_of_report_b_needs_300():
    assert (area(240, CITY_B).state, area(240, CITY_B).short_by) == ("short", 60)


def test_no_office_is_zero_and_an_office_of_unknown_size_is_unknown():
    assert area(None, tenure="none").actual == 0
    assert area(None, tenure="none").short_by == 100
    assert area(None).state is State.UNKNOWN
    assert area(None).missing == ("office_area",)


def test_charges_of_88_yuan_a_square_metre_with_and_without_waiver():
    cost = area(60, PRICED).cost
    assert cost.amount == 40 * (1500 + 60 + 28)
    assert cost.waived == 40 * 1500
    assert cost.offset == 0


def test_without_a_local_building_cost_the_cost_is_unknown_and_its_known_part_is_the_charges():
    cost = area(60).cost
    assert cost.amount is None
    assert cost.waived is None
    assert cost.known == 40 * 88


def test_only_a_new_office_is_subsidised():
    assert area(0, PRICED, "none").cost.offset == 100_000
    assert area(90, PRICED).cost.offset == 0


def test_no_charges_where_no_document_asks_for_them():
    elsewhere = InForce(place="110101001001", extra={"office.floor_area": Decimal(100)})
    assert [part.code for part in area(60, elsewhere).cost.parts] == ["building.unit_cost"]


def test_a_new_office_by_the_rules():
    office = new_office(PRICED)
    assert (office.floor_area, office.site_area) == (1200, Decimal("666.67"))
    assert office.cost.amount == 1200 * (1500 + 88)
    assert office.cost.waived == 1200 * 1500
    assert office.cost.offset == 100_000
    assert new_office(NOWHERE) is None


def test_a_meeting_room_is_a_yes():
    assert held(meeting_room=True).finding("place.meeting_room").state is State.MET
    assert held(meeting_room=False).finding("place.meeting_room").state is State.SHORT
    assert held().finding("place.meeting_room").state is State.UNKNOWN


@pytest.mark.parametrize(
    ("estate", "due"), [(49_999, "1499.97"), (50_000, "1500"), (50_001, "1500.02"), (100_000, "2500")]
)
def test_premises_reserved_in_an_estate(estate, due):
    assert DISTRICT_A.find(
        "reserved_premises.floor_area", estate_floor_area=Decimal(estate)
    ).minimum == Decimal(due)
