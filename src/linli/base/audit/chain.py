"""How entries are hashed and checked. Pure: what goes in decides what comes out.

The digest of an entry is SHA-256 over UTF-8 canonical JSON (keys sorted, no spaces) of the object built in
`entry_digest`. Anybody can recompute it with twenty lines in any language from an export of the table.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

FORMAT = "linli-audit/1"
GENESIS = "0" * 64
# Made once: this runs for every entry of a trail that is checked.
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
SURROGATE_OR_NUL = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def clean(text: str) -> str:
    """Text that every database can hold and hand back unchanged: NUL and lone surrogates become U+FFFD."""
    return text.translate(SURROGATE_OR_NUL)


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date | UUID | Promise):
        return str(value)
    raise TypeError(f"the detail of an audit entry is JSON; {type(value).__name__} is not")


def canonical(detail: dict[str, Any]) -> str:
    """The one text of a JSON object: what is stored is what was hashed, byte for byte."""
    return json.dumps(
        detail, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it stands in the database; `detail` is the stored text."""

    seq: int
    at: datetime
    account_id: UUID | None
    post_id: UUID | None
    actor_label: str
    verb: str
    subject: str
    place: str
    why: str
    detail: str
    previous: str
    digest: str = ""


def entry_digest(link: Link) -> str:
    """SHA-256 (hex) of an entry and, through `previous`, of every entry before it."""
    body = {
        "format": FORMAT,
        "seq": link.seq,
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": None if link.account_id is None else str(link.account_id),
        "post": None if link.post_id is None else str(link.post_id),
        "label": link.actor_label,
        "verb": link.verb,
        "subject": link.subject,
        "place": link.place,
        "why": link.why,
        "detail": link.detail,
        "previous": link.previous,
    }
    return hashlib.sha256(ENCODE(body).encode()).hexdigest()


def digest_holds(link: Link) -> bool:
    """True when the entry's digest is that of its content."""
    try:
        return entry_digest(link) == link.digest
    except (TypeError, ValueError, AttributeError):
        # A value of a kind that an entry never holds (bytes, NULL, no time zone): somebody changed it.
        return False


class Fault(StrEnum):
    """What can be wrong with a trail."""

    EDITED = "edited"
    MISSING = "missing"
    MISPLACED = "misplaced"
    BROKEN = "broken"
    TRUNCATED = "truncated"
    REBUILT = "rebuilt"
    HEAD = "head"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, at which entry, and what tells it (`note` is data: a digest, a number, a trigger's name)."""

    fault: Fault
    seq: int
    note: str = ""


class ChainCheck:
    """Takes entries in the order of `seq` and yields what is wrong; remembers only the last entry."""

    def __init__(self) -> None:
        self.count = 0
        self.seq = 0
        self.digest = GENESIS

    def take(self, link: Link) -> Iterator[Finding]:
        """Hold the next entry against the one before it."""
        if link.seq != self.seq + 1:
            gap = link.seq - self.seq - 1
            yield Finding(Fault.MISSING if gap > 0 else Fault.MISPLACED, link.seq, str(gap))
        elif link.previous != self.digest:
            yield Finding(Fault.BROKEN, link.seq, str(link.previous)[:64])
        if not digest_holds(link):
            yield Finding(Fault.EDITED, link.seq)
        self.count += 1
        self.seq, self.digest = link.seq, link.digest
