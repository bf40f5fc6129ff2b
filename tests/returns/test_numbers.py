"""A return about a community after it was counted: what is typed, corrected, hidden, and who stands behind a number."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from linli.base.errors import NotFound, Refusal
from linli.base.reading.actions import ask_standing, decide_approval
from linli.base.reading.models import ReadingSubject
from linli.base.reading.states import Guarded, Verdict
from linli.base.scope import Scope
from linli.mandates.purposes import purpose_code
from linli.register.drafts import FactDraft
from linli.returns import actions, queries
from linli.returns.models import FilledFigure, Filling, Report
from linli.returns.sparing import hidden_in
from linli.returns.states import Cell, State
from tests.base.reading.setting import somebody

from .making import AT, DAY, HERE, Hands, family, filled, put
from .test_figures import admitted_counts, newborn, numbers, with_rule

pytestmark = pytest.mark.django_db
LATER = AT.replace(hour=5)


def at(report: Report, label: str) -> int:
    return next(position for position, told in queries.labels(report.mandate).items() if told == label)


def typed(report: Report, who: Hands, text: str, label: str = "文艺队数") -> Report:
    return actions.type_number(
        report_id=report.pk,
        version=report.version,
        position=at(report, label),
        text=text,
        by=who.committee,
        at=LATER,
    )


def cell_of(report: Report, who: Hands, label: str) -> queries.ShownCell:
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    return queries.cell(found, 1, at(report, label), by=who.committee, at=LATER)[1]


def test_what_no_register_knows_is_typed_and_stays_when_the_rest_is_counted_again(who: Hands) -> None:
    family()
    mandate = admitted_counts(who)
    report = typed(filled(mandate, who), who, " 1,203.5 ")
    assert report.fillings.get().missing == 0
    shown = cell_of(report, who, "文艺队数")
    assert (shown.status, shown.text, shown.is_number) == (Cell.FRESH, "1203.5", True)
    assert shown.typed_by == who.committee.label
    again = filled(mandate, who, LATER)
    assert numbers(again)["文艺队数"] == Decimal("1203.5")
    assert numbers(typed(again, who, "3"))["文艺队数"] == 3


@pytest.mark.parametrize("text", ["三支", "-1", "1.23456", "", "1e3", "9" * 13])
def test_what_is_no_number_is_refused_and_nothing_is_kept(who: Hands, text: str) -> None:
    family()
    report = filled(admitted_counts(who), who)
    with pytest.raises(Refusal) as refused:
        typed(report, who, text)
    assert refused.value.code == "returns.typed_number"
    assert "文艺队数" not in numbers(report)


@pytest.mark.parametrize("label", ["常住人口", "单位"])
def test_figures_and_names_are_not_typed(who: Hands, label: str) -> None:
    family()
    report = filled(admitted_counts(who), who)
    with pytest.raises(Refusal) as refused:
        typed(report, who, "5", label)
    assert refused.value.code == "returns.not_typed"
    with pytest.raises(Refusal) as refused:
        actions.type_value(
            report_id=report.pk, version=report.version, number=1, position=at(report, label), text="5",
            by=who.committee, at=LATER,
        )  # fmt: skip
    assert refused.value.code == "returns.not_typed"


def test_a_number_is_counted_or_typed(who: Hands) -> None:
    family()
    report = typed(filled(admitted_counts(who), who), who, "3")
    rows = FilledFigure.objects.in_scope(Scope(HERE)).filter(
        filling__report=report, position=at(report, "文艺队数")
    )
    with pytest.raises(IntegrityError, match="filled_figure_is_counted_or_typed"), transaction.atomic():
        rows.update(counted=2)


def test_a_correction_after_sending_tells_which_numbers_differ(who: Hands) -> None:
    home = family()
    mandate = admitted_counts(who)
    report = filled(mandate, who)
    report = actions.send(report_id=report.pk, version=report.version, by=who.committee, at=AT)
    report = actions.approve(report_id=report.pk, version=report.version, by=who.street, at=AT)
    newborn(home.household)
    report = actions.correct(
        report_id=report.pk, version=report.version, why="漏了新生儿", by=who.committee, at=AT
    )
    report = filled(mandate, who, LATER)
    labels = queries.labels(mandate)
    changed = {labels[one.position] for one in queries.difference(report, 1, 2).cells}
    assert changed == {"常住人口", "男性人口", "本期出生人数"}
    assert report.state == State.FILLED
    # The version that was sent is still what it was, rows and all.
    found = queries.opened(report.pk, by=who.street, today=DAY, number=1)
    assert queries.behind(found, at(report, "常住人口"), by=who.street, at=AT).counted == 2


def test_to_stand_behind_a_sensitive_number_is_kept_from_who_may_not_know_it(who: Hands) -> None:
    home = family()
    put([FactDraft(home.husband, "self.bank_account", "6222000000000000")])
    mandate = with_rule(who, "人员，银行账号有值")
    asked = ask_standing(
        purpose=purpose_code(mandate),
        classes=[Guarded.SENSITIVE],
        reason="统计需要核对",
        valid_to=date(2027, 1, 20),
        by=who.committee,
        at=AT,
    )
    decide_approval(approval_id=asked.pk, verdict=Verdict.GRANTED, by=who.street, at=AT)
    report = filled(mandate, who)
    position = at(report, "常住人口")
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    told = queries.behind(found, position, by=who.committee, at=AT)
    assert ([line.id for line in told.lines], told.kept_back) == ([home.husband], frozenset())
    seen = ReadingSubject.objects.in_scope(Scope("")).filter(
        subject=home.husband, reading__act="listed", reading__elements=["self.bank_account"]
    )
    assert seen.count() == 1
    colleague = somebody(who.committee.role, HERE, "另一位")  # type: ignore[arg-type]
    found = queries.opened(report.pk, by=colleague, today=DAY)
    told = queries.behind(found, position, by=colleague, at=AT)
    assert told.kept_back == {home.husband}
    assert told.read is None


def test_the_department_and_the_district_see_number_and_rule_but_nobody(who: Hands) -> None:
    family()
    report = filled(admitted_counts(who), who)
    actions.send(report_id=report.pk, version=report.version, by=who.committee, at=AT)
    report.refresh_from_db()
    actions.approve(report_id=report.pk, version=report.version, by=who.street, at=AT)
    for by in (who.department, who.office):
        found = queries.opened(report.pk, by=by, today=DAY)
        told = queries.behind(found, at(report, "常住人口"), by=by, at=AT)
        assert (told.counted, told.page, told.lines, told.read) == (2, None, (), None)
    found = queries.opened(report.pk, by=who.street, today=DAY)
    with pytest.raises(NotFound):
        queries.behind(found, at(report, "文艺队数"), by=who.street, at=AT)


def test_men_and_women_that_are_not_everybody_are_said(who: Hands) -> None:
    home = family()
    put([FactDraft(home.husband, "self.sex", "9")], source="police", at=LATER)
    report = filled(admitted_counts(who), who, LATER)
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    labels = queries.labels(report.mandate)
    (one,) = queries.notes(found, by=who.committee).uneven
    assert labels[one.whole] == "常住人口"
    assert {labels[part] for part in one.parts} == {"男性人口", "女性人口"}
    assert one.difference == 1


def figure(position: int, counted: int, *where: list, sensitive: bool = True) -> FilledFigure:
    rule = {"unit": "person", "where": list(where), "measure": "count", "element": "", "within": ""}
    return FilledFigure(
        position=position, rule=rule, value=Decimal(counted), counted=counted, is_sensitive=sensitive
    )


def test_a_small_number_is_not_given_back_by_the_sum_it_is_a_part_of(who: Hands) -> None:
    allowance = ["self.bank_account", "exists", True]
    kept = {
        1: figure(1, 43, allowance),
        2: figure(2, 3, allowance, ["self.sex", "=", "1"]),
        3: figure(3, 40, allowance, ["self.sex", "=", "2"]),
        4: figure(4, 5, ["self.sex", "=", "2"], sensitive=False),
    }
    filling = Filling(on_date=DAY)
    assert hidden_in(kept, filling, who.department) == {2, 3}
    assert hidden_in(kept, filling, who.street) == frozenset()
