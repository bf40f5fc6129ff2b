from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from linli.ui.templatetags.ui_page import day, figure, money, share

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5001, "5,001"),
        (1234567, "1,234,567"),
        (Decimal("240.50"), "240.5"),
        (Decimal("1500"), "1,500"),
        (0, "0"),
        (0.1, "0.1"),
    ],
)
def test_numbers_have_thousands_in_both_languages(language, value, shown):
    with translation.override(language):
        assert figure(value) == shown


def test_a_column_keeps_its_decimals():
    assert figure(Decimal("240"), 2) == "240.00"


def test_unknown_is_a_word_and_never_zero():
    assert figure(None) == share(None) == money(None) == "未知"
    with translation.override("en"):
        assert figure(None) == "Unknown"


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("zh-hans", 8676, "8,676 元"),
        ("zh-hans", 1_512_000, "151.2 万元"),
        ("en", 1_512_000, "1,512,000 yuan"),
    ],
)
def test_money_is_shown_in_the_unit_that_fits(language, amount, shown):
    with translation.override(language):
        assert money(amount) == shown


def test_days_and_shares():
    assert day(date(2026, 11, 23)) == "2026年11月23日"
    assert share(Decimal(33) / 45, 0) == "73%"
    with translation.override("en"):
        assert day(date(2026, 11, 23)) == "23 Nov 2026"
