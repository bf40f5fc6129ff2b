"""Working days: weekends that are worked, holidays that are not, and years nobody knows yet."""

from datetime import date

import pytest

from linli.base.workdays import Due, YearUnknown, due_after, is_working_day, working_days_left

pytestmark = pytest.mark.one_database


def test_a_saturday_that_is_made_up_for_a_holiday_is_a_working_day():
    assert is_working_day(date(2025, 9, 28))  # a Sunday worked for the National Day of 2025
    assert not is_working_day(date(2025, 10, 1))


def test_three_working_days_from_a_friday_end_on_wednesday():
    assert due_after(date(2026, 11, 27), 3) == Due(date(2026, 12, 2))


def test_a_holiday_is_stepped_over():
    assert due_after(date(2025, 9, 30), 3) == Due(date(2025, 10, 11))


def test_a_year_without_a_notice_is_said_and_not_guessed():
    due = due_after(date(2026, 12, 31), 3)
    assert due.day is None
    assert due.unknown_year == 2027
    assert not due.is_past(date(2030, 1, 1))
    with pytest.raises(YearUnknown) as told:
        is_working_day(date(2031, 1, 4))
    assert told.value.year == 2031


def test_days_left_count_down_to_the_last_day_and_below():
    assert working_days_left(date(2026, 11, 27), date(2026, 12, 2)) == 3
    assert working_days_left(date(2026, 12, 2), date(2026, 12, 2)) == 0
    assert working_days_left(date(2026, 12, 3), date(2026, 12, 2)) == -1
