"""A key per person, wrapped by the keyring, in a small store of its own beside the database.

The store is not part of database backups. Removing a person's key therefore makes that person's values unreadable
in every copy of the database, last month's backup included. The store itself is copied without history (the newest
copy only), so that a removed key does not come back.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

from linli.base.crypto.ciphers import Algorithm, seal, unseal
from linli.base.crypto.keyring import Key, Keyring

MANY = 10_000  # SQLite takes 32,766 parameters a statement
SCHEMA = """
CREATE TABLE IF NOT EXISTS person_key (
    subject BLOB PRIMARY KEY, wrapped_by INTEGER NOT NULL, algorithm INTEGER NOT NULL, wrapped BLOB NOT NULL
) WITHOUT ROWID
"""


class SubjectGone(LookupError):
    """There is no key for this person: the record was deleted, or never made."""


class KeyStore:
    """People's keys. One connection a thread; every change is on disk before the call returns."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        self.path = path
        self.keyring = keyring
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT, 0o600))

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
            # secure_delete overwrites what is removed; without it a deleted key would stay in free pages.
            connection.executescript(
                f"PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; {SCHEMA};"
            )
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def make(
        self, subjects: list[UUID], algorithm: Algorithm = Algorithm.AES_256_GCM
    ) -> dict[UUID, tuple[Algorithm, bytes]]:
        """New keys for people who have none, which are the answer; those who have one keep it."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            # The keyring is asked for behind the lock: keys wrapped by one that is being retired are still found.
            ring = self.keyring.wrapping[-1]
            there = self.keys(subjects)
            made = {one: (algorithm, os.urandom(algorithm.key_size)) for one in subjects if one not in there}
            rows = (
                (
                    one.bytes,
                    ring.number,
                    int(algorithm),
                    seal(ring.algorithm, ring.secret, secret, one.bytes),
                )
                for one, (_algorithm, secret) in made.items()
            )
            connection.executemany("INSERT INTO person_key VALUES (?, ?, ?, ?)", rows)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        return made

    def keys(self, subjects: list[UUID]) -> dict[UUID, tuple[Algorithm, bytes]]:
        """Many people's keys at once; whoever has none is not in the answer."""
        found: dict[UUID, tuple[Algorithm, bytes]] = {}
        rings: dict[int, Key] = {}  # the keyring looks at its file each time it is asked
        for start in range(0, len(subjects), MANY):
            part = [subject.bytes for subject in subjects[start : start + MANY]]
            marks = ",".join("?" * len(part))
            rows = self._connection().execute(
                f"SELECT subject, wrapped_by, algorithm, wrapped FROM person_key WHERE subject IN ({marks})",  # noqa: S608
                part,
            )
            for subject, number, algorithm, wrapped in rows.fetchall():
                ring = rings.get(number) or rings.setdefault(number, self._wrapping_key(number))
                secret = unseal(ring.algorithm, ring.secret, wrapped, subject)
                found[UUID(bytes=subject)] = (Algorithm(algorithm), secret)
        return found

    def _wrapping_key(self, number: int) -> Key:
        return self.keyring.wrapping_key(number)

    def count_by_wrapping_key(self) -> dict[int, int]:
        """How many people's keys each wrapping key holds."""
        rows = self._connection().execute("SELECT wrapped_by, count(*) FROM person_key GROUP BY 1 ORDER BY 1")
        return dict(rows.fetchall())

    def key(self, subject: UUID) -> tuple[Algorithm, bytes]:
        """A person's key. Raises SubjectGone."""
        row = (
            self._connection()
            .execute(
                "SELECT wrapped_by, algorithm, wrapped FROM person_key WHERE subject = ?", (subject.bytes,)
            )
            .fetchone()
        )
        if row is None:
            raise SubjectGone(str(subject))
        ring = self.keyring.wrapping_key(row[0])
        return Algorithm(row[1]), unseal(ring.algorithm, ring.secret, row[2], subject.bytes)

    def forget(self, subjects: list[UUID]) -> int:
        """Remove people's keys for good; returns how many there were."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        before = connection.total_changes
        connection.executemany("DELETE FROM person_key WHERE subject = ?", [(s.bytes,) for s in subjects])
        connection.execute("COMMIT")
        return connection.total_changes - before

    def rewrap(self, keyring: Keyring, batch: int = 1000) -> Iterator[int]:
        """Wrap every key by the newest key of `keyring`, a batch a transaction, while others read and write.

        `keyring` holds the older keys too. Yields how many are done; afterwards the older keys can be retired.
        """
        ring = keyring.wrapping[-1]
        done = 0
        connection = self._connection()
        while True:
            connection.execute("BEGIN IMMEDIATE")
            with closing(
                connection.execute(
                    "SELECT subject, wrapped_by, wrapped FROM person_key WHERE wrapped_by <> ? LIMIT ?",
                    (ring.number, batch),
                )
            ) as found:
                rows = found.fetchall()
            for subject, number, wrapped in rows:
                old = keyring.wrapping_key(number)
                fresh = seal(
                    ring.algorithm, ring.secret, unseal(old.algorithm, old.secret, wrapped, subject), subject
                )
                connection.execute(
                    "UPDATE person_key SET wrapped_by = ?, wrapped = ? WHERE subject = ?",
                    (ring.number, fresh, subject),
                )
            connection.execute("COMMIT")
            done += len(rows)
            if not rows:
                break
            yield done
        self.keyring = keyring
