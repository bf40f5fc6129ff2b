"""References that move when rows are put in."""

import pytest

from linli.forms.writing.formulas import moved, moved_range

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ("=SUM(F4:F6)", "=SUM(F4:F9)"),
        ("=SUM(F4:F5)", "=SUM(F4:F5)"),
        ("=A1+F7", "=A1+F10"),
        ("=$F$7*2", "=$F$10*2"),
        ("=SUM(F:F)", "=SUM(F:F)"),
        ("='困难 家庭'!B8", "='困难 家庭'!B11"),
        ("=别的表!B8", "=别的表!B8"),
        ('=IF(F6>0,"F8",F8)', '=IF(F6>0,"F8",F11)'),
        ("一句话", "一句话"),
    ],
)
def test_references_go_on_pointing_at_the_same_cells(formula: str, made: str):
    assert moved(formula, sheet="困难 家庭", own="困难 家庭", at=7, by=3) == made


def test_a_formula_of_another_sheet_moves_only_what_it_takes_from_this_one():
    assert moved("=表!F7+F7", sheet="表", own="汇总", at=7, by=3) == "=表!F10+F7"


def test_ranges_grow_with_the_rows_inside_them():
    assert moved_range("C4:C6 A1:G9", 7, 3) == "C4:C9 A1:G12"
