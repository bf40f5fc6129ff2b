from datetime import date
from decimal import Decimal

from linli.core.gaps import CostKind, State
from tests.core.gaps.setting import CITY_B, NOWHERE, held, staff


def test_stipends_of_report_a_are_short_by_155_and_241():
    rows = staff(("chief", 700), ("deputy", 700), ("full_time", 500))
    found = held(groups={"staff": rows})
    chief, member = found.finding("stipend.chief_floor"), found.finding("stipend.member_floor")
    assert (chief.actual, chief.required, chief.short_by) == (700, 855, 155)
    assert (member.actual, member.required, member.short_by) == (500, 741, 241)
    assert chief.standard.document.name.startswith("社区建设调查报告")


def test_a_stipend_gap_costs_twelve_months_for_each_person():
    found = held(groups={"staff": staff(("chief", 700), ("deputy", 800), ("deputy", 900))})
    cost = found.finding("stipend.chief_floor").cost
    assert (cost.kind, cost.amount) == (CostKind.YEARLY, (155 + 55) * 12)
    assert [row.state for row in found.finding("stipend.chief_floor").rows] == ["short", "short", "met"]


def test_one_unknown_stipend_leaves_the_guarantee_unknown_but_one_short_one_makes_it_short():
    unknown = held(groups={"staff": staff(("chief", 900), ("deputy", None))})
    assert unknown.finding("stipend.chief_floor").state is State.UNKNOWN
    assert unknown.finding("stipend.chief_floor").missing == ("staff.stipend_paid",)
    short = held(groups={"staff": staff(("chief", 700), ("deputy", None))})
    assert short.finding("stipend.chief_floor").state is State.SHORT


def test_nobody_in_the_post_is_not_a_stipend_too_low():
    found = held(groups={"staff": staff(("full_time", 741))})
    assert found.finding("stipend.chief_floor").state is State.NOT_APPLICABLE


def test_vacancies_cost_a_years_stipend_each():
    found = held(
        posts_approved=5, groups={"staff": staff(("chief", 855), ("full_time", 741), ("part_time", 0))}
    )
    posts = found.finding("people.posts_filled")
    assert (posts.actual, posts.required, posts.short_by) == (2, 5, 3)
    assert posts.cost.amount == 3 * 12 * 741


def test_vacancies_cost_18000_a_year_where_staff_funds_say_so():
    found = held(CITY_B, posts_approved=5, groups={"staff": staff(("chief", 855))})
    assert found.finding("people.posts_filled").cost.amount == 4 * 18_000


def test_a_vacancy_nobody_has_a_price_for_has_an_unknown_cost():
    found = held(NOWHERE, posts_approved=2, groups={"staff": staff(("chief", 1))})
    assert found.finding("people.posts_filled").cost.amount is None
    assert found.verdicts[0].cost_unknown == 1


def test_posts_4_to_7():
    states = {n: held(CITY_B, posts_approved=n).finding("posts.per_community") for n in (3, 4, 7, 8)}
    assert [states[n].state for n in (3, 4, 7)] == ["short", "met", "met"]
    assert states[3].short_by == 1
    assert (states[8].state, states[8].over_by) == ("met", 1)


def test_no_rule_in_force_is_not_applicable():
    assert held(posts_approved=3).finding("posts.per_community").state is State.NOT_APPLICABLE


def test_chiefs_are_trained_once_a_year():
    def trained(day):
        found = held(groups={"staff": staff(("chief", 855), trained_date=day)})
        return found.finding("training.chief_per_year")

    assert trained(date(2008, 1, 5)).state is State.SHORT
    assert trained(date(2008, 1, 5)).short_by == 1
    assert trained(date(2008, 1, 6)).state is State.MET
    assert trained(None).state is State.UNKNOWN
    assert trained(None).actual is None


def test_84_full_time_members_cost_1512000_a_year():
    rows = staff(*[("full_time", 741)] * 84)
    found = held(CITY_B, groups={"staff": rows, "funds": []})
    funds = found.finding("staff_funds.total")
    assert (funds.required, funds.cost.amount) == (1_512_000, Decimal(1_512_000))
