"""Columns: recognised from the catalogue, corrected by a person, remembered, and what is never read."""

import pytest

from linli.base.crypto import vault
from linli.base.errors import Refusal
from linli.base.imports.reader import FileRefused
from linli.core.rosters import Reason
from linli.rosters import actions, queries
from linli.rosters.models import KnownHeading
from tests.rosters.setting import (
    AT,
    CHEN,
    DAY,
    HEADINGS,
    LI,
    WANG,
    brought,
    csv_file,
    held,
    number,
    office,
    set_up,
    why,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _district():
    set_up()


def bring(file, **more):
    values = {
        "source": "police",
        "kind": "people",
        "as_of": DAY,
        "name": "名册.csv",
        "by": office(),
        "at": AT,
    }
    return actions.bring_roster(file=file, **(values | more))


def test_headings_of_the_catalogue_are_recognised_below_a_title():
    roster = bring(csv_file([LI, WANG], title="2026年常住人口花名册"))
    assert held(roster) == {
        "姓名": "self.name",
        "性别": "self.sex",
        "出生日期": "self.birth_date",
        "公民身份号码": "self.id_number",
        "手机号码": "self.mobile",
        "现住地址": "self.residence_address",
    }
    assert set(why(roster).values()) == {Reason.HEADING}


def test_what_must_never_be_held_is_not_even_read():
    headings = (*HEADINGS, "政治面貌", "宗教信仰")
    roster = bring(csv_file([LI | {"政治面貌": "某某", "宗教信仰": "某某"}], headings))
    assert (held(roster)["政治面貌"], held(roster)["宗教信仰"]) == ("", "")
    chosen = dict.fromkeys(range(len(headings)), "")
    chosen |= {0: "self.name", 6: "self.employer"}
    done = actions.choose_columns(roster_id=roster.pk, chosen=chosen, by=office(), at=AT)
    assert held(done)["政治面貌"] == ""
    assert not KnownHeading.objects.filter(heading="政治面貌").exists()


def test_sealed_elements_come_from_their_owner_department_alone():
    headings = ("姓名", "矫正类别")
    rows = [{"姓名": "李建国", "矫正类别": "管制"}]
    assert held(bring(csv_file(rows, headings)))["矫正类别"] == ""


def test_a_corrected_column_is_remembered_for_its_source():
    headings = ("甲", *HEADINGS[1:])
    rows = [{**LI, "甲": LI["姓名"]}, {**WANG, "甲": WANG["姓名"]}]
    first = bring(csv_file(rows, headings))
    assert why(first)["甲"] is Reason.VALUES
    actions.choose_columns(roster_id=first.pk, chosen={0: "self.name"}, by=office(), at=AT)
    second = bring(csv_file(rows, headings))
    assert (held(second)["甲"], why(second)["甲"]) == ("self.name", Reason.REMEMBERED)
    other = bring(csv_file(rows, headings), source="civil")
    assert why(other)["甲"] is Reason.VALUES


def test_two_columns_cannot_hold_one_element():
    roster = bring(csv_file([LI]))
    with pytest.raises(Refusal) as refused:
        actions.choose_columns(roster_id=roster.pk, chosen={1: "self.name"}, by=office(), at=AT)
    assert refused.value.code == "rosters.element_twice"


def test_without_a_name_nobody_can_be_found():
    roster = bring(csv_file([LI]))
    with pytest.raises(Refusal) as refused:
        actions.choose_columns(roster_id=roster.pk, chosen={0: ""}, by=office(), at=AT)
    assert refused.value.code == "rosters.name_needed"


def test_a_file_without_a_heading_is_refused_and_says_what_to_add():
    rows = "\n".join(f"李建国,男,1965-03-12,{number('19650312')}" for _ in range(3))
    with pytest.raises(FileRefused) as refused:
        bring(rows.encode())
    assert refused.value.problem.code == "rosters.no_heading"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_half_a_workbook_is_refused(cut):
    whole = workbook([LI, WANG, CHEN] * 20)
    with pytest.raises(FileRefused) as refused:
        bring(whole[: int(len(whole) * cut)], name="半份.xlsx")
    assert refused.value.problem.code == "file_damaged"


def test_old_workbooks_are_read_too():
    import io

    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for row, values in enumerate([HEADINGS, tuple(LI[heading] for heading in HEADINGS)]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    assert held(bring(out.getvalue(), name="花名册.xls"))["公民身份号码"] == "self.id_number"


def test_the_preview_masks_and_the_database_holds_no_value_in_clear():
    roster = bring(csv_file([LI, WANG]))
    view = queries.roster_view(roster.pk, by=office(), as_of=DAY)
    shown = [sample for column in view.columns for sample in column.samples]
    assert "李*国" in shown
    assert LI["姓名"] not in shown
    assert LI["姓名"].encode() not in bytes(roster.head_sealed)
    assert LI["公民身份号码"].encode() not in bytes(roster.file.content)


def test_giving_up_removes_the_file_and_its_key(django_capture_on_commit_callbacks):
    from linli.base.crypto import SubjectGone

    roster = brought(csv_file([LI]))
    sealed = bytes(roster.head_sealed)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_roster(roster_id=roster.pk, by=office(), at=AT)
    with pytest.raises(SubjectGone):
        vault.open_bytes(roster.pk, "head", sealed)


def test_another_post_does_not_carry_it_on():
    roster = bring(csv_file([LI]))
    with pytest.raises(Refusal) as refused:
        actions.choose_columns(roster_id=roster.pk, chosen={}, by=office(account=22), at=AT)
    assert refused.value.code == "rosters.of_another_post"
    assert not queries.roster_view(roster.pk, by=office(account=22), as_of=DAY).is_own
