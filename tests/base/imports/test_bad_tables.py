"""Tables that open but are wrong: each problem has its code, row, column, reason and remedy, and none gets in."""

from typing import Any

import pytest

from linli.base.imports.plan import plan_import
from linli.base.imports.problems import problem_text
from linli.base.imports.reader import read_workbook
from linli.base.imports.table import PROBLEM_CAP, ParsedTable, read_table
from tests.base.imports import files
from tests.base.imports.schemas import COMMUNITIES, GOOD, HEAD

pytestmark = pytest.mark.one_database


def parsed(rows: Any, **more: Any) -> ParsedTable:
    return read_table(read_workbook(files.xlsx(rows, **more), name="社区.xlsx"), COMMUNITIES)


def one(position: int, value: Any) -> tuple[Any, ...]:
    other = ("350802001002", *GOOD[1:])
    return (HEAD, GOOD, (*other[:position], value, *other[position + 1 :]))


def extra(heading: str, value: Any) -> tuple[Any, ...]:
    return ((*HEAD, heading), (*GOOD, value))


CELLS: dict[str, tuple[tuple[Any, ...], str, int, str]] = {
    "no code": (one(0, None), "value_missing", 3, "A"),
    "only blanks": (one(1, "   "), "value_missing", 3, "B"),
    "a code too short": (one(0, "350802001"), "not_a_division", 3, "A"),
    "a code in scientific notation": (one(0, "3.50802E+11"), "not_a_division", 3, "A"),
    "a community out of scope": (one(0, "350803001001"), "division_out_of_scope", 3, "A"),
    "a negative area": (one(2, -5), "too_small", 3, "C"),
    "a negative area in full width": (one(2, "－５"), "too_small", 3, "C"),
    "an area in words": (one(2, "三百"), "not_a_number", 3, "C"),
    "about": (one(2, "约120"), "not_a_number", 3, "C"),
    "two numbers": (one(2, "12 34"), "not_a_number", 3, "C"),
    "a wrong group": (one(2, "1,23"), "number_separator", 3, "C"),
    "a decimal comma": (one(2, "1,5"), "number_separator", 3, "C"),
    "a wrong unit": (one(2, "2亩"), "unit_wrong", 3, "C"),
    "a percent where an area belongs": (one(2, "5%"), "percent_unexpected", 3, "C"),
    "yes where an area belongs": (one(2, True), "not_a_number", 3, "C"),
    "too many places": (one(2, 1.234), "too_many_places", 3, "C"),
    "a rate above 100 %": (one(3, "101%"), "rate_out_of_range", 3, "D"),
    "a rate above 1": (one(3, 1.01), "rate_out_of_range", 3, "D"),
    "a negative rate": (one(3, "-1%"), "rate_out_of_range", 3, "D"),
    "a rate in words": (one(3, "96%左右"), "not_a_percent", 3, "D"),
    "the 30th of February": (one(4, "2008-02-30"), "date_impossible", 3, "E"),
    "a month only": (one(4, "2008年3月"), "date_no_day", 3, "E"),
    "a year only": (one(4, "2008"), "date_no_month", 3, "E"),
    "a year as a number": (one(4, 2008), "date_ambiguous", 3, "E"),
    "American order": (one(4, "3/15/2008"), "not_a_date", 3, "E"),
    "a year of two digits": (one(4, "08-03-15"), "not_a_date", 3, "E"),
    "before the republic": (one(4, "1900-01-01"), "date_too_early", 3, "E"),
    "in the future": (one(4, "2030-01-01"), "date_too_late", 3, "E"),
    "an ID number as a float": (one(5, 350802196001010012), "identity_numeric", 3, "F"),
    "an ID number after damage": (one(5, "3.50802E+17"), "identity_damaged", 3, "F"),
    "an ID number too long": (one(5, "3508021960010100123"), "text_too_long", 3, "F"),
    "a name too long": (one(1, "社" * 41), "text_too_long", 3, "B"),
    "half a person": (extra("工作人员数", 4.5), "not_an_integer", 2, "G"),
    "too many people": (extra("工作人员数", "31人"), "too_big", 2, "G"),
    "neither yes nor no": (extra("是否自有", "租借"), "not_yes_no", 2, "G"),
    "not on the list": (extra("类型", "混合"), "not_a_choice", 2, "G"),
    "a wrong unit in the heading": (extra("办公经费（平方米）", 5), "header_unit", 1, "G"),
    "a value without heading": (((*HEAD, None), (*GOOD, "备注")), "value_without_header", 2, "G"),
    "the same community twice": ((HEAD, GOOD, GOOD), "key_twice", 3, "A"),
}


