"""Numbers of organisations: published ones are valid, one wrong character never is."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.core.kinds import (
    CreditVerdict,
    credit_check,
    organisation_check,
    read_credit_code,
    registration_check,
    same_organisation,
)
from linli.core.kinds.credit_code import ALPHABET

pytestmark = pytest.mark.one_database
# Numbers that well-known companies print on their own pages.
PUBLISHED = ("91330100799655058B", "9144030071526726XG", "914403001922038216", "91110000802100433B")
FIRST17 = st.builds(
    lambda front, division, inside: front + division + inside,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("text", PUBLISHED)
def test_published_codes_are_valid_and_so_is_the_organisation_code_inside(text):
    code = read_credit_code(text)
    assert code.verdict is CreditVerdict.VALID
    assert organisation_check(code.organisation[:8]) == code.organisation[8]
    assert code.division == text[2:8]


@pytest.mark.parametrize(
    ("written", "verdict", "normal"),
    [
        ("７９９６５５０５－８", CreditVerdict.ORGANISATION_CODE, "799655058"),
        ("71526726-x", CreditVerdict.ORGANISATION_CODE, "71526726X"),
        ("71526726-1", CreditVerdict.DOUBTFUL, "715267261"),
        ("440301103097413", CreditVerdict.REGISTRATION_NUMBER, "440301103097413"),
        ("440301103097414", CreditVerdict.DOUBTFUL, "440301103097414"),
        (" 9133 0100 7996 5505 8b ", CreditVerdict.VALID, "91330100799655058B"),
        ("91330100799655058O", CreditVerdict.MALFORMED, "91330100799655058O"),  # the letter O is not used
        ("91330100799655058C", CreditVerdict.DOUBTFUL, "91330100799655058C"),
        ("", CreditVerdict.MISSING, ""),
        (None, CreditVerdict.MISSING, ""),
    ],
)
def test_verdicts(written, verdict, normal):
    code = read_credit_code(written)
    assert (code.verdict, code.normal, code.raw) == (verdict, normal, written or "")


@given(FIRST17, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed_and_never_repaired(first, place, other):
    right = first + credit_check(first)
    assert read_credit_code(right).verdict is CreditVerdict.VALID
    assume(right[place] != other and (other.isdigit() or not 2 <= place < 8))
    wrong = right[:place] + other + right[place + 1 :]
    read = read_credit_code(wrong)
    assert (read.verdict, read.normal) == (CreditVerdict.DOUBTFUL, wrong)


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 13), st.sampled_from("0123456789"))
def test_registration_numbers_notice_one_wrong_digit(first, place, other):
    right = first + registration_check(first)
    assert read_credit_code(right).verdict is CreditVerdict.REGISTRATION_NUMBER
    assume(right[place] != other)
    wrong = right[:place] + other + right[place + 1 :]
    assert read_credit_code(wrong).verdict is CreditVerdict.DOUBTFUL


def test_a_credit_code_and_the_organisation_code_inside_are_one_organisation():
    whole, inside = read_credit_code(PUBLISHED[0]), read_credit_code("79965505-8")
    assert same_organisation(whole, inside)
    assert not same_organisation(whole, read_credit_code("71526726-X"))
    assert not same_organisation(whole, read_credit_code(PUBLISHED[1]))
    assert not same_organisation(read_credit_code(""), read_credit_code(""))
