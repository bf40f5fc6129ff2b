"""SQLite: a copy while the server works, and putting one in place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from linli.base.backups.archive import damaged
from linli.base.backups.facts import Facts, read_facts, tables_in

NAME = "database.sqlite3"
BESIDE = ("", "-wal", "-shm", "-journal")


def live_path() -> Path:
    """The database file of this installation."""
    return Path(connection.settings_dict["NAME"])


def snapshot(target: Path) -> Facts:
    """Copy the database as it is at one moment into `target`; writers go on meanwhile.

    In one step: the copy reads one snapshot of the write-ahead log, so it never starts again when others write.
    """
    with closing(sqlite3.connect(live_path())) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("PRAGMA busy_timeout = 20000")
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    return facts_of(target)


def facts_of(path: Path) -> Facts:
    """The facts of a database file, after SQLite's own check of it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        cursor = database.cursor()
        try:
            verdict = cursor.execute("PRAGMA integrity_check").fetchone()[0]
            broken = cursor.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise damaged(str(error)) from error
        if verdict != "ok" or broken:
            raise damaged(f"{verdict} {broken or ''}")
        return read_facts(cursor, "sqlite")


def is_empty() -> bool:
    """True when this installation has no database file with tables yet."""
    path = live_path()
    if not path.exists() or path.stat().st_size == 0:
        return True
    with connection.cursor() as cursor:
        return not tables_in(cursor, "sqlite")


def put_in_place(staged: Path) -> None:
    """Make the staged file the database of this installation."""
    connection.close()
    for suffix in BESIDE:
        Path(f"{live_path()}{suffix}").unlink(missing_ok=True)
    live_path().parent.mkdir(parents=True, exist_ok=True)
    staged.replace(live_path())


def set_aside(folder: Path) -> None:
    """Move the present database, with what lies beside it, into `folder`."""
    connection.close()
    for suffix in BESIDE:
        path = Path(f"{live_path()}{suffix}")
        if path.exists():
            path.replace(folder / path.name)
