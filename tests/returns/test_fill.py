"""A return is filled from the record: whose value, how each cell stands, and that everybody can see it was read."""

from datetime import date

from linli.base.reading.models import Reading, ReadingSubject
from linli.base.scope import Scope
from linli.register.drafts import FactDraft
from linli.returns.models import FilledRow, Filling

from .making import admitted, family, filled, put


def rows_of(report) -> dict:
    filling = Filling.objects.get(report=report, number=report.number)
    labels = dict(report.mandate.form.fields.values_list("position", "label"))
    return {
        row.subject: dict(zip((labels[one] for one in filling.fields), row.statuses, strict=True))
        for row in FilledRow.objects.in_scope(Scope("")).filter(filling=filling)
    }


def test_every_resident_of_the_community_is_a_row_and_every_cell_has_a_status(who):
    home = family()
    family("陈近邻", "张近邻", place="350802001002")
    rows = rows_of(filled(admitted(who), who))
    assert set(rows) == {home.husband, home.wife}
    assert rows[home.husband] == {
        "序号": "f",
        "姓名": "f",
        "出生日期": "f",
        "年龄": "f",
        "联系电话": "f",
        "就业状况": "m",
        "户主姓名": "f",
        "配偶姓名": "f",
        "备注说明": "m",
    }


def test_a_telephone_that_has_not_been_confirmed_for_years_is_stale(who):
    home = family(as_of=date(2019, 5, 1))
    rows = rows_of(filled(admitted(who), who))
    assert rows[home.wife]["联系电话"] == "s"
    assert rows[home.wife]["出生日期"] == "f"


def test_two_sources_that_disagree_are_a_conflict(who):
    home = family()
    put([FactDraft(home.husband, "self.phone", "13900139000")], source="health")
    rows = rows_of(filled(admitted(who), who))
    assert rows[home.husband]["联系电话"] == "c"
    assert rows[home.wife]["联系电话"] == "f"


def test_everybody_whose_value_stands_on_the_form_sees_which_request_it_was_read_for(who):
    home = family()
    mandate = admitted(who)
    filled(mandate, who)
    readings = Reading.objects.filter(purpose=f"mandate-{mandate.control_number}")
    seen = ReadingSubject.objects.in_scope(Scope("")).filter(reading__in=readings)
    assert {home.husband, home.wife} <= set(seen.values_list("subject", flat=True))
    assert {one.reason for one in readings} == {"填报《走访登记表》"}
