"""Finding out whether somebody changed the reading log, by the digests that the audit trail repeats.

The trail itself is held by its chain and by the roots that have left the machine (`base.audit.verify`). Together:
a reading that was changed, removed or slipped in later is found, by whoever it was done.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from linli.base.audit.models import AuditEntry
from linli.base.reading.digest import reading_digest
from linli.base.reading.models import Reading, ReadingSubject
from linli.base.scope import Scope

VERB = "reading.read"
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class LogFault:
    """One reading that does not agree with the trail. `kind` is "changed", "removed" or "added"."""

    kind: str
    reading_id: str


def log_faults() -> Iterator[LogFault]:
    """Every disagreement between the reading log and the trail. Streams; two passes."""
    seen: set[str] = set()
    for reading_id, digest in _noted():
        seen.add(reading_id)
        kind = _fault(reading_id, digest)
        if kind:
            yield LogFault(kind, reading_id)
    for pk in Reading.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=CHUNK):
        if str(pk) not in seen:
            yield LogFault("added", str(pk))


def _noted() -> Iterator[tuple[str, str]]:
    rows = (
        AuditEntry.objects.filter(verb=VERB)
        .annotate(text=Cast("detail", TextField()))
        .order_by("seq")
        .values_list("subject", "text")
    )
    for subject, text in rows.iterator(chunk_size=CHUNK):
        yield subject.rpartition(":")[2], str(json.loads(text).get("sha256", ""))


def _fault(reading_id: str, digest: str) -> str:
    row = Reading.objects.filter(pk=UUID(reading_id)).first()
    if row is None:
        return "removed"
    of = ReadingSubject.objects.in_scope(Scope("")).filter(reading=row).order_by("id")
    now = reading_digest(row, of.values_list("subject", "place"))
    return "" if now == digest == row.digest else "changed"
