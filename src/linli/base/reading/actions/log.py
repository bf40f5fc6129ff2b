"""Writing the reading log. Called by the gate, in the transaction of the read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.bulk import insert
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.reading.digest import reading_digest
from linli.base.reading.models import Reading, ReadingSubject
from linli.base.reading.states import Act


@dataclass(frozen=True, slots=True)
class NewReading:
    """What was shown: `subjects` are pseudonyms with their places, `elements` catalogue codes."""

    subjects: Mapping[UUID, str]
    elements: tuple[str, ...]
    purpose: str
    reason: str
    act: Act
    told_from: date
    approval_id: UUID | None = None
    break_glass_id: UUID | None = None
    agreement_id: UUID | None = None


def log_reading(*, new: NewReading, by: Actor, at: datetime) -> Reading:
    """Append one reading with all its subjects; its digest goes into the audit trail, the reason does not."""
    assert by.account_id is not None
    assert by.post_id is not None
    row = Reading(
        id=uuid7(),
        district=by.scope.prefix[:6],
        at=at,
        account_id=by.account_id,
        post_id=by.post_id,
        role=str(by.role),
        label=by.label[:200],
        place=by.scope.prefix,
        purpose=new.purpose,
        reason=new.reason,
        act=new.act,
        elements=list(new.elements),
        subjects=len(new.subjects),
        told_from=new.told_from,
        approval_id=new.approval_id,
        break_glass_id=new.break_glass_id,
        agreement_id=new.agreement_id,
    )
    row.digest = reading_digest(row, new.subjects.items())
    with audited(
        by=by,
        at=at,
        verb="reading.read",
        subject=f"reading.Reading:{row.id}",
        place=by.scope.prefix,
        why=new.purpose,
        detail={"act": str(new.act), "subjects": len(new.subjects), "sha256": row.digest},
    ):
        row.save(force_insert=True)
        insert(
            ReadingSubject,
            ("id", "district", "reading_id", "subject", "place"),
            [(uuid7(), place[:6], row.pk, subject, place) for subject, place in new.subjects.items()],
        )
    return row
