from datetime import date
from decimal import Decimal

import pytest

from linli.core.gaps import State
from linli.core.gaps.money import month_end, year_ending
from tests.core.gaps.setting import CITY_B, NOWHERE, fund, held, staff


def test_the_year_is_the_twelve_whole_months_before_the_day():
    assert year_ending(date(2009, 1, 5))[0] == date(2008, 1, 1)
    assert year_ending(date(2009, 1, 5))[-1] == date(2008, 12, 1)
    assert year_ending(date(2008, 12, 31))[-1] == date(2008, 12, 1)
    assert year_ending(date(2008, 12, 30))[-1] == date(2008, 11, 1)
    assert month_end(date(2008, 2, 1)) == date(2008, 2, 29)
    assert month_end(date(2008, 12, 1)) == date(2008, 12, 31)


@pytest.mark.parametrize(("residents", "due"), [(4_999, 8_000), (5_000, 10_000), (5_001, 10_000)])
def test_office_funds_by_size(residents, due):
    lines = [fund("office", "2008-03", due, due)]
    found = held(residents=residents, groups={"funds": lines}).finding("office_funds.per_year")
    assert (found.state, found.required) == ("met", due)
    less = [fund("office", "2008-03", due, due - 500)]
    short = held(residents=residents, groups={"funds": less}).finding("office_funds.per_year")
    assert (short.short_by, short.cost.amount) == (500, 500)


def test_office_funds_of_report_b_are_30000_to_50000():
    def of(amount):
        lines = [fund("office", "2013-01", amount, amount)]
        return held(CITY_B, residents=9_000, groups={"funds": lines}).finding("office_funds.per_year")

    assert of(29_999).short_by == 1
    assert of(30_000).state is State.MET
    assert of(50_001).over_by == 1


def test_without_the_number_of_residents_the_amount_due_is_unknown():
    found = held(groups={"funds": []}).finding("office_funds.per_year")
    assert (found.state, found.required) == ("unknown", None)
    assert found.missing == ("residents",)


def test_funds_not_answered_are_unknown_but_none_received_is_zero():
    assert held(residents=6_000).finding("office_funds.per_year").state is State.UNKNOWN
    none = held(residents=6_000, groups={"funds": []}).finding("office_funds.per_year")
    assert (none.actual, none.short_by) == (0, 10_000)


def test_received_in_full_line_by_line():
    lines = [fund("office", "2008-03", 1000, 1500), fund("staff", "2008-03", 1000, 700)]
    found = held(groups={"funds": lines}).finding("money.received_in_full")
    assert (found.actual, found.required, found.short_by) == (2200, 2000, 300)
    assert [row.state for row in found.rows] == ["met", "short"]
    assert found.cost is None


def test_lines_outside_the_year_do_not_count():
    lines = [fund("office", "2007-12", 1000, 0), fund("office", "2009-01", 1000, 0)]
    assert held(groups={"funds": lines}).finding("money.received_in_full").state is State.NOT_APPLICABLE


def test_on_time_is_by_the_end_of_the_month_due():
    def timely(**line):
        found = held(groups={"funds": [{**fund("office", "2008-03", 1000, 1000), **line}]})
        return found.finding("money.received_on_time")

    assert timely(received_date=date(2008, 3, 31)).state is State.MET
    assert timely(received_date=date(2008, 4, 1)).short_by == 1
    assert timely(received_date=None).state is State.UNKNOWN
    assert timely(received=Decimal(0), received_date=None).state is State.SHORT


def test_what_is_spent_beyond_its_earmark_came_from_another():
    lines = [
        fund("office", "2008-03", 1000, 1000, spent=Decimal(1200)),
        fund("office", "2008-06", 1000, 1000, spent=Decimal(700)),
        fund("task", "2008-03", 500, 500, spent=Decimal(650)),
    ]
    found = held(groups={"funds": lines}).finding("money.spent_within_earmark")
    assert (found.state, found.short_by) == ("short", 150)
    assert [row.state for row in found.rows] == ["met", "met", "short"]
    blank = [*lines[:2], fund("task", "2008-03", 500, 500, spent=None)]
    assert held(groups={"funds": blank}).finding("money.spent_within_earmark").state is State.UNKNOWN


def test_staff_funds_only_where_a_document_says_so():
    groups = {"staff": staff(("full_time", 741)), "funds": [fund("staff", "2013-01", 9000, 9000)]}
    assert held(groups=groups).finding("staff_funds.total").state is State.NOT_APPLICABLE
    assert held(CITY_B, groups=groups).finding("staff_funds.total").short_by == 9_000
    assert held(CITY_B, groups={"funds": []}).finding("staff_funds.total").state is State.UNKNOWN


def test_where_nothing_is_in_force_and_nothing_is_due_money_is_not_applicable():
    assert held(NOWHERE, groups={"funds": []}).verdict("money").state is State.NOT_APPLICABLE
