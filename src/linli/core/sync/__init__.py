"""离线同步协议 · The offline protocol: how entries made without a network reach the record once, whole and in order."""

from .clock import TTL, Shown, held_until, made_ago, may_show
from .device import Contact, Device, Reply
from .merge import Fate, Held, fate, own_base
from .verdicts import Again, DeviceView, Judgement, Outcome, Reason, Receipt, judge
from .wire import Packet, Sent, WireError, digest_of, pack, unpack

__all__ = [
    "TTL",
    "Again",
    "Contact",
    "Device",
    "DeviceView",
    "Fate",
    "Held",
    "Judgement",
    "Outcome",
    "Packet",
    "Reason",
    "Receipt",
    "Reply",
    "Sent",
    "Shown",
    "WireError",
    "digest_of",
    "fate",
    "held_until",
    "judge",
    "made_ago",
    "may_show",
    "own_base",
    "pack",
    "unpack",
]
