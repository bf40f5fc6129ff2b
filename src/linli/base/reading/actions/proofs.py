"""Noting that data were deleted."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.reading.models import DeletionProof


def prove_deletion(
    *, held_class: str, rule: str, subjects: Iterable[UUID], district: str, day: date, by: Actor, at: datetime
) -> DeletionProof:
    """Note one class's deletion: how many, and a digest over the sorted pseudonyms. At least one subject."""
    gone = sorted({str(subject) for subject in subjects})
    row = DeletionProof(
        district=district,
        day=day,
        held_class=held_class,
        rule=rule,
        count=len(gone),
        digest=hashlib.sha256("\n".join(gone).encode()).hexdigest(),
        deleted_at=at,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.prove_deletion",
        subject=f"reading.DeletionProof:{row.pk}",
        place=district,
        why=rule,
        detail={"class": held_class, "count": row.count, "sha256": row.digest},
    ):
        row.save()
    return row
