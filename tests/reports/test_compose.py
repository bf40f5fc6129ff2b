"""The district report from plain inputs, against the known answers of report A."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from linli.core.tabulate.blocks import Heading, PointMap, Table
from linli.core.tabulate.checks import Verdict
from linli.core.tabulate.spans import plain
from linli.reports.compose.district import compose
from linli.reports.compose.inputs import Guarantee, OfficeTenure, State, Survey, SurveyFigures

from .sample import report_a

REPORT = compose(report_a())


def text(report, key, language="zh"):
    block = next(block for block in report.blocks if block.key == key)
    return plain(block.text.of(language), report.figures, language)


def keys(report):
    return {block.key for block in report.blocks}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("communities.all", 45), ("communities.urban", 33), ("communities.converted", 12),
        ("offices.met", 33), ("offices.none", 6), ("offices.small", 6), ("offices.mean_area", 240),
        ("stipend.chief.due", 855), ("stipend.member.due", 741), ("stipend.chief.gap", 155),
        ("stipend.member.gap", 241), ("centres.all", 47), ("facilities.total", 6413), ("facilities.sum", 4264),
        ("facilities.unexplained", 2149), ("health.own", 15), ("health.reached", 26), ("jobless.registered", 4963),
        ("jobless.placed", 4070), ("volunteers.organisations", 62), ("volunteers.part_time", 10_239),
        ("patrols.teams", 30), ("new.needed", 14), ("survey.departments", 12), ("survey.visited", 8),
    ],
)  # fmt: skip
def test_known_answers_of_report_a(code, value):
    assert REPORT.figures.value(code) == value


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("offices.met_share", "73%"), ("chiefs.mean_age", "47.97岁"), ("chiefs.upper_secondary_share", "81.01%"),
        ("appraisal.rate", "96%"),
    ],
)  # fmt: skip
def test_shares_and_means_as_the_report_writes_them(code, written):
    assert REPORT.figures[code].written("zh").text == written


def test_the_facility_table_is_flagged_with_both_differences():
    flagged = {check.code: check for check in REPORT.warnings}
    assert set(flagged) == {"facilities.kinds", "facilities.kinds_and_centres"}
    assert flagged["facilities.kinds"].difference == 2149
    assert flagged["facilities.kinds_and_centres"].difference == 2102
    assert {check.beside for check in flagged.values()} == {"network.facilities"}


def test_every_figure_that_can_be_recounted_agrees_with_its_rows():
    rows = [check for check in REPORT.checks if check.code.startswith("rows.")]
    assert len(rows) > 80
    assert {check.verdict for check in rows} == {Verdict.AGREES}


def test_every_number_in_the_text_is_a_figure_with_query_day_and_rows():
    for code in REPORT.mentioned():
        figure = REPORT.figures[code]
        assert figure.query
        assert figure.as_of == date(2009, 6, 30)
        assert len(figure.rows) > 0 or figure.value in (0, None), code


def test_the_chapters_and_annexes_are_there_in_order():
    chapters = [block.text.zh for block in REPORT.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == ["调查背景", "社区建设现状", "主要做法", "存在的主要问题", "对策建议", "附表"]
    annexes = {
        block.key: len(block.rows) for block in REPORT.blocks if isinstance(block, Table) and block.annex
    }
    assert annexes == {"annex.no_office": 6, "annex.too_small": 6, "annex.new_communities": 14}


def test_the_named_cases_are_told_with_where_they_are_stuck():
    table = next(block for block in REPORT.blocks if block.key == "problems.stuck")
    assert [row[0] for row in table.rows] == ["永兴社区", "东宝社区", "莲新社区", "北关社区"]
    assert "红线图" in table.rows[2][3].zh


def test_sentences_speak_of_what_is_there():
    assert "45个社区中有33个达标，占73%；12个未达标，其中6个无办公用房、6个面积不足。" in text(
        REPORT, "premises.areas"
    )
    assert "33 of the 45 communities (73%)" in text(REPORT, "premises.areas", "en")
    assert "每人每月分别相差155元和241元" in text(REPORT, "people.stipends")
    assert text(REPORT, "background.answers").startswith("45个社区全部按要求报送")


def test_costs_add_up_and_a_subsidy_is_not_a_cost():
    value = REPORT.figures.value
    assert value("costs.yearly") == 45 * 12 * (2 * 155 + 3 * 241) + 44 * 2000
    built = 6 * 100 + (6 * 100 - 390)
    assert value("costs.once") == built * (1500 + 60 + 28)
    assert value("costs.waivable") == built * 88
    assert value("costs.offset") == 600_000


def test_what_has_no_price_is_said_and_left_out():
    inputs = report_a()
    costs = tuple(
        replace(cost, amount=None) if cost.part == "building.unit_cost" else cost for cost in inputs.costs
    )
    report = compose(replace(inputs, costs=costs))
    assert report.figures.value("costs.unpriced") == 12
    assert "12个社区的部分费用没有单价依据" in text(report, "proposals.unpriced")


def test_what_is_not_known_is_neither_met_nor_zero():
    inputs = report_a()
    first = inputs.communities[20]
    unknown = replace(first, office_area=None, office_tenure=None, residents=None)
    communities = tuple(unknown if one is first else one for one in inputs.communities)
    findings = tuple(
        replace(one, state=State.UNKNOWN, actual=None) if (one.community, one.rule) == (first.code, "office.floor_area")
        else one for one in inputs.findings
    )  # fmt: skip
    verdicts = {**inputs.verdicts, (first.code, Guarantee.PLACE): State.UNKNOWN}
    report = compose(replace(inputs, communities=communities, findings=findings, verdicts=verdicts))
    assert report.figures.value("offices.met") == 32
    assert report.figures.value("offices.unknown") == 1
    assert report.figures.value("guarantees.place.unknown") == 1
    assert "1个社区的办公用房情况未知" in text(report, "premises.areas")
    assert report.figures["communities.residents"].unknown == 1


def test_communities_that_did_not_answer_are_counted():
    inputs = report_a()
    survey = replace(inputs.survey, answered=inputs.survey.answered[:40])
    report = compose(replace(inputs, survey=survey))
    assert "已有40个社区报送调查表，报送率89%；尚有5个社区未报送" in text(report, "background.answers")


def bare() -> SurveyFigures:
    """A place where only the names of two communities are known."""
    inputs = report_a()
    kept = tuple(
        replace(
            one, is_converted=None, residents=None, households=None, office_area=None, office_tenure=None,
            office_stuck_at=None, point=None, new_communities=None,
        )
        for one in inputs.communities[:2]
    )  # fmt: skip
    codes = tuple(one.code for one in kept)
    survey = Survey(inputs.survey.name, date(2009, 1, 1), date(2009, 2, 1), codes, codes)
    return SurveyFigures(inputs.place, "350802", date(2009, 2, 1), survey, kept, {})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_place_of_which_nothing_is_known_gets_a_short_true_report(language):
    report = compose(bare())
    assert report.figures.value("communities.residents") is None
    assert "people.stipends" not in keys(report)
    assert "done" not in keys(report)
    assert not any(isinstance(block, PointMap) for block in report.blocks)
    said = text(report, "problems.unknown", language)
    assert ("2个社区至少一项保障情况未知" if language == "zh" else "For 2 communities") in said
    assert report.warnings == tuple(check for check in report.checks if check.verdict is not Verdict.AGREES)


def test_where_all_is_well_no_problem_is_invented():
    inputs = report_a()
    good = tuple(
        replace(one, office_area=Decimal(200), office_tenure=OfficeTenure.OWN, office_stuck_at=None)
        for one in inputs.communities
    )
    met = {(one.code, guarantee): State.MET for one in good for guarantee in Guarantee}
    findings = tuple(
        replace(one, state=State.MET, actual=one.required, short_by=None) for one in inputs.findings
    )
    report = compose(replace(inputs, communities=good, verdicts=met, findings=findings, costs=()))
    assert text(report, "problems.none") == "45个社区五项保障均达到现行标准。"
    assert not any(key.startswith("problems.") and key.endswith(".text") for key in keys(report))
    assert "没有无房或面积不足的社区" in text(report, "premises.areas")


def test_demo_data_say_so():
    assert "demo" in keys(REPORT)
    assert "demo" not in keys(compose(replace(report_a(), is_demo=False)))


def test_composing_twice_gives_the_same_report():
    assert compose(report_a()) == REPORT


def test_each_number_of_a_table_by_sub_district_opens_the_rows_of_its_own_place():
    figures = REPORT.figures
    for whole in ("communities.all", "communities.converted", "communities.residents", "funds.received"):
        parts = [figure for figure in figures.values() if figure.within == whole]
        assert len(parts) == 4
        assert sum(part.value or 0 for part in parts) == figures[whole].value
        assert sum(len(part.rows) for part in parts) == len(figures[whole].rows)
        for part in parts:
            assert len({row[2] for row in part.rows}) <= 1


def test_numbers_of_tables_are_figures_or_stand_in_a_table_of_records():
    for block in REPORT.blocks:
        if isinstance(block, Table) and not block.annex and block.totals:
            cells = [cell for row in (*block.rows, *block.totals) for cell in row[1:]]
            assert not [cell for cell in cells if isinstance(cell, int | Decimal)], block.key
