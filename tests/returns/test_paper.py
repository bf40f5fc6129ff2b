"""What a form says of itself: the period by its name."""

from datetime import date

import pytest

from linli.returns.paper import period_words

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        (date(2026, 11, 10), date(2026, 11, 30), "2026年11月"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
        (date(2026, 1, 1), date(2026, 3, 31), "2026年第1季度"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (date(2026, 2, 1), date(2026, 4, 30), "2026-02-01至2026-04-30"),
        (date(2026, 11, 28), date(2026, 12, 17), "2026-11-28至2026-12-17"),
    ],
)
def test_a_period_by_its_name(first: date, last: date, told: str):
    assert period_words(first, last) == told
