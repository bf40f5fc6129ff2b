"""The one way to write: an action runs inside `audited`, which opens the transaction and appends the entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from linli.base.audit.chain import GENESIS, entry_digest
from linli.base.audit.models import AuditEntry
from linli.base.identity.actor import Actor

# A fixed number naming "the audit chain" among PostgreSQL's advisory locks.
CHAIN_LOCK = 0x4C494E4C49


@dataclass(slots=True)
class Draft:
    """The entry being written; an action may complete `subject` and `detail` before its block ends."""

    subject: str
    detail: dict[str, Any] = field(default_factory=dict)


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

    `subject` is ``room.Model:id``; `detail` must be JSON and must hold no personal values, since the trail
    outlives deletion.
    """
    with transaction.atomic():
        draft = Draft(subject=subject, detail=dict(detail or {}))
        yield draft
        _append(by=by, at=at, verb=verb, place=place, why=why, draft=draft)


def _append(*, by: Actor, at: datetime, verb: str, place: str, why: str, draft: Draft) -> None:
    if connection.vendor == "postgresql":
        # SQLite has one writer at a time; PostgreSQL needs the chain's tail to itself until commit.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditEntry.objects.order_by("-seq").values_list("seq", "digest").first()
    seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
    values: dict[str, Any] = {
        "seq": seq,
        "at": at,
        "account_id": by.account_id,
        "post_id": by.post_id,
        "actor_label": by.label,
        "verb": verb,
        "subject": draft.subject,
        "place": place,
        "why": why,
        "detail": draft.detail,
        "previous": previous,
    }
    AuditEntry.objects.create(**values, digest=entry_digest(**values))
