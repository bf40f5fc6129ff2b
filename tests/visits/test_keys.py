"""Bodies sealed to the server: opened here only, for the entry they were made for; and bodies that are nonsense."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.base.crypto.ciphers import Tampered
from linli.visits.bodies import Unreadable, read_photo, read_report, read_visit
from linli.visits.keys import FILE, FieldKeys, bound, seal_to

pytestmark = pytest.mark.one_database
WHERE = bound("entry", "device", 1, "visit")


@pytest.fixture
def keys(tmp_path: Path) -> FieldKeys:
    return FieldKeys(tmp_path / FILE)


def test_what_is_sealed_opens_here(keys):
    assert keys.open(seal_to(keys.public(), b"body", WHERE), WHERE) == b"body"


def test_the_key_file_is_its_owners_and_is_read_again(keys, tmp_path):
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    again = FieldKeys(tmp_path / FILE)
    assert again.public() == keys.public()


def test_two_seals_of_one_body_have_nothing_in_common(keys):
    first, second = (seal_to(keys.public(), b"body", WHERE) for _ in range(2))
    assert first[2:] != second[2:]


def test_a_body_without_an_envelope_is_sealed_the_same_again_and_differently_for_another(keys):
    first = keys.seal_here(b"body", WHERE)
    assert first == keys.seal_here(b"body", WHERE)
    assert keys.open(first, WHERE) == b"body"
    other = keys.seal_here(b"bodz", WHERE)
    assert first[2:79] != other[2:79]


@pytest.mark.parametrize(
    "where", [bound("other", "device", 1, "visit"), bound("entry", "device", 2, "visit"), b""]
)
def test_moved_to_another_entry_it_does_not_open(keys, where):
    with pytest.raises(Tampered):
        keys.open(seal_to(keys.public(), b"body", WHERE), where)


def test_any_flipped_bit_is_noticed(keys):
    sealed = seal_to(keys.public(), b"body", WHERE)
    for place in range(len(sealed)):
        with pytest.raises(Tampered):
            keys.open(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], WHERE)


def test_another_installations_key_does_not_open_it(keys, tmp_path):
    other = FieldKeys(tmp_path / "other.json")
    with pytest.raises(Tampered):
        other.open(seal_to(keys.public(), b"body", WHERE), WHERE)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_body_are_said_to_be_unreadable(raw):
    for read in (read_visit, read_report, read_photo):
        with pytest.raises(Unreadable):
            read(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["household", "outcome", "seconds", "values", "kind", "spot", "text"]), JSON
    )
)
def test_any_json_is_read_or_said_to_be_unreadable(told):
    raw = json.dumps(told).encode()
    for read in (read_visit, read_report):
        try:
            read(raw)
        except Unreadable:
            continue
