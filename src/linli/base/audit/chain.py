"""How an entry is hashed. Pure: what goes in decides what comes out."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def entry_digest(
    *,
    seq: int,
    at: datetime,
    account_id: UUID | None,
    post_id: UUID | None,
    actor_label: str,
    verb: str,
    subject: str,
    place: str,
    why: str,
    detail: dict[str, Any],
    previous: str,
) -> str:
    """SHA-256 (hex) over the canonical JSON of an entry and the digest of the one before it."""
    body = {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "account": str(account_id or ""),
        "post": str(post_id or ""),
        "label": actor_label,
        "verb": verb,
        "subject": subject,
        "place": place,
        "why": why,
        "detail": detail,
        "previous": previous,
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
