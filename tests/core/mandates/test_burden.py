"""Minutes and money of a request."""

from decimal import Decimal

from linli.core.mandates import Frequency, burden_of


def test_a_monthly_form_of_three_hundred_households():
    found = burden_of(
        communities=2, units=300, minutes_per_unit=Decimal(4), frequency=Frequency.MONTHLY,
        monthly_stipend=Decimal(741),
    )  # fmt: skip
    assert (found.minutes_each_time, found.minutes_a_year) == (1200, 14_400)
    assert found.minutes_per_community == 7200
    assert found.hourly_rate == Decimal("4.26")
    assert found.money_a_year == Decimal("1022.07")


def test_what_is_not_known_stays_unknown():
    found = burden_of(
        communities=3,
        units=None,
        minutes_per_unit=Decimal(4),
        frequency=Frequency.ONCE,
        monthly_stipend=Decimal(741),
    )
    assert (found.minutes_a_year, found.money_a_year, found.minutes_per_community) == (None, None, None)
    found = burden_of(
        communities=3, units=9, minutes_per_unit=Decimal(4), frequency=Frequency.YEARLY, monthly_stipend=None
    )
    assert (found.minutes_a_year, found.money_a_year) == (36, None)
