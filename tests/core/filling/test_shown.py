"""Values as the department wants them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.elements import ValueKind, ValueType
from linli.core.filling import Style, UnitMismatch, shown, style_of

pytestmark = pytest.mark.one_database

DAY, CODE, YES_NO = (
    ValueType(ValueKind.DATE),
    ValueType(ValueKind.CODE, code_list="sex"),
    ValueType(ValueKind.YES_NO),
)
MONEY = ValueType(ValueKind.DECIMAL, unit="元")
SEX = {"1": "男性", "2": "女性"}


@pytest.mark.parametrize(
    ("label", "more", "made"),
    [
        ("出生日期", {}, date(1990, 3, 5)),
        ("出生日期（格式：20200101）", {}, "19900305"),
        ("出生日期", {"hint": "1990-01-01"}, "1990-03-05"),
        ("出生年月", {}, "1990-03"),
        ("出生日期（yyyy.mm）", {}, "1990.03"),
        ("入住时间", {"hint": "    年  月  日"}, "1990年03月05日"),
        ("入学年份", {}, "1990"),
        ("出生年月", {"number_format": "yyyy/m/d"}, date(1990, 3, 5)),
        ("出生日期", {"number_format": '#,##0.00;[Red]"年"'}, date(1990, 3, 5)),
    ],
)
def test_days_are_written_as_the_column_wants_them(label: str, more: dict[str, str], made: object) -> None:
    assert shown("1990-03-05", DAY, style_of(label, **more), {}) == made


def test_codes_become_the_answer_of_the_form_that_means_them() -> None:
    assert shown("1", CODE, style_of("性别", options=("男", "女")), SEX) == "男"
    assert shown("2", CODE, style_of("性别"), SEX) == "女性"
    assert shown("2", CODE, style_of("性别代码"), SEX) == "2"
    assert shown("9", CODE, style_of("性别", options=("男", "女")), SEX) == "9"


def test_two_answers_that_both_fit_are_not_guessed_between() -> None:
    words = {"20": "已婚"}
    assert shown("20", CODE, Style(options=("已婚有子女", "已婚无子女")), words) == "已婚"


def test_yes_and_no_take_the_words_of_the_form() -> None:
    assert shown("yes", YES_NO, style_of("是否党员"), {}) == "是"
    assert shown("no", YES_NO, style_of("有无残疾"), {}) == "无"
    assert shown("no", YES_NO, style_of("低保", options=("享受", "未享受")), {}) == "未享受"
    assert shown("yes", YES_NO, style_of("低保", options=("享受", "未享受")), {}) == "享受"


def test_money_is_turned_into_the_unit_of_the_form() -> None:
    assert shown("12500", MONEY, Style(unit="万元"), {}) == Decimal("1.25")
    assert shown("12500", MONEY, Style(unit="元"), {}) == 12500
    assert shown("12500", MONEY, Style(), {}) == 12500


def test_a_unit_that_cannot_be_reached_is_not_written_wrong() -> None:
    with pytest.raises(UnitMismatch):
        shown("12500", MONEY, Style(unit="平方米"), {})


def test_id_numbers_stay_texts_and_are_grouped_where_the_form_asks_for_it() -> None:
    number = ValueType(ValueKind.IDENTIFIER, length=18)
    assert shown("350802199003050012", number, style_of("身份证号"), {}) == "350802199003050012"
    grouped = shown("350802199003050012", number, style_of("身份证号（中间加空格）"), {})
    assert grouped == "350802 19900305 0012"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_no_unit_changes_what_an_amount_is_worth(amount: Decimal) -> None:
    in_ten_thousands = shown(str(amount), MONEY, Style(unit="万元"), {})
    assert Decimal(in_ten_thousands) * 10_000 == amount
