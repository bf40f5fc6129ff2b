"""Forms whose rows are communities: counted on the record, with the people and households behind each number."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction

from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading.models import Reading
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.core import scopes
from linli.forms.actions import FormShape, answer_field, answer_figure, read_form, shape_form
from linli.forms.counting import proposals
from linli.forms.models import Form, FormField
from linli.forms.states import NONE, Answer, RowUnit
from linli.mandates import queries as mandates
from linli.mandates.models import Mandate
from linli.mandates.queries.cells import cells_of
from linli.register.drafts import FactDraft, new_subject
from linli.register.models import Household, Person
from linli.register.states import LIVING_HERE, SubjectKind
from linli.returns import actions, queries
from linli.returns.figuring import number_of
from linli.returns.files import filled_file
from linli.returns.gathering import gathered_file
from linli.returns.models import FilledFigure, Filling, Report
from linli.returns.sparing import hidden_in
from linli.returns.states import Cell
from tests.forms.making import workbook
from tests.territory.lists import BEFORE, put_in_force

from .making import AT, DAY, HERE, NEXT_DOOR, Hands, admitted, admitted_form, family, filled, put

HEADS = ("单位", "常住人口", "男性人口", "女性人口", "60岁以上", "总户数", "本期出生人数", "文艺队数")
RULES = {
    "常住人口": "人员",
    "男性人口": "人员，性别为1",
    "女性人口": "人员，性别为2",
    "60岁以上": "人员，年龄不小于60",
    "总户数": "家庭户",
    "本期出生人数": "人员，出生日期在本期内",
}

LOCK = 1 if connection.vendor == "postgresql" else 0  # of the audit trail, which SQLite has by itself

pytestmark = pytest.mark.django_db


def counting_form(by: Actor, heads: tuple[str, ...] = HEADS) -> Form:
    """A workbook whose rows are communities, each column confirmed as proposed."""
    made = read_form(data=workbook("人口基本情况统计", heads, 2), name="统计.xlsx", by=by, at=AT)
    assert made.row_unit == RowUnit.PLACE  # told by its headings
    for field in FormField.objects.filter(form=made):
        if field.label in RULES:
            answer_figure(form_id=made.pk, position=field.position, words=RULES[field.label], by=by, at=AT)
        else:
            answer_field(form_id=made.pk, position=field.position, element=NONE, by=by, at=AT)
    return made


def admitted_counts(who: Hands, **changes: Any) -> Mandate:
    """The request that goes with it, admitted for both communities."""
    form = counting_form(who.department)
    scope = scopes.Scope(scopes.Unit.PLACE)
    return admitted_form(who, form, scope=scope, places=(HERE, NEXT_DOOR), **changes)


def numbers(report: Report) -> dict[str, Decimal | None]:
    """The figures of a return's last filling by their headings."""
    filling = report.fillings.get(number=report.number)
    labels = queries.labels(report.mandate)
    rows = FilledFigure.objects.in_scope(Scope(report.community)).filter(filling=filling)
    return {labels[one.position]: one.value for one in rows}


def newborn(household: Any, born: date = DAY) -> Any:
    child = new_subject(SubjectKind.PERSON, HERE, "001")
    put(
        [
            FactDraft(child.id, "self.name", "林小宝"),
            FactDraft(child.id, "self.sex", "1"),
            FactDraft(child.id, "self.birth_date", born.isoformat()),
            FactDraft(child.id, "self.household", object=household),
        ],
        (child,),
    )
    return child.id


def test_a_community_is_counted_column_by_column(who: Hands) -> None:
    first = family()
    family("陈大海", "李小花", phone="13800130002")
    family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    newborn(first.household)
    report = filled(admitted_counts(who), who)
    assert numbers(report) == {
        "常住人口": 5,
        "男性人口": 3,
        "女性人口": 2,
        "60岁以上": 4,
        "总户数": 2,
        "本期出生人数": 1,
    }
    row = report.fillings.get().rows.in_scope(Scope(HERE)).get()
    assert row.statuses.count(Cell.FRESH) == 7  # the name of the community and six figures
    assert row.statuses.count(Cell.MISSING) == 1  # what no register knows