@pytest.mark.parametrize("name", CELLS)
def test_one_bad_cell_stops_the_import_and_is_named(name: str) -> None:
    rows, code, row, column = CELLS[name]
    plan = plan_import(parsed(rows), {})
    errors = [problem for problem in plan.problems if not problem.is_warning]
    assert [(problem.code, problem.row, problem.column) for problem in errors] == [(code, row, column)]
    words = problem_text(errors[0])
    assert words.place.startswith(f"文件《社区.xlsx》，工作表“社区”，第 {row} 行，{column} 列")
    assert words.reason
    assert words.remedy
    assert "%(" not in str(words)
    assert not plan.ok
    assert plan.new == plan.changed == ()  # nothing half-imported


def test_a_key_given_twice_names_both_rows() -> None:
    plan = plan_import(parsed((HEAD, GOOD, GOOD)), {})
    assert "第 2 行" in problem_text(plan.problems[0]).reason
    assert "第 3 行" in problem_text(plan.problems[0]).place


def test_a_formula_error_is_a_problem_not_an_empty_cell() -> None:
    def more(book: Any, page: Any) -> None:
        page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 2, "=A1+1", None, "#N/A")

    table = parsed((HEAD, GOOD, GOOD), more=more)
    found = [
        (problem.code, problem.row, problem.column, problem.params["value"]) for problem in table.problems
    ]
    assert found == [("cell_error", 2, "C", "#DIV/0!"), ("cell_error", 3, "C", "#N/A")]


def test_an_error_value_in_an_old_workbook_is_found() -> None:
    data = files.biff(files.biff_number(0, 0, 12) + files.biff_error(0, 1) + files.biff_error(3, 0, 42))
    (sheet,) = read_workbook(data).sheets
    assert [(address, str(cell)) for address, cell in sheet.addresses()] == [
        ("A1", "12.0"),
        ("B1", "#DIV/0!"),
        ("A4", "#N/A"),
    ]


def test_a_formula_never_worked_out_is_a_problem_and_a_formula_with_a_value_is_its_value() -> None:
    sheet = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>A1</f></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c></row>'
    )
    data = files.with_sheet(files.SHEET_START + sheet + files.SHEET_END)
    row = read_workbook(data).sheets[0].rows[0]
    assert [str(cell) for cell in row] == ["2.0", "#UNCALCULATED", "#UNCALCULATED"]
    rows = [HEAD, (*GOOD[:2], None, *GOOD[3:])]
    written = files.xlsx(rows, more=lambda book, page: page.write_formula(1, 2, "=1", None, ""))
    with_gap = files.rebuilt(
        {"xl/worksheets/sheet1.xml": _part(written).replace(b' t="str"', b"")}, base=written
    )
    table = read_table(read_workbook(with_gap), COMMUNITIES)
    assert [problem.code for problem in table.problems] == ["formula_uncalculated"]


def _part(data: bytes) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_an_empty_sheet() -> None:
    assert [problem.code for problem in parsed(()).problems] == ["sheet_empty"]


def test_a_heading_without_rows() -> None:
    table = parsed((HEAD,))
    assert [problem.code for problem in table.problems] == ["no_rows"]
    assert not table.ok


def test_no_heading() -> None:
    table = parsed((GOOD, GOOD))
    assert [problem.code for problem in table.problems] == ["header_missing"]
    assert "区划代码、社区、办公面积" in str(problem_text(table.problems[0]))


def test_the_wrong_sheet() -> None:
    table = parsed((("姓名", "年龄"), ("张三", 50)), name="花名册")
    assert [problem.code for problem in table.problems] == ["sheet_missing"]
    assert "花名册" in str(problem_text(table.problems[0]))


def test_two_sheets_that_both_fit() -> None:
    def more(book: Any, page: Any) -> None:
        second = book.add_worksheet("又一张")
        for index, text in enumerate(HEAD):
            second.write(0, index, text)

    table = parsed((HEAD, GOOD), name="一张", more=more)
    assert [problem.code for problem in table.problems] == ["sheet_unclear"]


def test_missing_extra_and_doubled_columns() -> None:
    rows = (
        ("区划代码", "社区", "社区名称", "合格率", "成立日期", "证件号码", "备注"),
        ("350802001001", "永兴", "永兴", "96%", None, None, "好"),
    )
    table = parsed(rows)
    assert [(p.code, p.row, p.column, p.is_warning) for p in table.problems] == [
        ("column_duplicated", 1, "", False),
        ("column_missing", 1, "", False),
        ("column_extra", 1, "G", True),
    ]
    assert "“办公面积”" in str(problem_text(table.problems[1]))


def test_an_extra_column_alone_is_only_a_warning() -> None:
    table = parsed(((*HEAD, "备注"), (*GOOD, "好")))
    assert [problem.code for problem in table.problems] == ["column_extra"]
    assert table.ok


def test_problems_are_capped_and_the_rest_counted() -> None:
    table = parsed((HEAD, *[one(2, -1)[2]] * 300))
    assert len(table.problems) == PROBLEM_CAP
    assert table.problems_beyond == 100
    assert not table.ok


def test_a_very_long_value_does_not_fill_the_page() -> None:
    table = parsed(one(2, "长" * 5000))
    assert len(str(problem_text(table.problems[0]))) < 400
