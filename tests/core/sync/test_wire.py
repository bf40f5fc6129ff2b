"""A packet that was cut anywhere, or that is none of ours: whole entries are taken, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.sync import Sent, WireError, digest_of, pack, unpack

pytestmark = pytest.mark.one_database
HEAD = {"device": "d", "clock": 0}


def sent(number: int, body: bytes) -> Sent:
    return Sent(f"01890000-0000-7000-8000-{number:012x}", number, digest_of(body), "visit", 1, 60, body)


ENTRIES = [sent(1, b"first body"), sent(2, b""), sent(3, b"a third, longer body" * 3)]


def test_what_is_packed_is_what_is_unpacked():
    packet = unpack(pack(HEAD, ENTRIES))
    assert packet.head == HEAD
    assert packet.entries == tuple(ENTRIES)
    assert packet.missing == 0


def test_a_packet_cut_at_any_byte_yields_a_whole_beginning_or_says_that_it_was_cut():
    whole = pack(HEAD, ENTRIES)
    head_ends = len(whole) - sum(len(one.body) for one in ENTRIES)
    for end in range(len(whole)):
        if end < head_ends:
            with pytest.raises(WireError, match="cut"):
                unpack(whole[:end])
            continue
        packet = unpack(whole[:end])
        assert packet.entries == tuple(ENTRIES[: len(packet.entries)])
        assert packet.missing == len(ENTRIES) - len(packet.entries) > 0


def test_a_flipped_bit_never_yields_a_changed_body():
    whole = pack(HEAD, ENTRIES)
    start = len(whole) - sum(len(one.body) for one in ENTRIES)
    for place in range(start, len(whole)):
        packet = unpack(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert packet.entries == tuple(ENTRIES[: len(packet.entries)])
        assert packet.missing


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(raw):
    with pytest.raises(WireError):
        unpack(b"LLS1" + raw)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "not-an-id"},
        {"id": "01890000-0000-4000-8000-000000000001"},
        {"seq": 0},
        {"seq": True},
        {"seq": 2**40},
        {"digest": "abc"},
        {"size": -1},
        {"size": 9 << 20},
        {"age": "young"},
        {"version": None},
    ],
)
def test_a_line_that_is_not_as_agreed_is_refused(change):
    line = {"id": ENTRIES[0].id, "seq": 1, "digest": "0" * 64, "form": "x", "version": 1, "age": 0, "size": 0}
    text = json.dumps({"entries": [{**line, **change}]}).encode()
    with pytest.raises(WireError, match="bad_head"):
        unpack(b"LLS1" + len(text).to_bytes(4, "big") + text)


def test_more_entries_than_agreed_are_refused():
    text = json.dumps({"entries": [{}] * 201}).encode()
    with pytest.raises(WireError, match="too_many"):
        unpack(b"LLS1" + len(text).to_bytes(4, "big") + text)