def test_a_birth_before_the_period_is_not_counted_as_one_in_it(who: Hands) -> None:
    first = family()
    newborn(first.household, date(2026, 10, 31))
    report = filled(admitted_counts(who), who)
    assert numbers(report)["本期出生人数"] == 0
    assert numbers(report)["常住人口"] == 3


def test_behind_a_figure_stand_the_people_it_counts(who: Hands) -> None:
    first = family()
    report = filled(admitted_counts(who), who)
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    position = next(at for at, label in queries.labels(report.mandate).items() if label == "女性人口")
    told = queries.behind(found, position, by=who.committee, at=AT)
    assert [line.id for line in told.lines] == [first.wife]
    assert told.read is not None
    assert "*" in told.read.only.text("self.name")
    assert told.counted == 1


def test_each_figure_is_the_number_of_rows_behind_it(who: Hands) -> None:
    for number in range(4):
        family(f"林大{number}", f"王小{number}", phone=f"1380013000{number}")
    report = filled(admitted_counts(who), who)
    people = Person.objects.in_scope(Scope(HERE)).filter(status__in=LIVING_HERE)
    homes = Household.objects.in_scope(Scope(HERE))
    truth = {
        "常住人口": set(people.values_list("pk", flat=True)),
        "男性人口": set(people.filter(sex="1").values_list("pk", flat=True)),
        "总户数": set(homes.values_list("pk", flat=True)),
    }
    labels = queries.labels(report.mandate)
    for one in FilledFigure.objects.in_scope(Scope(HERE)):
        assert len(one.part(0, one.counted + 5)) == one.counted == one.value
        if labels[one.position] in truth:
            assert set(one.part(0, one.counted)) == truth[labels[one.position]]


def test_ages_and_sexes_are_told_without_reading_anybody(who: Hands) -> None:
    family()
    before = Reading.objects.count()
    filled(admitted_counts(who), who)
    assert Reading.objects.count() == before


def test_a_condition_read_from_the_ledger_is_logged_as_a_count_and_shows_nothing(who: Hands) -> None:
    first = family()
    put([FactDraft(first.husband, "self.employment_status", "1")])
    mandate = with_rule(who, "人员，就业状况为1")
    report = filled(mandate, who)
    assert numbers(report)["常住人口"] == 1
    logged = Reading.objects.latest("at")
    assert logged.act == Act.COUNTED
    assert logged.elements == ["self.employment_status"]


def with_rule(who: Hands, words: str) -> Mandate:
    form = counting_form(who.department)
    position = FormField.objects.get(form=form, label="常住人口").position
    answer_figure(form_id=form.pk, position=position, words=words, by=who.department, at=AT)
    return admitted_form(who, form, scope=scopes.Scope(scopes.Unit.PLACE), places=(HERE, NEXT_DOOR))


def test_children_are_counted_though_they_are_not_shown_without_approval(who: Hands) -> None:
    first = family()
    child = newborn(first.household)
    put([FactDraft(child, "self.employment_status", "9")])
    report = filled(with_rule(who, "人员，就业状况为9"), who)
    assert numbers(report)["常住人口"] == 1


def test_a_sensitive_rule_without_approval_is_left_empty_and_says_so(who: Hands) -> None:
    first = family()
    put([FactDraft(first.husband, "self.bank_account", "6222000000000000")])
    report = filled(with_rule(who, "人员，银行账号有值"), who)
    assert numbers(report)["常住人口"] is None
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    position = next(at for at, label in queries.labels(report.mandate).items() if label == "常住人口")
    _column, cell = queries.cell(found, 1, position, by=who.committee, at=AT)
    assert cell.status is Cell.WITHHELD
    assert cell.text == ""
    assert queries.behind(found, position, by=who.committee, at=AT).unjudged == 2


