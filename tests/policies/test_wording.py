"""Values and refusals in words, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from linli.core.policy import Dated, PolicyError, Range, Rulebook
from linli.policies.queries import pack_rulebook
from linli.policies.schedules import derivation_words
from linli.policies.wording import (
    amount_words,
    document_words,
    held_words,
    named,
    number_words,
    policy_refusal,
    since_words,
    standard_words,
)

DAY = date(2013, 7, 1)
XINLUO = "350802"


@pytest.fixture
def book() -> Rulebook:
    return pack_rulebook().choose("county_b")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("855.0", "855"),
        ("1512000", "1,512,000"),
        ("1499.97", "1,499.97"),
        ("0", "0"),
        ("0.10", "0.1"),
        ("1E+3", "1,000"),
    ],
)
def test_numbers(number: str, words: str) -> None:
    assert number_words(Decimal(number)) == words


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        ("855", "yuan_per_month", "855元/月", "855 yuan a month"),
        ("3000000", "yuan_per_year", "300万元/年", "3,000,000 yuan a year"),
        ("18000", "yuan_per_year", "1.8万元/年", "18,000 yuan a year"),
        ("9999", "yuan", "9,999元", "9,999 yuan"),
        ("12345", "yuan", "12,345元", "12,345 yuan"),
        ("0.05", "share", "5%", "5%"),
        ("1", "times_per_year", "1次/年", "1 time a year"),
        ("1500.02", "m2", "1,500.02平方米", "1,500.02 m²"),
    ],
)
def test_amounts(amount: str, unit: str, zh: str, en: str) -> None:
    assert amount_words(Decimal(amount), unit) == zh
    with translation.override("en"):
        assert amount_words(Decimal(amount), unit) == en


@pytest.mark.parametrize(
    ("rule", "zh"),
    [
        ("office.floor_area", "不低于300平方米"),
        ("grid.households", "300户左右"),
        ("posts.per_community", "4至7个岗位"),
        ("office_funds.per_year", "3万至5万元/年"),
        ("payment_in_lieu.share", "2%至5%"),
        ("staff_funds.total", "1.8万元/年 × 专职成员人数"),
        ("wage.minimum", "570元/月"),
        (
            "reserved_premises.floor_area",
            "不超过50,000平方米的部分：3%；超过50,000平方米的部分：2%",
        ),
        ("new_office.facilities", "社区服务中心、社区卫生服务站、警务室、图书阅览室、健身活动场地、停车场地"),
    ],
)
def test_standards(book: Rulebook, rule: str, zh: str) -> None:
    held = {value.rule: value for value in book.values(XINLUO, DAY)}[rule]
    assert standard_words(held, book.rules[rule]) == zh


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (30_000, 50_000, "3万至5万元/年", "30,000 to 50,000 yuan a year"),
        (8_000, 10_000, "8,000元/年至1万元/年", "8,000 to 10,000 yuan a year"),
        (800, 900, "800至900元/年", "800 to 900 yuan a year"),
    ],
)
def test_ranges_name_the_unit_once_where_they_can(low: int, high: int, zh: str, en: str) -> None:
    rule = pack_rulebook().rules["office_funds.per_year"]
    value = Range(Decimal(low), Decimal(high))
    assert held_words(value, rule) == zh
    with translation.override("en"):
        assert held_words(value, rule) == en


def test_schedule_of_district_350802() -> None:
    book = pack_rulebook()
    held = {value.rule: value for value in book.values(XINLUO, DAY)}["office_funds.per_year"]
    assert standard_words(held, book.rules[held.rule]) == "不足5,000人：8,000元/年；5,000人及以上：1万元/年"


def test_the_way_to_a_value_is_told() -> None:
    book = pack_rulebook()

    def lines(rule: str, **inputs: int) -> tuple[str, ...]:
        held = book.choose("county_b" if rule.startswith("staff") else "xinluo").value(
            rule, XINLUO, DAY, **inputs
        )
        return derivation_words(held, book.rules, amount_words, named)

    assert lines("stipend.chief_floor") == ("当地最低工资 570元/月 × 150%",)
    assert lines("office_funds.per_year", residents=5000) == (
        "社区居民人数5,000人，属于“5,000人及以上”一档：1万元/年",
    )
    assert lines("reserved_premises.floor_area", estate_floor_area=60000) == (
        "50,000平方米 × 3% = 1,500平方米",
        "10,000平方米 × 2% = 200平方米",
    )
    assert lines("staff_funds.total", full_time_members=84) == ("1.8万元/年 × 专职成员人数 84人",)
    assert lines("wage.minimum") == ()


@pytest.mark.parametrize(
    ("dated", "zh"),
    [
        (Dated.DAY, "2008年2月1日起"),
        (Dated.MONTH, "2008年2月起"),
        (Dated.YEAR, "2008年起，文件未载月日"),
        (Dated.ATTESTED, "不晚于2008年，文件未载起始日"),
    ],
)
def test_since_is_no_more_exact_than_its_source(dated: Dated, zh: str) -> None:
    assert since_words(date(2008, 2, 1), dated) == zh


def test_document_with_its_number() -> None:
    held = pack_rulebook().value("reserved_premises.floor_area", XINLUO, DAY, estate_floor_area=1)
    assert (
        document_words(held.document)
        == "龙岩市关于新建住宅小区预留社区用房的文件（标题从略） 龙政规〔2005〕147号"
    )


@pytest.mark.parametrize(
    ("ask", "code", "words"),
    [
        (
            ("wage.minimun", XINLUO, {}),
            "policies.unknown_rule",
            "没有“wage.minimun”这条规则。 相近的规则：wage.minimum",
        ),
        (("zzz", XINLUO, {}), "policies.unknown_rule", "没有“zzz”这条规则。 全部规则见政策包页面。"),
        (
            ("wage.minimum", "11", {}),
            "policies.nothing_in_force",
            "2013年7月1日在11没有施行中的“当地最低工资”。",
        ),
        (("development_fund.city", XINLUO, {}), "policies.only_proposed", "只有建议，尚未施行"),
        (
            ("office_funds.per_year", XINLUO, {}),
            "policies.missing_input",
            "还需要：社区居民人数（residents）。",
        ),
        (
            ("office_funds.per_year", XINLUO, {"residents": -5}),
            "policies.bad_input",
            "“社区居民人数”的值“-5”不能用：不能是负数",
        ),
        (("wage.minimum", "xx", {}), "policies.bad_place", "“xx”不是区划代码。"),
    ],
)
def test_refusals_in_words(ask: tuple[str, str, dict[str, int]], code: str, words: str) -> None:
    book = pack_rulebook()
    rule, place, inputs = ask
    with pytest.raises(PolicyError) as refused:
        book.value(rule, place, DAY, **inputs)
    refusal = policy_refusal(refused.value, book.rules)
    assert refusal.code == code
    assert words in str(refusal)
