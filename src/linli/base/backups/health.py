"""How the installation stands: database, queue, disk, last backup and drill, last published root."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from linli.base.audit.actions import PUBLISHED
from linli.base.audit.queries import last_entry
from linli.base.backups.drill import DRILLED
from linli.base.backups.making import MADE
from linli.base.jobs.queries import QueueHealth, queue_health

# Older than this is worth a word: operators choose the rhythm, these say when it has surely been broken.
BACKUP_AGE = timedelta(hours=26)
DRILL_AGE = timedelta(days=31)
ROOT_AGE = timedelta(hours=26)
QUEUE_AGE = timedelta(minutes=1)
DISK_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Last:
    """When something was last done, and whether that is recent enough. `at` None: never."""

    at: datetime | None
    recent: bool
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Health:
    """Figures of one moment; sizes in bytes."""

    engine: str
    database_size: int
    disk_free: int
    disk_total: int
    disk_ok: bool
    queue: QueueHealth
    queue_moves: bool
    backup: Last
    drill: Last
    root: Last


def health(*, at: datetime) -> Health:
    """Read everything; six queries."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    size = _database_size()
    queue = queue_health(at=at)
    oldest = queue.oldest_waiting_at
    return Health(
        engine=connection.vendor,
        database_size=size,
        disk_free=usage.free,
        disk_total=usage.total,
        # A backup needs room for two copies of the database.
        disk_ok=usage.free > max(usage.total * DISK_SHARE, 2 * size),
        queue=queue,
        # A queue in which jobs wait while none is running has nobody working on it.
        queue_moves=not (oldest and oldest < at - QUEUE_AGE and not queue.running),
        backup=_last(MADE, at, BACKUP_AGE),
        drill=_last(DRILLED, at, DRILL_AGE),
        root=_last(PUBLISHED, at, ROOT_AGE),
    )


def _last(verb: str, at: datetime, age: timedelta) -> Last:
    entry = last_entry(verb)
    if entry is None:
        return Last(None, recent=False)
    return Last(entry.at, recent=entry.at > at - age, holds=entry.detail.get("holds", True))


def _database_size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = Path(connection.settings_dict["NAME"])
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*") if file.is_file())
