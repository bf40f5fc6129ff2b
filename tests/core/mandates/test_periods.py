"""Which periods a form is asked for."""

from datetime import date

import pytest

from linli.core.mandates import Frequency, ReportPeriod, periods_between

pytestmark = pytest.mark.one_database


def test_what_is_asked_once_has_one_period():
    found = periods_between(Frequency.ONCE, date(2026, 5, 6), date(2027, 5, 6), 5)
    assert found == (ReportPeriod(date(2026, 5, 6), date(2027, 5, 5), date(2027, 5, 10)),)


def test_months_are_those_of_the_calendar_cut_to_the_mandate():
    found = periods_between(Frequency.MONTHLY, date(2026, 1, 15), date(2026, 3, 10), 5)
    assert [(one.first.isoformat(), one.last.isoformat(), one.due.isoformat()) for one in found] == [
        ("2026-01-15", "2026-01-31", "2026-02-05"),
        ("2026-02-01", "2026-02-28", "2026-03-05"),
        ("2026-03-01", "2026-03-09", "2026-03-14"),
    ]


@pytest.mark.parametrize(
    ("frequency", "firsts"),
    [
        (Frequency.QUARTERLY, ["2026-02-10", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]),
        (Frequency.HALF_YEARLY, ["2026-02-10", "2026-07-01", "2027-01-01"]),
        (Frequency.YEARLY, ["2026-02-10", "2027-01-01"]),
    ],
)
def test_longer_periods_begin_where_the_calendar_has_them(frequency, firsts):
    found = periods_between(frequency, date(2026, 2, 10), date(2027, 2, 10))
    assert [one.first.isoformat() for one in found] == firsts
    assert found[-1].last == date(2027, 2, 9)


def test_weeks_begin_on_monday_and_every_day_lies_in_one_period():
    found = periods_between(Frequency.WEEKLY, date(2026, 11, 25), date(2026, 12, 9))
    assert [one.first.weekday() for one in found] == [2, 0, 0]
    for frequency in Frequency:
        days = [
            day
            for one in periods_between(frequency, date(2024, 2, 29), date(2026, 2, 28))
            for day in range(one.first.toordinal(), one.last.toordinal() + 1)
        ]
        assert days == list(range(date(2024, 2, 29).toordinal(), date(2026, 2, 28).toordinal()))
