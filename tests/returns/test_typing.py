"""What is missing is typed once, checked, and there for every form."""

import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.models import Entry
from linli.returns import actions, queries
from linli.returns.models import FilledRow

from .making import AT, admitted, family, filled
from .test_fill import rows_of

LATER = AT.replace(hour=5)


def typed(report, who, subject, label, text):
    number = FilledRow.objects.in_scope(Scope("")).get(filling__report=report, subject=subject, card=0).number
    position = report.mandate.form.fields.get(label=label).position
    return actions.type_value(
        report_id=report.pk,
        version=report.version,
        number=number,
        position=position,
        text=text,
        by=who.committee,
        at=LATER,
    )


def test_a_typed_value_is_recorded_and_serves_the_next_form(who):
    home = family()
    first, second = admitted(who), admitted(who, title="就业情况表", document_number="龙人社〔2026〕2号")
    report = typed(filled(first, who), who, home.wife, "就业状况", "就业")
    assert rows_of(report)[home.wife]["就业状况"] == "f"
    assert rows_of(filled(second, who, LATER))[home.wife]["就业状况"] == "f"
    entry = Entry.objects.in_scope(Scope("")).get(reference=f"returns.Report:{report.pk}")
    assert (entry.source.code, entry.method) == ("committee", "collected")


def test_what_is_no_answer_of_the_list_is_refused_and_nothing_is_kept(who):
    home = family()
    report = filled(admitted(who), who)
    with pytest.raises(Refusal) as refused:
        typed(report, who, home.wife, "就业状况", "不知道啊")
    assert refused.value.code == "returns.typed_code"
    assert rows_of(report)[home.wife]["就业状况"] == "m"


def test_the_telephone_typed_for_one_is_not_the_others(who):
    home = family()
    report = typed(filled(admitted(who), who), who, home.wife, "联系电话", "13900000009")
    rows = rows_of(report)
    assert (rows[home.wife]["联系电话"], rows[home.husband]["联系电话"]) == ("c", "f")


def test_the_page_shows_the_row_as_it_was_typed(who):
    home = family()
    report = typed(filled(admitted(who), who), who, home.wife, "就业状况", "就业")
    found = queries.opened(report.pk, by=who.committee, today=LATER.date())
    table = queries.table(found, by=who.committee, at=LATER)
    (row,) = (one for one in table.rows if one.subject == home.wife)
    (cell,) = (one for one in row.cells if one.element == "self.employment_status")
    assert (cell.text, cell.source) == ("1", "committee")
