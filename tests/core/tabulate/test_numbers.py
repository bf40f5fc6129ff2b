from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.numbers import column_format, round_half_up, write_number
from linli.core.tabulate.numerals import chinese_numeral, heading_number
from linli.core.tabulate.units import COUNT, PIECE, SHARE, SQUARE_METRE, UNITS, YUAN

LANGUAGES = st.sampled_from(["zh", "en"])
MONEY = st.decimals(min_value=-(10**10), max_value=10**10, places=2)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("6413", COUNT, "6,413", "6,413"),
        ("45", PIECE, "45个", "45"),
        ("855", YUAN, "855元", "855 yuan"),
        ("12345", YUAN, "12,345元", "12,345 yuan"),
        ("18000", YUAN, "1.8万元", "18,000 yuan"),
        ("282300", YUAN, "28.23万元", "282,300 yuan"),
        ("176880", YUAN, "17.688万元", "176,880 yuan"),
        ("890000", YUAN, "89万元", "890,000 yuan"),
        ("1512000", YUAN, "151.2万元", "1.512 million yuan"),
        ("250000000", YUAN, "2.5亿元", "250 million yuan"),
        ("240", SQUARE_METRE, "240平方米", "240 m²"),
        ("0.5", SHARE, "50%", "50%"),
    ],
)
def test_a_number_in_a_sentence(value, unit, zh, en):
    assert write_number(Decimal(value), unit, "zh").text == zh
    assert write_number(Decimal(value), unit, "en").text == en


def test_shares_are_rounded_as_asked():
    assert write_number(Decimal(33) / 45, SHARE, "zh", 0).text == "73%"
    assert write_number(Decimal(128) / 158, SHARE, "zh", 2).text == "81.01%"


def test_what_is_not_known_is_said_in_words_and_has_no_unit():
    assert write_number(None, YUAN, "zh").text == "未知"
    assert write_number(None, YUAN, "en").text == "unknown"


def test_a_column_has_one_format():
    numbers = column_format([Decimal(140_000), Decimal("86950"), None], YUAN, "zh")
    assert numbers.unit == "万元"
    assert [numbers.number(v) for v in (Decimal(140_000), Decimal(86_950), None)] == ["14.00", "8.70", "未知"]
    assert column_format([Decimal(9_999), Decimal(500)], YUAN, "zh").unit == "元"


def test_rounding_is_commercial_and_knows_no_negative_zero():
    assert round_half_up(Decimal("2.5"), 0) == 3
    assert str(round_half_up(Decimal("-0.001"), 2)) == "0.00"


@given(st.lists(MONEY, min_size=1), st.sampled_from(list(UNITS.values())), LANGUAGES)
def test_every_number_of_a_column_has_the_same_count_of_decimals(values, unit, language):
    numbers = column_format(values, unit, language)
    places = {len(numbers.number(value).partition(".")[2]) for value in values}
    assert places == {numbers.decimals}


@given(MONEY, LANGUAGES)
def test_small_sums_are_never_rounded_in_a_sentence(value, language):
    value = value.quantize(Decimal(1))
    if abs(value) >= 1_000_000:
        return
    written = write_number(value, YUAN, language)
    factor = 10_000 if written.unit == "万元" else 1
    assert Decimal(written.number.replace(",", "")) * factor == value


@given(MONEY, MONEY, LANGUAGES)
def test_a_column_keeps_the_order_of_its_values(one, other, language):
    numbers = column_format([one, other], YUAN, language)
    written = [Decimal(numbers.number(value).replace(",", "")) for value in (one, other)]
    assert (written[0] <= written[1]) if one <= other else (written[0] >= written[1])


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (1010, "一千零一十"), (1001, "一千零一"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_chinese_numerals(number, written):
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numerals_end_somewhere(number):
    with pytest.raises(ValueError, match="no heading numeral"):
        chinese_numeral(number)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_numerals_are_unique(one, other):
    assert (chinese_numeral(one) == chinese_numeral(other)) is (one == other)


def test_heading_numbers_follow_the_office_rules():
    assert [heading_number(c, "zh") for c in ((1,), (1, 2), (1, 2, 3))] == ["一、", "（二）", "3．"]
    assert [heading_number(c, "en") for c in ((1,), (1, 2), (1, 2, 3))] == ["1.", "1.2", "1.2.3"]
