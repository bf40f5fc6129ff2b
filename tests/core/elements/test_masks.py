"""Masks: known answers, and that no mask ever shows the whole value."""

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.elements import Mask, mask_value
from linli.core.elements.masks import HIDDEN

KNOWN = [
    (Mask.NAME, "张丽", "张*"),
    (Mask.NAME, "张小丽", "张*丽"),
    (Mask.NAME, "欧阳娜娜", "欧**娜"),
    (Mask.NAME, "丽", "*"),
    (Mask.NAME, "𬭎", "*"),
    (Mask.NAME, "王㛃䶮", "王*䶮"),
    (Mask.NAME, "买买提·艾力", "买**·**"),
    (Mask.NAME, "John Smith", "J*** S****"),
    (Mask.NAME, "Li", "L*"),
    (Mask.ID_NUMBER, "35080219900101001X", "3508**********001X"),
    (Mask.ID_NUMBER, "350802900101001", "3508*******1001"),
    (Mask.ID_NUMBER, "E12345678", "E******78"),
    (Mask.ID_NUMBER, "12345", "*****"),
    (Mask.DOCUMENT, "E12345678", "E******78"),
    (Mask.DOCUMENT, "ABC", "***"),
    (Mask.PHONE, "13812345678", "138****5678"),
    (Mask.PHONE, "138 1234 5678", "138****5678"),
    (Mask.PHONE, "+8613812345678", "138****5678"),
    (Mask.PHONE, "１３８１２３４５６７８", "138****5678"),
    (Mask.PHONE, "0597-2234567", "0597-*****67"),
    (Mask.PHONE, "010-62345678", "010-******78"),
    (Mask.PHONE, "2234567", HIDDEN),
    (Mask.EMAIL, "zhang@example.org", "z***@example.org"),
    (Mask.EMAIL, "z@example.org", HIDDEN),
    (Mask.EMAIL, "nonsense", HIDDEN),
    (Mask.ACCOUNT, "6222021234567890123", "****0123"),
    (Mask.ACCOUNT, "1234", HIDDEN),
    (Mask.ADDRESS, "福建省龙岩市新罗区东城街道和平路12号3单元501室", "福建省龙岩市新罗区东城街道和平路****"),
    (Mask.ADDRESS, "和平路十二号", "和平路****"),
    (Mask.ADDRESS, "和平路", HIDDEN),
    (Mask.ADDRESS, "新罗区和平路", "新罗区****"),
    (Mask.ADDRESS, "人民巷3弄5号", "人民巷****"),
    (Mask.ADDRESS, "适中镇中溪村3组8号", "适中镇中溪村****"),
    (Mask.ADDRESS, "12号", HIDDEN),
    (Mask.ADDRESS, "万达广场A座1203", HIDDEN),
    (Mask.YEAR, "1985-03-12", "1985-**-**"),
    (Mask.YEAR, "19850312", "1985-**-**"),
    (Mask.YEAR, "1985", HIDDEN),
    (Mask.YEAR, "三月", HIDDEN),
    (Mask.AMOUNT, "3250.50", "3***"),
    (Mask.AMOUNT, "8", HIDDEN),
    (Mask.WITHHELD, "肢体残疾", HIDDEN),
]


@pytest.mark.parametrize(("mask", "value", "shown"), KNOWN)
def test_known_answers(mask: Mask, value: str, shown: str):
    assert mask_value(mask, value) == shown


def test_values_of_other_kinds():
    assert mask_value(Mask.YEAR, date(1985, 3, 12)) == "1985-**-**"
    assert mask_value(Mask.AMOUNT, Decimal("3250")) == "3***"
    assert mask_value(Mask.WITHHELD, 3) == HIDDEN
    assert mask_value(Mask.NAME, "  ") == ""
    assert mask_value(Mask.NONE, "男") == "男"


def test_every_mask_has_a_known_answer():
    assert {mask for mask, _value, _shown in KNOWN} | {Mask.NONE} == set(Mask)


LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "张王李欧阳丽娜·路街巷号栋室村镇区省市一二三十0123456789Xx-+@. ()" + string.ascii_letters
        ),
        st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(value=LETTERS, mask=st.sampled_from([mask for mask in Mask if mask is not Mask.NONE]))
def test_a_mask_never_shows_the_whole_value(value: str, mask: Mask):
    text = value.strip()
    shown = mask_value(mask, value)
    if not text.replace("*", ""):
        return  # nothing to show: blank, or made of stars
    assert text not in shown
    assert text.replace(" ", "") != shown.replace(" ", "")
    assert "*" in shown


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True))
def test_ten_places_of_an_identity_number_stay_hidden(number: str):
    shown = mask_value(Mask.ID_NUMBER, number)
    assert len(shown) == 18
    assert shown.count("*") == 10
    assert number[4:14] not in shown


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="省市区街道和平路巷弄号栋单元室一二三十", min_size=1), st.integers(1, 9999))
def test_an_address_never_shows_its_house_number(road: str, number: int):
    assert str(number) not in mask_value(Mask.ADDRESS, f"{road}{number}号{number}室")


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_a_year_says_nothing_of_month_and_day(day: date):
    assert mask_value(Mask.YEAR, day) == f"{day.year}-**-**"
