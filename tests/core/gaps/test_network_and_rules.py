from datetime import date
from decimal import Decimal

import pytest

from linli.core.gaps import State
from linli.core.gaps.network import grids_needed
from tests.core.gaps.setting import CITY_B, DISTRICT_A, InForce, held


@pytest.mark.parametrize(
    ("households", "grids"), [(0, 0), (1, 1), (300, 1), (449, 1), (450, 2), (36_900, 123)]
)
def test_about_300_households_a_grid(households, grids):
    assert grids_needed(Decimal(households), Decimal(300)) == grids


def test_grids_are_asked_for_only_where_a_document_says_so():
    assert held(households=3000, grids=4).finding("grid.households").state is State.NOT_APPLICABLE
    found = held(CITY_B, households=3000, grids=8).finding("grid.households")
    assert (found.required, found.short_by) == (10, 2)


def test_every_home_in_a_grid_and_an_officer_for_each():
    found = held(CITY_B, households=3000, households_in_grids=2900, grids=10, grids_with_officer=9)
    assert found.finding("network.homes_in_grids").short_by == 100
    officers = found.finding("network.officer_per_grid")
    assert (officers.short_by, officers.cost.amount) == (1, 18_000)


def test_without_grids_or_requests_there_is_nothing_to_be_met():
    found = held(grids=0, grids_with_officer=0, requests_received=0, requests_answered=0)
    states = [found.finding(f"network.{name}").state for name in ("officer_per_grid", "requests_answered")]
    assert states == ["not_applicable", "not_applicable"]


def test_an_officer_nobody_has_a_price_for():
    found = held(grids=10, grids_with_officer=9).finding("network.officer_per_grid")
    assert found.cost.amount is None


def test_requests_and_the_service_centre():
    found = held(requests_received=10, requests_answered=7, service_centre=False)
    assert found.finding("network.requests_answered").short_by == 3
    assert found.finding("network.service_centre").state is State.SHORT
    assert held().verdict("network").state is State.UNKNOWN


@pytest.mark.parametrize(
    ("elected", "day", "state"),
    [
        (date(2006, 7, 1), date(2009, 7, 1), "met"),
        (date(2006, 7, 1), date(2009, 7, 2), "short"),
        (date(2016, 7, 1), date(2020, 7, 1), "met"),
        (None, date(2009, 7, 1), "unknown"),
    ],
)
def test_a_term_is_three_years_before_2019_and_five_after(elected, day, state):
    found = held(InForce(day=day), election_date=elected).finding("committee.term")
    assert found.state == state


def test_no_answer_on_the_term_where_the_law_has_not_been_taken_up():
    found = held(InForce(day=date(2026, 7, 1)), election_date=date(2024, 1, 1)).finding("committee.term")
    assert found.state is State.NOT_APPLICABLE


def test_what_came_in_beside_the_gate():
    found = held(asked_total=100, asked_admitted=60, asked_refused=10).finding("rules.through_the_gate")
    assert (found.state, found.short_by) == ("short", 30)
    assert (
        held(asked_total=70, asked_admitted=60, asked_refused=10).finding("rules.through_the_gate").state
        == "met"
    )
    assert held(asked_total=70).finding("rules.through_the_gate").missing == (
        "asked_admitted",
        "asked_refused",
    )


def test_deliberated_disclosed_appraised_at_least_once():
    found = held(DISTRICT_A, representatives_meetings=1, disclosures=0, duty_list=True)
    states = [
        found.finding(f"rules.{name}").state
        for name in ("deliberated", "disclosed", "appraised", "duty_list")
    ]
    assert states == ["met", "short", "unknown", "met"]
