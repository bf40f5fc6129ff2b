"""The audit entry of a file that leaves."""

from datetime import datetime

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor


def record_export(*, by: Actor, at: datetime, place: str, purpose: str, rows: int, shown: str) -> None:
    """Write who took the meter's table, and what for. `shown` is the page's query string."""
    with audited(
        by=by,
        at=at,
        verb="meter.export",
        subject=f"territory.Division:{place}",
        place=place,
        why=purpose,
        detail={"rows": rows, "shown": shown},
    ):
        pass
