"""Time on a device whose clock nobody trusts: only differences of its own clock count, and never to order entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TTL = 72 * 3600
"""Seconds that a device may show what it holds without having been in contact."""
SLACK = 300
BELIEVED = timedelta(days=14)
"""An entry that claims to be older was made by a clock that jumped; its day is then the day it arrived."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Of a device: its clock at the last contact, and the latest it has ever read. Seconds."""

    synced: float
    latest: float


def held_until(shown: Shown) -> float:
    """The reading of the device's clock after which what it holds is no longer shown."""
    return shown.synced + TTL


def may_show(shown: Shown, now: float) -> bool:
    """False once 72 hours have passed since the last contact, and when the clock has been put back since."""
    return shown.latest - SLACK <= now <= held_until(shown)


def made_ago(received_at: datetime, age: int) -> datetime | None:
    """When an entry was made: the server's moment of receipt minus the entry's age. None when that is not believed."""
    if age < 0 or timedelta(seconds=age) > BELIEVED:
        return None
    return received_at - timedelta(seconds=age)
