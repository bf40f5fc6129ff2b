"""The digest of a reading: over the row and its subjects, the same when computed again from the database."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from uuid import UUID

from linli.base.reading.models.reading import Reading


def reading_digest(row: Reading, subjects: Iterable[tuple[UUID, str]]) -> str:
    """SHA-256 in hex over who, when, what for, what, whom; `subjects` are (pseudonym, place)."""
    told = [
        str(row.id),
        row.district,
        row.at.astimezone(UTC).isoformat(),
        str(row.account_id),
        str(row.post_id),
        row.role,
        row.label,
        row.place,
        row.purpose,
        row.reason,
        str(row.act),
        sorted(row.elements),
        row.told_from.isoformat(),
        str(row.approval_id or ""),
        str(row.break_glass_id or ""),
        str(row.agreement_id or ""),
        sorted(f"{subject} {place}" for subject, place in subjects),
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