def test_what_is_recorded_of_nobody_is_no_nought(who: Hands) -> None:
    home = family()
    mandate = with_rule(who, "人员，就业状况为1")
    report = filled(mandate, who)
    assert numbers(report)["常住人口"] is None
    row = report.fillings.get().rows.in_scope(Scope(HERE)).get()
    position = next(at for at, label in queries.labels(mandate).items() if label == "常住人口")
    index = report.fillings.get().fields.index(position)
    assert row.statuses[index] == Cell.MISSING
    # Once it is recorded of one of them that it is otherwise, the others are said to be missing from a number.
    put([FactDraft(home.wife, "self.employment_status", "9")])
    again = filled(mandate, who)
    assert numbers(again)["常住人口"] == 0
    row = again.fillings.get(number=again.number).rows.in_scope(Scope(HERE)).get()
    assert row.statuses[index] == Cell.STALE


def test_the_departments_own_file_gets_numbers_and_the_name_of_the_place(who: Hands) -> None:
    put_in_force(BEFORE, date(2000, 1, 1))
    family()
    report = filled(admitted_counts(who), who)
    made = filled_file(report=report, number=1, by=who.committee, at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).active
    assert sheet is not None
    row = [sheet.cell(3, column).value for column in range(1, 9)]
    assert row[:7] == ["东门社区居委会", 2, 1, 1, 2, 1, 0]
    assert row[7] is None


def test_a_figure_asked_by_two_departments_is_the_same_question(who: Hands) -> None:
    first, second = admitted_counts(who), admitted_counts(who, title="又一张统计表")
    fields = list(second.fields.all())
    told = mandates.overlaps(second, fields, [HERE], today=DAY)
    assert first.pk in {one.id for one in told.found}
    shared = next(one.shared for one in told.found if one.id == first.pk)
    assert "常住人口" in shared


def test_figures_cost_nothing_to_collect_and_the_rest_does(who: Hands) -> None:
    put_in_force(BEFORE, date(2000, 1, 1))
    mandate = admitted_counts(who)
    cells = cells_of(mandate.row_scope, list(mandate.fields.all()), [HERE, NEXT_DOOR], today=DAY)
    assert cells is not None
    assert (cells.rows, cells.asked, cells.to_collect) == (2, 16, 2)  # what no register knows: 文艺队数


def test_a_rule_that_is_not_understood_names_the_part(who: Hands) -> None:
    form = counting_form(who.department)
    position = FormField.objects.get(form=form, label="常住人口").position
    with pytest.raises(Refusal) as refused:
        answer_figure(form_id=form.pk, position=position, words="人员，鞋码大于40", by=who.department, at=AT)
    assert refused.value.code == "forms.rule_not_understood"
    assert "鞋码" in str(refused.value)


def test_a_form_about_people_takes_no_figures(who: Hands) -> None:
    form = counting_form(who.department)
    shape_form(form_id=form.pk, shape=FormShape(RowUnit.PERSON), by=who.department, at=AT)
    with pytest.raises(Refusal) as refused:
        answer_figure(form_id=form.pk, position=2, words="人员", by=who.department, at=AT)
    assert refused.value.code == "forms.no_figure"
    # The rules it had are given up, and its columns are asked again.
    fields = FormField.objects.filter(form=form, label__in=RULES)
    assert {(one.state, one.element, one.figure) for one in fields} == {(Answer.OPEN, "", None)}


def test_a_field_counts_by_a_rule_or_not_at_all(who: Hands) -> None:
    form = counting_form(who.department)
    field = FormField.objects.get(form=form, label="常住人口")
    assert field.state == Answer.FIGURE
    answer_field(form_id=form.pk, position=field.position, element=NONE, by=who.department, at=AT)
    field.refresh_from_db()
    assert (field.state, field.figure) == (Answer.LOCAL, None)
    assert field.position in proposals([field], "", DAY)


