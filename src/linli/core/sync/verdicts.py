"""What the server says to an entry before it looks inside: new, seen before, out of turn, or to be set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .wire import Sent


class Outcome(StrEnum):
    """What became of an entry that the server holds. Every one of these is a receipt: the device may forget it."""

    TAKEN = "taken"
    CLASH = "clash"
    ASIDE = "aside"


class Reason(StrEnum):
    """Why an entry was set aside for a person to look at. Nothing that was set aside is lost."""

    NONE = ""
    TWO_BODIES = "two_bodies"
    SEQUENCE_USED = "sequence_used"
    DEVICE_LOST = "device_lost"
    UNREADABLE = "unreadable"
    OTHER_GRID = "other_grid"
    EXPIRED = "expired"
    BAD_VALUE = "bad_value"
    BAD_PHOTO = "bad_photo"
    FORM_UNKNOWN = "form_unknown"


class Again(StrEnum):
    """Why the server holds nothing yet: the device keeps the entry and sends it again."""

    CUT = "cut"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server holds this entry with this digest. `position` is its place in the order of the district."""

    entry: str
    digest: str
    position: int
    outcome: Outcome
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class DeviceView:
    """What the server knows of a device: its last sequence number, whether it was reported lost, and the oldest
    number that the device says it still has (None when it does not say).
    """

    last_seq: int
    is_lost: bool = False
    oldest: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Exactly one of: `again` (nothing is kept), `receipt` (seen before, said again), or keep it: as new when
    `aside` is empty, for a person otherwise. `takes_turn` moves the device's sequence on.
    """

    again: Again | None = None
    receipt: Receipt | None = None
    aside: Reason = Reason.NONE
    takes_turn: bool = False


def judge(sent: Sent, device: DeviceView, same_id: Sequence[Receipt]) -> Judgement:
    """Decide on an entry; `same_id` are the receipts given for its id so far, under any digest.

    The same id with the same digest gets the same receipt; with another digest both are kept. A number that leaves
    a gap has to wait for what is before it, unless the device itself no longer has that: then waiting would hold
    back everything it will ever send. A number used before by another entry (a phone put back from a copy) is kept
    for a person.
    """
    if not sent.is_whole:
        return Judgement(again=Again.CUT)
    for given in same_id:
        if given.digest == sent.digest:
            return Judgement(receipt=given)
    if same_id:
        return Judgement(aside=Reason.TWO_BODIES)
    expected = device.last_seq + 1
    if sent.seq > expected and not _is_hole(sent, device):
        return Judgement(again=Again.GAP)
    if sent.seq < expected:
        return Judgement(aside=Reason.SEQUENCE_USED)
    return Judgement(aside=Reason.DEVICE_LOST if device.is_lost else Reason.NONE, takes_turn=True)


def _is_hole(sent: Sent, device: DeviceView) -> bool:
    """The device has nothing older than this entry: what is missing before it will never come."""
    return device.oldest is not None and device.oldest >= sent.seq
