"""Control numbers: no slip of the pen passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.mandates import ControlNumber, ControlNumberError, parse_control_number

numbers = st.builds(
    ControlNumber,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.integers(2000, 2999),
    st.integers(1, 99_999),
)


@given(numbers)
def test_a_number_reads_back(number):
    assert parse_control_number(str(number)) == number
    assert parse_control_number(str(number).replace("-", "")) == number


@given(numbers, st.data())
def test_one_wrong_digit_is_always_found(number, data):
    text = str(number)
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))
    with pytest.raises(ControlNumberError):
        parse_control_number(text[:place] + other + text[place + 1 :])


@given(numbers, st.data())
def test_two_neighbours_swapped_are_always_found(number, data):
    digits = str(number).replace("-", "")
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    place = data.draw(st.sampled_from(places))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(ControlNumberError):
        parse_control_number(swapped)


def test_it_is_read_as_people_type_it():
    number = ControlNumber("350802", 2026, 17)
    assert str(number).startswith("350802-2026-0017-")
    wide = str(number).translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789-"})
    assert parse_control_number(f" {wide} ") == number


@pytest.mark.parametrize(
    "text", ["", "350802", "准入350802-2026-0017-52", "350802-2026-0000-00", "٣٥٠٨٠٢-٢٠٢٦-٠٠١٧-٥٢"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ControlNumberError) as caught:
        parse_control_number(text)
    assert caught.value.reason == "shape"