def test_somebody_elses_return_has_no_figures_for_me(who: Hands) -> None:
    family()
    report = filled(admitted_counts(who), who)
    with pytest.raises(NotFound):
        queries.opened(report.pk, by=who.neighbour, today=DAY)


def sent(report: Report, by: Actor) -> Report:
    return actions.send(report_id=report.pk, version=report.version, by=by, at=AT)


def test_the_sub_district_takes_all_its_communities_in_one_file_with_the_total(who: Hands) -> None:
    family()
    family("邻居甲", "邻居乙", NEXT_DOOR, phone="13800130003")
    family("邻居丙", "邻居丁", NEXT_DOOR, phone="13800130004")
    mandate = admitted_counts(who)
    first = date(2026, 11, 1)
    with pytest.raises(Refusal) as refused:
        gathered_file(mandate_id=mandate.pk, first=first, by=who.street, at=AT)
    assert refused.value.code == "returns.nothing_to_gather"
    for code, by in ((HERE, who.committee), (NEXT_DOOR, who.neighbour)):
        made = actions.fill(mandate_id=mandate.pk, community=code, period_first=first, by=by, at=AT)
        sent(made, by)
    told = gathered_file(mandate_id=mandate.pk, first=first, by=who.street, at=AT)
    sheet = openpyxl.load_workbook(io.BytesIO(told.content)).active
    assert sheet is not None
    rows = [[sheet.cell(row, column).value for column in range(2, 7)] for row in (3, 4, 5)]
    assert rows == [[2, 1, 1, 2, 1], [4, 2, 2, 4, 2], [6, 3, 3, 6, 3]]
    assert sheet.cell(5, 1).value == "合计"
    # The department has nothing until the sub-district has approved.
    with pytest.raises(Refusal) as refused:
        gathered_file(mandate_id=mandate.pk, first=first, by=who.department, at=AT)
    assert refused.value.code == "returns.nothing_to_gather"


def test_a_list_of_people_is_not_gathered(who: Hands) -> None:
    family()
    mandate = admitted(who)
    sent(filled(mandate, who), who.committee)
    with pytest.raises(Refusal) as refused:
        gathered_file(mandate_id=mandate.pk, first=date(2026, 11, 1), by=who.street, at=AT)
    assert refused.value.code == "returns.not_gathered"


@pytest.mark.parametrize(("counted", "told"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_a_department_is_not_told_small_numbers_of_a_sensitive_kind(
    who: Hands, counted: int, told: int | None
) -> None:
    figure = FilledFigure(
        position=2,
        rule={"unit": "person", "where": []},
        value=Decimal(counted),
        counted=counted,
        is_sensitive=True,
    )
    filling = Filling(on_date=DAY)
    assert number_of(figure, hidden_in({2: figure}, filling, who.department)) == told
    assert number_of(figure, hidden_in({2: figure}, filling, who.street)) == counted
    figure.is_sensitive = False
    assert number_of(figure, hidden_in({2: figure}, filling, who.department)) == counted


def test_a_number_that_is_not_whole_is_refused_by_the_database(who: Hands) -> None:
    family()
    filled(admitted_counts(who), who)
    with pytest.raises(IntegrityError, match="filled_figure_is_whole_or_empty"), transaction.atomic():
        FilledFigure.objects.in_scope(Scope(HERE)).update(unjudged=3)


def test_a_page_of_the_rows_behind_a_figure_costs_the_same_for_one_and_for_twenty(
    who: Hands, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        family(f"林大{number}", f"王小{number}", phone=f"1380013000{number}")
    report = filled(admitted_counts(who), who)
    found = queries.opened(report.pk, by=who.committee, today=DAY)
    at = {label: position for position, label in queries.labels(report.mandate).items()}
    queries.behind(found, at["总户数"], by=who.committee, at=AT)  # the catalogue is read once a process
    for label, rows in (("总户数", 3), ("常住人口", 6)):
        with django_assert_num_queries(20 + LOCK):
            told = queries.behind(found, at[label], by=who.committee, at=AT)
        assert len(told.lines) == rows
