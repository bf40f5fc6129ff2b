"""The audit entry of a file that leaves."""

from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor


def record_download(
    *, plan_id: UUID, day: date, place: str, purpose: str, rows: int, by: Actor, at: datetime
) -> None:
    """Write who took the figures of a day, and what for."""
    with audited(
        by=by,
        at=at,
        verb="grids.download",
        subject=f"grids.GridPlan:{plan_id}",
        place=place,
        why=purpose,
        detail={"rows": rows, "day": day.isoformat()},
    ):
        pass
