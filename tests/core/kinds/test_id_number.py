"""Identity numbers: every single-digit error and every adjacent swap is caught; nothing is ever rewritten."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.kinds import Verdict, check_letter, read_id_number

pytestmark = pytest.mark.one_database
births = st.dates(date(1900, 1, 1), date(2026, 1, 1))


@st.composite
def numbers(draw):
    first = "350802" + draw(births).strftime("%Y%m%d") + f"{draw(st.integers(0, 999)):03d}"
    return first + check_letter(first)


@given(numbers())
def test_a_whole_number_is_valid_and_tells_birth_and_sex(number):
    read = read_id_number(number)
    assert read.verdict is Verdict.VALID
    assert read.birth == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert read.is_male == (int(number[16]) % 2 == 1)
    assert read.normal == number


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not read_id_number(wrong).is_sound


@given(numbers(), st.integers(0, 15))
def test_two_digits_changed_over_are_caught(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not read_id_number(swapped).is_sound


@given(st.text(max_size=30))
def test_anything_can_be_read_and_is_kept_as_written(text):
    assert read_id_number(text).raw == text


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("３５０８０２１９９０１１１１１１３X", Verdict.DOUBTFUL),
        ("350322790727871", Verdict.LEGACY),
        ("350322791327871", Verdict.MALFORMED),
        ("3508**********001X", Verdict.MASKED),
        ("096042", Verdict.FRAGMENT),
        ("35601198704309725", Verdict.MALFORMED),
        ("", Verdict.MISSING),
        (None, Verdict.MISSING),
    ],
)
def test_what_stands_on_rosters(written, verdict):
    assert read_id_number(written).verdict is verdict


def with_check(first17: str) -> str:
    return first17 + check_letter(first17)


def test_permits_and_foreigners_cards_are_accepted():
    assert read_id_number(with_check("81000019900101001")).verdict is Verdict.PERMIT
    assert read_id_number(with_check("83000019900101001")).verdict is Verdict.PERMIT
    assert read_id_number(with_check("91115619900101001")).verdict is Verdict.FOREIGN


def test_an_unknown_area_is_a_warning_and_no_refusal():
    read = read_id_number(with_check("99990019900101001"[:0] + "77010119900101001"))
    assert read.is_sound
    assert not read.area_known


def test_nobody_is_born_in_the_future_or_in_1800():
    tomorrow = with_check("35080220261125001")
    assert not read_id_number(tomorrow, latest=date(2026, 11, 24)).is_sound
    assert read_id_number(tomorrow, latest=date(2026, 11, 25)).is_sound
    assert not read_id_number(with_check("35080218000101001")).is_sound


def test_spaces_full_width_digits_and_a_small_x_do_not_matter():
    number = with_check("35080219491231002")
    spaced = f" {number[:6]} {number[6:14]}-{number[14:]} ".replace("1", "１").lower()
    assert read_id_number(spaced).normal == number
