"""The community fills in the missing cells in Excel and hands the file in: all of it is recorded, or nothing."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.register.models import Fact
from linli.returns import actions
from linli.returns.actions import NotBrought
from linli.returns.files import filled_file
from linli.returns.models import Report

from .making import AT, HEADS, Hands, admitted, family, filled
from .test_fill import rows_of

LATER = AT.replace(hour=6)
HOMES = {"姓名": "self.name", "户号": "household.household_number"}
OWN = HEADS | {"助听器电池型号": "NONE"}
Edit = Callable[[openpyxl.worksheet.worksheet.Worksheet, dict[str, int]], None]


def edited(report: Report, who: Hands, edit: Edit) -> bytes:
    """The file as it was taken out, changed by hand. `edit` gets the sheet and heading -> column."""
    made = filled_file(report=report, number=report.number, by=who.committee, at=AT)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    sheet = book["登记表"]
    edit(sheet, {cell.value: cell.column for cell in sheet[2]})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(report: Report, who: Hands, edit: Edit):
    return actions.bring(
        report_id=report.pk,
        version=report.version,
        data=edited(report, who, edit),
        name="走访登记表.xlsx",
        by=who.committee,
        at=LATER,
    )


def row_with(sheet, name: str) -> int:
    return next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 2).value == name)


def put(name: str, **texts: object) -> Edit:
    def edit(sheet, at):
        row = row_with(sheet, name)
        for label, text in texts.items():
            sheet.cell(row, at[label]).value = text

    return edit


def values(report: Report) -> int:
    return Fact.objects.in_scope(Scope("")).filter(entry__reference=f"returns.Report:{report.pk}").count()


def test_missing_cells_are_recorded_and_the_rest_stays_as_it_is(who):
    home = family()
    report = filled(admitted(who, heads=OWN), who)
    done = bring(report, who, put("王小妹", 就业状况="就业", 助听器电池型号="A312"))
    assert (done.values, done.rows, done.left) == (2, 1, ())
    rows = rows_of(done.report)
    assert (rows[home.wife]["就业状况"], rows[home.wife]["助听器电池型号"]) == ("f", "f")
    assert rows[home.husband]["就业状况"] == "m"
    assert values(report) == 2


def test_a_file_without_anything_new_changes_nothing(who):
    family()
    report = filled(admitted(who), who)
    done = bring(report, who, lambda sheet, at: None)
    assert (done.values, done.left, values(report)) == (0, (), 0)


def test_rows_that_were_sorted_are_found_by_what_they_say(who):
    home = family()
    report = filled(admitted(who), who)

    def sort(sheet, at):
        first, second = ([cell.value for cell in sheet[row]] for row in (3, 4))
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(3, column).value, sheet.cell(4, column).value = other, one
        put("王小妹", 就业状况="就业")(sheet, at)

    assert rows_of(bring(report, who, sort).report)[home.wife]["就业状况"] == "f"


def test_namesakes_that_were_moved_are_told_apart_by_nothing_so_nothing_is_taken(who):
    family("林大山", "林大山")
    report = filled(admitted(who), who)

    def cut(sheet, at):
        sheet.cell(3, at["就业状况"]).value = "就业"
        for column in range(1, sheet.max_column + 1):
            sheet.cell(4, column).value = None

    with pytest.raises(NotBrought) as refused:
        bring(report, who, cut)
    (trouble,) = refused.value.troubles
    assert (trouble.sheet, trouble.row) == ("登记表", 3)
    assert "分不出" in trouble.reason
    assert values(report) == 0


def test_every_trouble_is_named_by_sheet_row_column_reason_and_remedy_and_nothing_is_kept(who):
    family()
    report = filled(admitted(who), who)

    def edit(sheet, at):
        put("王小妹", 就业状况="不知道啊")(sheet, at)
        put("林大山", 就业状况="就业", 姓名="林小山")(sheet, at)

    with pytest.raises(NotBrought) as refused:
        bring(report, who, edit)
    told = {(one.row, one.column, one.label): one for one in refused.value.troubles}
    assert set(told) == {(3, "", ""), (4, "F", "就业状况")}
    assert all(one.sheet == "登记表" and one.reason and one.remedy for one in told.values())
    assert values(report) == 0


def test_a_valid_value_of_the_record_is_not_overwritten_by_a_file(who):
    home = family()
    report = filled(admitted(who), who)
    done = bring(report, who, put("王小妹", 联系电话="13900139009", 就业状况="就业"))
    (left,) = done.left
    assert (left.label, done.values) == ("联系电话", 1)
    held = Fact.objects.in_scope(Scope("")).filter(subject=home.wife, element="self.phone")
    assert held.count() == 1


def test_what_two_rows_say_of_the_same_thing_must_agree(who):
    family()
    report = filled(admitted(who), who)

    def edit(sheet, at):
        put("王小妹", 就业状况="就业")(sheet, at)
        put("林大山", 就业状况="就业")(sheet, at)

    assert bring(report, who, edit).values == 2
    households = filled(
        admitted(who, heads=HOMES, title="户表", document_number="龙农〔2026〕5号"), who, LATER
    )

    def differ(sheet, at):
        put("王小妹", 户号="3508020001")(sheet, at)
        put("林大山", 户号="3508020002")(sheet, at)

    with pytest.raises(NotBrought) as refused:
        bring(households, who, differ)
    (trouble,) = refused.value.troubles
    assert "同一个对象" in trouble.reason


def test_another_file_is_refused_with_the_heading_that_is_missing(who):
    family()
    report = filled(admitted(who), who)

    def rename(sheet, at):
        sheet.cell(2, at["就业状况"]).value = "工作"

    with pytest.raises(Refusal) as refused:
        bring(report, who, rename)
    assert refused.value.code == "returns.other_file"
    assert "就业状况" in refused.value.message


def test_somebody_else_changed_the_return_meanwhile(who):
    family()
    report = filled(admitted(who), who)
    data = edited(report, who, put("王小妹", 就业状况="就业"))
    given = {
        "report_id": report.pk,
        "version": report.version,
        "name": "表.xlsx",
        "by": who.committee,
        "at": LATER,
    }
    actions.bring(data=data, **given)
    with pytest.raises(Refusal) as refused:
        actions.bring(data=data, **given)
    assert refused.value.code == "returns.changed_meanwhile"
