"""Taking figures out of the house leaves a trace: who, what for, which place, how many rows."""

from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor


def record_export(
    *, by: Actor, at: datetime, campaign_id: UUID, place: str, purpose: str, rows: int, shown: str
) -> None:
    """Write the audit entry of an export. `shown` is the page's query string: what exactly was taken."""
    with audited(
        by=by,
        at=at,
        verb="guarantees.export",
        subject=f"surveys.Campaign:{campaign_id}",
        place=place,
        why=purpose,
        detail={"rows": rows, "shown": shown},
    ):
        pass
