"""The end of a break-glass session, kept in the browser session for the banner on every page.

It decides nothing: whether somebody may read is looked up in the table each time. It only saves every page a query.
"""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

KEY = "break_glass_until"


def remember(session: MutableMapping[str, Any], until: datetime) -> None:
    """A session has been opened; `until` is its end."""
    session[KEY] = until.isoformat()


def banner_until(session: Any, now: datetime) -> datetime | None:
    """When the session that was opened here ends; None when there is none or it is over."""
    kept = session.get(KEY) if session is not None else None
    until = datetime.fromisoformat(kept) if isinstance(kept, str) else None
    return until if until is not None and now < until else None
