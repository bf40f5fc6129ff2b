"""The one way to write: an action runs inside `audited`, which opens the transaction and appends the entry.

Actions may call actions. Their entries are appended together, inner ones first, when the outermost block
ends: PostgreSQL lets one transaction at a time append, and taking that turn last means that nobody waits for
a row while holding it. The entry of an inner action whose savepoint was rolled back is not written.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from linli.base.audit.chain import GENESIS, Link, canonical, clean, entry_digest
from linli.base.audit.models import AuditEntry
from linli.base.identity.actor import Actor

# A fixed number naming "the audit chain" among PostgreSQL's advisory locks.
CHAIN_LOCK = 0x4C494E4C49
# Plain SQL, the same on both engines: this runs in every action, and building it anew would double its cost.
TAIL = "SELECT seq, digest FROM audit_auditentry ORDER BY seq DESC LIMIT 1"


@dataclass(slots=True)
class Draft:
    """The entry being written; an action may complete `subject`, `place`, `why` and `detail` in its block."""

    by: Actor
    at: datetime
    verb: str
    subject: str
    place: str = ""
    why: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def survives(self) -> None:
        """A commit hook that does nothing: Django drops it when the savepoint around it is rolled back."""


class _Open(threading.local):
    """How many `audited` blocks are open in this thread, and the drafts they have completed."""

    depth = 0

    def __init__(self) -> None:
        self.drafts: list[Draft] = []


_open = _Open()


@contextmanager
def audited(
    *,
    by: Actor,
    at: datetime,
    verb: str,
    subject: str,
    place: str = "",
    why: str = "",
    detail: dict[str, Any] | None = None,
) -> Iterator[Draft]:
    """Run an action in one transaction and append its audit entry as the last thing that transaction does.

    `verb` is ``room.verb``, `subject` is ``room.Model:id``, `place` a division code; `detail` must be JSON and
    must hold no personal values, since the trail outlives deletion. An error in the block writes nothing.
    """
    if at.tzinfo is None:
        raise ValueError("an audit entry needs a moment with its time zone")
    draft = Draft(by, at, verb, subject, place, why, dict(detail or {}))
    _open.depth += 1
    try:
        with transaction.atomic():
            yield draft
            _open.drafts.append(draft)
            transaction.on_commit(draft.survives)
            if _open.depth == 1:
                _append(_not_rolled_back(_open.drafts))
    finally:
        _open.depth -= 1
        if _open.depth == 0:
            _open.drafts = []


def _not_rolled_back(drafts: list[Draft]) -> list[Draft]:
    hooks: list[tuple[Any, ...]] = connection.run_on_commit  # (savepoints, hook, robust)
    alive = {id(getattr(hook[1], "__self__", None)) for hook in hooks}
    return [draft for draft in drafts if id(draft) in alive]


def _append(drafts: list[Draft]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # SQLite has one writer at a time; PostgreSQL needs the chain's tail to itself until commit.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute(TAIL)
        seq, previous = cursor.fetchone() or (0, GENESIS)
    entries = []
    for draft in drafts:
        seq += 1
        link = _link(draft, seq, previous)
        previous = link.digest
        entries.append(AuditEntry(**{name: getattr(link, name) for name in link.__slots__}))
    AuditEntry.objects.bulk_create(entries, batch_size=50)


def _link(draft: Draft, seq: int, previous: str) -> Link:
    link = Link(
        seq=seq,
        at=draft.at,
        account_id=draft.by.account_id,
        post_id=draft.by.post_id,
        actor_label=clean(draft.by.label),
        verb=draft.verb,
        subject=clean(draft.subject),
        place=draft.place,
        why=clean(draft.why),
        detail=canonical(draft.detail),
        previous=previous,
    )
    return replace(link, digest=entry_digest(link))
