"""How entries travel: a head in JSON with the size and digest of each body, then the bodies one after another.

Layout: four bytes ``LLS1``, four bytes length of the head (big-endian), the head, the bodies in the order of the
head. A packet that was cut anywhere yields the entries that are whole and says that it was cut.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MARK = b"LLS1"
PREFIX = len(MARK) + 4
HEAD_MOST, BODY_MOST, ENTRIES_MOST = 1 << 20, 8 << 20, 200
FORM_MOST, AGE_MOST = 40, 10**9
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DIGEST = re.compile(r"[0-9a-f]{64}")


class WireError(ValueError):
    """A packet that is none of ours; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry as it travels. `age` is how many seconds ago it was made, by the device's own clock; it orders
    nothing. `body` is sealed to the server's key; `digest` is the SHA-256 of the body as it is.
    """

    id: str
    seq: int
    digest: str
    form: str
    version: int
    age: int
    body: bytes = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """True when the body is the one that the digest was made of."""
        return digest_of(self.body) == self.digest


@dataclass(frozen=True, slots=True)
class Packet:
    """What came: the head, the entries whose bodies came whole, and how many were announced but did not."""

    head: Mapping[str, Any]
    entries: tuple[Sent, ...]
    missing: int = 0


def digest_of(body: bytes) -> str:
    """SHA-256 in 64 hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def pack(head: Mapping[str, Any], entries: Iterable[Sent]) -> bytes:
    """A packet. The head's `entries` is written here."""
    kept = list(entries)
    listed = [
        {
            "id": one.id,
            "seq": one.seq,
            "digest": one.digest,
            "form": one.form,
            "version": one.version,
            "age": one.age,
            "size": len(one.body),
        }
        for one in kept
    ]
    text = json.dumps({**head, "entries": listed}, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join([MARK, len(text).to_bytes(4, "big"), text, *(one.body for one in kept)])


def unpack(raw: bytes) -> Packet:
    """What a packet holds. Raises WireError when its head is not whole or not as agreed."""
    if len(raw) < PREFIX:
        raise WireError("cut")
    if raw[: len(MARK)] != MARK:
        raise WireError("not_ours")
    size = int.from_bytes(raw[len(MARK) : PREFIX], "big")
    if size > HEAD_MOST:
        raise WireError("too_long")
    if len(raw) < PREFIX + size:
        raise WireError("cut")
    head, listed = _head(raw[PREFIX : PREFIX + size])
    start, whole = PREFIX + size, []
    for one in listed:
        body = raw[start : start + one.pop("size")]
        start += len(body)
        sent = Sent(**one, body=body)
        if not sent.is_whole:
            break  # everything behind a body that was cut is cut too
        whole.append(sent)
    return Packet(head, tuple(whole), len(listed) - len(whole))


def _head(text: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        head = json.loads(text)
        listed = head.pop("entries")
        if len(listed) > ENTRIES_MOST:
            raise WireError("too_many")
        return head, [_listed(one) for one in listed]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, WireError):
            raise
        raise WireError("bad_head") from error


def _listed(one: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the head, checked: types, lengths, no number that a database would refuse."""
    return {
        "id": _text(one["id"], UUID),
        "seq": _number(one["seq"], 1, 2**31 - 1),
        "digest": _text(one["digest"], DIGEST),
        "form": str(one["form"])[:FORM_MOST],
        "version": _number(one["version"], 0, 2**31 - 1),
        "age": max(-1, min(int(one["age"]), AGE_MOST)),
        "size": _number(one["size"], 0, BODY_MOST),
    }


def _text(value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise WireError("bad_head")
    return value


def _number(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise WireError("bad_head")
    return value
