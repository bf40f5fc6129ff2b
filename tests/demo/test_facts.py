from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.questionnaire import Severity, check_value, parse_questionnaire
from linli.demo.facts import OPENED, complete, running
from linli.demo.places import places
from linli.demo.services import FACILITIES
from linli.demo.spread import dice, spread, spread_below
from linli.surveys.library import shipped_text

EVERYBODY = complete()
ASKED = parse_questionnaire(shipped_text("five_guarantees"))


def total(code):
    return sum(one.values[code] for one in EVERYBODY.values())


def staff(*posts):
    return [row for one in EVERYBODY.values() for row in one.groups["staff"] if row["post"] in posts]


def test_the_45_communities_by_sub_district():
    codes = [place.code for place in places()]
    counts = [sum(code.startswith(f"35080200{n}") for code in codes) for n in (1, 2, 3, 4)]
    assert counts == [11, 14, 8, 12]
    names = {place.short_name for place in places()}
    assert {"永兴社区", "东宝社区", "莲新社区", "北关社区"} <= names


def test_kinds_and_offices():
    kinds = [one.values["community_kind"] for one in EVERYBODY.values()]
    assert (kinds.count("urban"), kinds.count("converted")) == (33, 12)
    areas = [one.values["office_area"] for one in EVERYBODY.values()]
    assert sum(area >= 100 for area in areas) == 33
    assert sum(0 < area < 100 for area in areas) == 6
    assert areas.count(0) == 6
    assert sum(areas) / sum(area > 0 for area in areas) == 240


def test_named_cases():
    def of(code):
        return EVERYBODY[code].values

    assert (of("350802001011")["idle_land"], of("350802001011")["approval_stage"]) == (160, "planning")
    assert (of("350802001003")["idle_land"], of("350802001003")["approval_stage"]) == (
        2 * Decimal("666.67"),
        "land_quota",
    )
    assert of("350802003007")["approval_stage"] == "red_line"
    assert of("350802004003")["approval_spent"] > 300_000
    assert all(
        of(code)["office_tenure"] == "none" for code in ("350802001003", "350802001011", "350802003007")
    )


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("facility_youth_education", 61),
        ("facility_nursery", 166),
        ("facility_elderly_care", 8),
        ("facility_catering", 1_164),
        ("facility_retail", 2_294),
        ("facility_repair", 472),
        ("facility_advice", 75),
        ("facility_other", 24),
        ("facility_total_stated", 6_413),
        ("jobless_registered", 4_963),
        ("jobless_placed", 4_070),
        ("volunteer_organisations", 62),
        ("volunteers_full_time", 495),
        ("volunteers_part_time", 10_239),
        ("volunteers_registered", 620),
        ("patrol_teams", 30),
        ("service_centre", 42),
        ("new_community_needed", 14),
    ],
)
def test_totals_are_those_of_report_a(code, figure):
    assert total(code) == figure


def test_the_kinds_do_not_add_up_to_the_stated_total():
    kinds = sum(total(code) for code in FACILITIES)
    assert kinds == 4_264
    assert total("facility_total_stated") - kinds == 2_149
    assert total("facility_total_stated") - kinds - 47 == 2_102


def test_15_health_stations_serve_26_communities():
    stations = [one.values["health_station"] for one in EVERYBODY.values()]
    assert stations.count("own") == 15
    assert stations.count("own") + stations.count("shared") == 26


def test_chiefs_and_deputies_are_79_people_of_47_97_years():
    heads = staff("chief", "deputy")
    assert len(staff("chief")) == 45
    assert len(heads) == 79
    assert round(sum(row["age"] for row in heads) / len(heads), 2) == 47.97
    educated = sum(row["education"] in ("upper_secondary", "college", "bachelor") for row in heads)
    assert round(100 * educated / len(heads), 2) == 81.01
    assert {row["stipend_paid"] for row in heads} == {700}
    assert {row["stipend_paid"] for row in staff("full_time")} == {500}


def test_no_smaller_number_of_people_gives_both_figures_with_one_chief_each():
    def gives(people):
        age = any(round(years / people, 2) == 47.97 for years in range(47 * people, 49 * people))
        return age and any(round(100 * some / people, 2) == 81.01 for some in range(people + 1))

    assert [people for people in range(45, 91) if gives(people)] == [79]


def test_appraisal_passed_by_96_percent():
    assert total("appraisal_passed") / total("appraisal_rated") == 0.96
    assert total("appraisal_rated") == sum(len(one.groups["staff"]) for one in EVERYBODY.values())


def test_money_put_in():
    assert total("invested_total") == 10_400_000


def test_posts_are_4_to_7():
    assert {one.values["posts_approved"] for one in EVERYBODY.values()} <= {4, 5, 6, 7}


def test_the_same_seed_gives_the_same_facts():
    assert complete() == EVERYBODY


def test_every_answer_is_one_the_questionnaire_takes():
    for one in EVERYBODY.values():
        assert set(ASKED.questions) - set(one.values) <= {"approval_note"}
        cells = [(ASKED.questions[code], value) for code, value in one.values.items()]
        for group, rows in one.groups.items():
            columns = ASKED.groups[group].columns_by_code
            cells += [(columns[code], value) for row in rows for code, value in row.items()]
        wrong = [
            (field.code, value)
            for field, value in cells
            if any(found.severity is Severity.BLOCK for found in check_value(field, value))
        ]
        assert wrong == []


def test_a_running_survey_has_gaps_but_invents_nothing():
    found = running(date(2026, 11, 10))
    assert (len(found.handed_in), len(found.in_draft)) == (17, 12)
    assert not set(found.handed_in) & set(found.in_draft)
    everybody = complete(date(2026, 11, 10))
    for code, one in (found.handed_in | found.in_draft).items():
        assert one.values.items() <= everybody[code].values.items()
    assert all(len(one.values) < len(ASKED.questions) for one in found.in_draft.values())


def test_the_year_of_the_funds_is_the_one_before_the_survey_opens():
    months = {row["month"].year for one in EVERYBODY.values() for row in one.groups["funds"]}
    assert months == {OPENED.year - 1}


@given(st.integers(0, 5000), st.lists(st.floats(0.1, 100), min_size=1, max_size=40), st.integers(0, 9))
def test_parts_add_up_to_the_total(amount, weights, least):
    wanted = amount + least * len(weights)
    parts = spread(wanted, weights, dice("test"), least)
    assert sum(parts) == wanted
    assert min(parts) >= least


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.floats(0, 1))
def test_parts_below_their_bounds(most, share):
    parts = spread_below(int(sum(most) * share), most, dice("test"))
    assert sum(parts) == int(sum(most) * share)
    assert all(0 <= part <= top for part, top in zip(parts, most, strict=True))


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        spread_below(10, [1, 2], dice("test"))
    with pytest.raises(ValueError, match="more than"):
        spread(1, [1, 1], dice("test"), least=1)
