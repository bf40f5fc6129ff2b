"""How a running job says how far it is, and hears that somebody wants it to stop.

The handler may have a transaction open, so its own connection cannot tell others anything, and on SQLite no
second connection may write meanwhile. Progress therefore goes beside the database: on SQLite (one machine)
through a small file per job, on PostgreSQL (workers anywhere) through a connection of its own to the job's
row. A thread beats every 0.2 s: it writes what the handler last reported, at most that often, shows that the
worker is alive, and looks for the wish to stop. The handler itself never waits.
"""

import json
import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

log = logging.getLogger(__name__)
BEAT_SECONDS = 0.2
ALIVE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `total` 0 means that nobody knows. `at` is when its worker last gave a sign."""

    done: int = 0
    total: int = 0
    message: str = ""
    at: datetime | None = None


class Channel(Protocol):
    """Where a beat goes. Used by one thread."""

    def send(self, progress: Progress) -> None:
        """Show how far the job is and that its worker is alive."""

    def stop_wanted(self) -> bool:
        """True when somebody asked to cancel."""

    def close(self) -> None:
        """Let go of what the channel holds."""


class FileChannel:
    """One small file per job, replaced whole, so that a reader never sees half of it."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id

    def send(self, progress: Progress) -> None:
        """Write the file anew."""
        path = _file(self.job_id, "json")
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        moment = timezone.now().timestamp()
        fresh.write_text(
            json.dumps([progress.done, progress.total, progress.message, moment]), encoding="utf-8"
        )
        fresh.replace(path)

    def stop_wanted(self) -> bool:
        """A file beside it asks to stop."""
        return _file(self.job_id, "stop").exists()

    def close(self) -> None:
        """Nothing is held open."""


class RowChannel:
    """The job's row, through a connection that shares no transaction with the handler's."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id
        self.own: Any = None

    def send(self, progress: Progress) -> None:
        """Update the row; committed at once."""
        self._execute(
            "UPDATE jobs_job SET done = %s, total = %s, message = %s, heartbeat_at = %s "
            "WHERE id = %s AND state = 'running'",
            [progress.done, progress.total, progress.message, timezone.now(), self.job_id],
        )

    def stop_wanted(self) -> bool:
        """The row says whether somebody asked to stop."""
        row = self._execute("SELECT cancel_requested FROM jobs_job WHERE id = %s", [self.job_id]).fetchone()
        return bool(row and row[0])

    def close(self) -> None:
        """Give the connection back."""
        if self.own is not None:
            self.own.close()

    def _execute(self, sql: str, params: list[Any]) -> Any:
        if self.own is None:
            self.own = connections["default"].copy()
        cursor = self.own.cursor()
        cursor.execute(sql, params)
        return cursor


def channel_of(job_id: UUID) -> Channel:
    """The channel that fits the database in use."""
    return FileChannel(job_id) if connection.vendor == "sqlite" else RowChannel(job_id)


class Pulse:
    """A job's beating heart, as a context: `report` from the handler, everything else in a thread."""

    def __init__(self, channel: Channel) -> None:
        self.stop_wanted = threading.Event()
        self.last = Progress()
        self._sent: Progress | None = None
        self._channel = channel
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="job-pulse", daemon=True)

    def report(self, progress: Progress) -> None:
        """Remember how far the work is; it shows within a fifth of a second."""
        self.last = progress

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        quiet = ALIVE_SECONDS
        while not self._over.wait(BEAT_SECONDS):
            quiet += BEAT_SECONDS
            try:
                quiet = self._tick(quiet)
            except (DatabaseError, OSError):
                # The work goes on without showing; if this lasts, the lease runs out and the job counts as lost.
                log.exception("a job cannot show its progress")
        self._channel.close()

    def _tick(self, quiet: float) -> float:
        if self._channel.stop_wanted():
            self.stop_wanted.set()
        progress = self.last
        if progress == self._sent and quiet < ALIVE_SECONDS:
            return quiet
        self._channel.send(progress)
        self._sent = progress
        return 0.0


def read_file(job_id: UUID) -> Progress | None:
    """What the file of a running job says; None when there is none (yet, or any more)."""
    try:
        done, total, message, moment = json.loads(_file(job_id, "json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Progress(done, total, message, datetime.fromtimestamp(moment, UTC))


def ask_to_stop(job_id: UUID) -> None:
    """On SQLite: leave the wish beside the database, where no lock stands in the way."""
    if connection.vendor == "sqlite":
        path = _file(job_id, "stop")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def forget(job_id: UUID) -> None:
    """Remove a job's files."""
    for suffix in ("json", "stop", "new"):
        _file(job_id, suffix).unlink(missing_ok=True)


def _file(job_id: UUID, suffix: str) -> Path:
    return Path(settings.DATA_DIR) / "jobs" / f"{job_id}.{suffix}"
