from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from linli.core.tabulate.checks import CheckKind, Verdict, cross_check, flagged, share_check, sum_check
from linli.core.tabulate.words import Words

T = Words("核对", "Check")
KINDS = (61, 166, 8, 1164, 2294, 472, 75, 24)
NUMBERS = st.lists(st.integers(0, 10**7), min_size=1, max_size=12)


def parts(numbers):
    return [(Words.same(str(n)), Decimal(value)) for n, value in enumerate(numbers)]


def test_the_facility_table_of_report_a_does_not_add_up():
    check = sum_check("facilities", T, Decimal(6413), parts(KINDS))
    assert (check.computed, check.difference, check.verdict) == (4264, 2149, Verdict.DIFFERS)
    with_centres = sum_check("facilities", T, Decimal(6413), parts((*KINDS, 47)))
    assert (with_centres.computed, with_centres.difference) == (4311, 2102)
    assert flagged([check, with_centres]) == (check, with_centres)
    assert [row[1] for row in check.rows] == list(KINDS)


def test_the_share_of_report_a_is_right_as_rounded():
    whole = (Words("全部", "all"), Decimal(45))
    part = (Words("达标", "met"), Decimal(33))
    assert share_check("s", T, Decimal("0.73"), part, whole).verdict is Verdict.AGREES
    assert share_check("s", T, Decimal("0.73"), part, whole, decimals=1).verdict is Verdict.DIFFERS
    assert share_check("s", T, Decimal("0.74"), part, whole).difference == Decimal("0.01")


def test_a_share_of_nothing_cannot_be_checked():
    nothing = (T, Decimal(0))
    assert share_check("s", T, Decimal("0.5"), nothing, nothing).verdict is Verdict.UNKNOWN


def test_an_unknown_part_makes_the_sum_unknown():
    check = sum_check("s", T, Decimal(5), [(T, Decimal(5)), (T, None)])
    assert check.verdict is Verdict.UNKNOWN
    assert check.difference is None


def test_two_sources_may_differ_within_a_tolerance():
    one, other = (T, Decimal(100)), (T, Decimal(101))
    assert cross_check("x", T, one, other).verdict is Verdict.DIFFERS
    assert cross_check("x", T, one, other, tolerance=Decimal(1)).verdict is Verdict.AGREES
    assert cross_check("x", T, one, (T, None)).verdict is Verdict.UNKNOWN
    assert cross_check("x", T, one, other).kind is CheckKind.CROSS


@given(NUMBERS, st.integers(-1000, 1000))
def test_a_sum_agrees_exactly_when_it_is_the_sum(numbers, off):
    check = sum_check("s", T, Decimal(sum(numbers) + off), parts(numbers))
    assert (check.verdict is Verdict.AGREES) is (off == 0)
    assert check.difference == off


@given(NUMBERS)
def test_the_order_of_the_parts_does_not_matter(numbers):
    one = sum_check("s", T, Decimal(0), parts(numbers))
    other = sum_check("s", T, Decimal(0), parts(list(reversed(numbers))))
    assert one.computed == other.computed
