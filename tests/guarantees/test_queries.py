from decimal import Decimal

import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.guarantees import queries
from linli.guarantees.states import FindingState, Guarantee
from tests.guarantees.setting import OFFICE_60, OFFICE_240, OPENS, hand_in, open_survey

pytestmark = pytest.mark.django_db
DISTRICT = Scope("350802")
ONE, TWO, THREE = "350802001001", "350802001002", "350802002001"


@pytest.fixture
def three():
    campaign = open_survey()
    hand_in(campaign.pk, {ONE: OFFICE_60, TWO: OFFICE_240, THREE: {**OFFICE_60, "office_area": Decimal(30)}})
    return campaign.pk


def test_scope_sort_and_filter(three):
    def codes(**asked):
        return [row.code for row in queries.standings(three, **{"scope": DISTRICT, **asked}).rows]

    assert codes() == [ONE, TWO, THREE]
    assert codes(scope=Scope("350802001")) == [ONE, TWO]
    assert codes(sort="-place")[-1] == TWO
    assert codes(sort="place")[0] == TWO
    met = queries.StandingFilters({Guarantee.PLACE: FindingState.MET})
    assert codes(filters=met) == [TWO]
    assert codes(filters=queries.StandingFilters(name="溪南")) == [THREE]
    assert codes(filters=queries.StandingFilters(handed_in=False)) == []
    with pytest.raises(Refusal) as refused:
        codes(sort="district; DROP")
    assert refused.value.code == "guarantees.no_such_sort"


def test_a_page_out_of_range_is_brought_into_it(three):
    page = queries.standings(three, scope=DISTRICT, size=2, page=99)
    assert (page.number, page.pages, page.total, [row.code for row in page.rows]) == (2, 2, 3, [THREE])


def test_rows_behind_a_figure_come_worst_first_with_their_document(three):
    rows = queries.rows_behind(three, rule="office.floor_area", scope=DISTRICT).rows
    assert [row.finding.short_by for row in rows] == [70, 40, None]
    assert rows[0].name == "溪南社区居委会"
    standard = rows[0].finding.standard
    assert (standard.minimum, standard.pack) == (100, "fujian")
    short = queries.rows_behind(three, rule="office.floor_area", scope=DISTRICT, state=FindingState.SHORT)
    assert short.total == 2


def test_a_finding_keeps_the_answers_it_rests_on(three):
    found = queries.finding(three, ONE, "office.floor_area")
    assert found.inputs == {"office_tenure": "own", "office_area": "60"}
    unknown = queries.finding(three, ONE, "rules.duty_list")
    assert (unknown.state, unknown.missing) == ("unknown", ("duty_list",))


def test_what_a_new_office_by_the_rules_costs():
    office = queries.new_office_at("350802", OPENS)
    assert (office.floor_area, office.cost.amount, office.cost.offset) == (1200, None, 100_000)
    assert office.cost.known == 1200 * 88


@pytest.mark.parametrize("many", [1, 3])
def test_the_number_of_queries_does_not_grow(many, django_assert_num_queries):
    campaign = open_survey()
    hand_in(campaign.pk, dict.fromkeys((ONE, TWO, THREE)[:many], OFFICE_60))
    with django_assert_num_queries(11):
        page = queries.place_page(prefix="350802", as_of=OPENS)
    assert page.communities.total == 3
    with django_assert_num_queries(10):
        queries.rule_page(prefix="350802", rule="office.floor_area", as_of=OPENS)
    with django_assert_num_queries(7):
        queries.community_page(code=ONE, as_of=OPENS)
    with django_assert_num_queries(10):
        queries.finding_page(code=ONE, rule="office.floor_area", as_of=OPENS)
    with django_assert_num_queries(2):
        queries.standings(campaign.pk, scope=DISTRICT)


def test_the_newest_closed_survey_is_shown_before_one_that_is_running(three):
    from datetime import date

    from linli.surveys.actions import close_campaign
    from tests.guarantees.setting import OFFICE, THEN

    running = open_survey(opens=date(2009, 2, 1), title="后一次")

    def shown(as_of, chosen=""):
        campaigns = queries.campaigns_to_choose(scope=DISTRICT, as_of=as_of)
        found = queries.campaign_shown(campaigns, chosen)
        return found.id if found else None

    assert shown(date(2009, 2, 2)) == running.pk
    close_campaign(campaign_id=three, by=OFFICE, at=THEN)
    assert shown(date(2009, 2, 2)) == three
    assert shown(date(2009, 2, 2), str(running.pk)) == running.pk
    assert shown(date(2009, 1, 4)) is None


def test_the_trend_is_told_by_the_survey_before(three):
    from datetime import date

    later = open_survey(opens=date(2009, 2, 1), title="后一次")
    hand_in(later.pk, {ONE: OFFICE_240, TWO: OFFICE_240})
    page = queries.place_page(prefix="350802", as_of=date(2009, 2, 2))
    assert page.before.guarantees[Guarantee.PLACE].met == 1
    assert page.now.guarantees[Guarantee.PLACE].met == 2
