"""A receipt promises that what it is for is on the disk, so the disk is waited for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def acknowledged() -> Iterator[None]:
    """Transactions that begin in the block reach the disk before their commit returns.

    PostgreSQL does so by itself. SQLite is run with synchronous=NORMAL elsewhere, where a power cut may take the
    last transactions: here it waits. Inside a transaction the setting cannot be changed, so it is left as it is
    (the tests' own transaction, which never reaches a disk).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
