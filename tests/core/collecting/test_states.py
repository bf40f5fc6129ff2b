"""Fresh, stale, in conflict, missing; purposes; seconds of a cell."""

from datetime import date
from decimal import Decimal

import pytest

from linli.core.collecting import CellState, Known, Timed, fewest_purposes, seconds_per_cell, state_of
from linli.core.collecting.states import months_after

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("known", "months", "state"),
    [
        (None, 12, CellState.MISSING),
        (Known(date(2025, 11, 24), 1), 12, CellState.FRESH),
        (Known(date(2025, 11, 23), 1), 12, CellState.STALE),
        (Known(date(1990, 1, 1), 1), None, CellState.FRESH),
        (Known(TODAY, 2, is_disputed=True), None, CellState.CONFLICT),
        (Known(TODAY, 2), None, CellState.FRESH),
    ],
)
def test_a_cell_is_told_by_age_and_sources_alone(
    known: Known | None, months: int | None, state: CellState
) -> None:
    assert state_of(known, months, TODAY) is state


def test_months_end_with_the_month() -> None:
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert months_after(date(2023, 11, 30), 3) == date(2024, 2, 29)


def test_few_purposes_cover_what_is_asked() -> None:
    allowed = {"a": ("x", "y"), "b": ("y",), "c": ("y", "z"), "d": ("z",), "e": ()}

    assert fewest_purposes(allowed) == {"a": "y", "b": "y", "c": "y", "d": "z"}


def test_the_median_of_many_visits_is_taken_and_forms_left_lying_are_not() -> None:
    visits = [
        Timed(40, ("a", "b")),
        Timed(20, ("a",)),
        Timed(90, ("a", "b", "c")),
        Timed(99_999, ("a",)),
        Timed(5, ()),
    ]

    found = {one.element: one for one in seconds_per_cell(visits, least_visits=2)}

    assert found["*"].seconds == Decimal("20.00")
    assert (found["*"].cells, found["*"].visits) == (6, 3)
    assert set(found) == {"*", "a", "b"}


def test_the_time_of_few_doors_is_not_told() -> None:
    assert seconds_per_cell([Timed(40, ("a",))] * 9) == ()
