"""Receipts as they were given."""

from collections.abc import Iterable
from uuid import UUID

from linli.core.sync import Outcome, Reason, Receipt
from linli.visits.models import Envelope


def receipts_of(entry_id: UUID) -> tuple[Receipt, ...]:
    """All receipts given for an entry's id, under any digest, oldest first."""
    rows = Envelope.objects.filter(entry_id=entry_id).order_by("position")
    return tuple(_receipts(rows.values_list("entry_id", "digest", "position", "outcome", "reason")))


def _receipts(rows: Iterable[tuple[UUID, str, int, str, str]]) -> Iterable[Receipt]:
    for entry_id, digest, position, outcome, reason in rows:
        yield Receipt(str(entry_id), digest, position, Outcome(outcome), Reason(reason))
