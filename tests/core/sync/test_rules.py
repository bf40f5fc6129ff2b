"""The rules one by one: receipts, turns, merging, and clocks that nobody trusts."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.core.sync import (
    TTL,
    Again,
    DeviceView,
    Fate,
    Held,
    Outcome,
    Reason,
    Receipt,
    Sent,
    Shown,
    digest_of,
    fate,
    judge,
    made_ago,
    may_show,
)

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


def sent(seq: int = 1, body: bytes = b"x") -> Sent:
    return Sent("e", seq, digest_of(body), "visit", 1, 0, body)


def receipt(body: bytes = b"x") -> Receipt:
    return Receipt("e", digest_of(body), 7, Outcome.TAKEN)


def test_a_new_entry_in_its_turn_is_kept():
    verdict = judge(sent(4), DeviceView(3), ())
    assert (verdict.again, verdict.receipt, verdict.aside, verdict.takes_turn) == (
        None,
        None,
        Reason.NONE,
        True,
    )


def test_the_same_entry_again_gets_the_same_receipt_even_from_a_lost_phone():
    assert judge(sent(1), DeviceView(9, is_lost=True), (receipt(),)).receipt == receipt()


def test_the_same_id_with_another_body_is_kept_beside_the_first():
    assert judge(sent(1), DeviceView(1), (receipt(b"y"),)).aside is Reason.TWO_BODIES


def test_a_gap_waits_for_what_is_before_it():
    assert judge(sent(5), DeviceView(3), ()).again is Again.GAP
    assert judge(sent(5), DeviceView(3, oldest=4), ()).again is Again.GAP


def test_a_gap_that_can_never_close_does_not_hold_back_the_rest():
    assert judge(sent(5), DeviceView(3, oldest=5), ()).takes_turn


def test_a_number_used_before_is_for_a_person():
    assert judge(sent(2), DeviceView(3), ()).aside is Reason.SEQUENCE_USED


def test_what_a_lost_phone_still_sends_is_set_aside():
    verdict = judge(sent(4), DeviceView(3, is_lost=True), ())
    assert verdict.aside is Reason.DEVICE_LOST
    assert verdict.takes_turn


def test_a_body_that_was_cut_is_wanted_again():
    torn = Sent("e", 1, digest_of(b"whole"), "visit", 1, 0, b"who")
    assert judge(torn, DeviceView(0), ()).again is Again.CUT


@pytest.mark.parametrize(
    ("base", "held", "value", "what"),
    [
        ("", Held(), "1", Fate.WRITE),
        ("v1", Held("v1", "0"), "1", Fate.WRITE),
        ("v1", Held("v1", "0"), "0", Fate.SAME),
        ("v1", Held("v2", "1"), "1", Fate.SAME),
        ("v1", Held("v2", "2"), "1", Fate.CLASH),
        ("", Held("v1", "0"), "1", Fate.CLASH),
        ("v1", Held(), "1", Fate.CLASH),
    ],
)
def test_a_value_is_written_only_over_the_version_that_was_seen(base, held, value, what):
    assert fate(base, held, value) is what


def test_a_phone_shows_what_it_holds_for_72_hours():
    assert may_show(Shown(0, 0), TTL)
    assert not may_show(Shown(0, 0), TTL + 1)


def test_putting_the_clock_back_gives_no_more_time():
    assert not may_show(Shown(0, 50_000), 40_000)
    assert may_show(Shown(0, 50_000), 49_900)


def test_a_clock_ten_years_off_still_tells_how_long_ago():
    assert made_ago(NOW, 3600) == NOW - timedelta(hours=1)
    assert made_ago(NOW, 10 * 365 * 86400) is None
    assert made_ago(NOW, -1) is None
