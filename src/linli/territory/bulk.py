"""Many rows at once, by the quickest way each database has: COPY on PostgreSQL, one prepared INSERT on SQLite.

Measured by bench/divisions.py against Django's `bulk_create`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from linli.territory.models import Division, NameKey
from linli.territory.rules.comparing import Entry
from linli.territory.rules.initials import initials_of
from linli.territory.rules.names import kind_of, stem_of
from linli.territory.states import LEVEL_OF_LENGTH, DivisionKind

_COLUMNS = (
    "edition_id",
    "code",
    "name",
    "stem",
    "initials",
    "parent_code",
    "level",
    "kind",
    "valid_from",
    "valid_to",
)


_LEVELS = {length: level.value for length, level in LEVEL_OF_LENGTH.items()}
_KINDS = {
    kind: kind.value for kind in DivisionKind
}  # plain text: an enumeration's `value` is slow to ask for


def insert_divisions(entries: Iterable[Entry], *, edition_id: int, valid_from: date | None = None) -> None:
    """Add one row per entry, in force from `valid_from` (None: not yet)."""
    day = connection.ops.adapt_datefield_value(valid_from)
    _insert(Division._meta.db_table, _COLUMNS, (_division(entry, edition_id, day) for entry in entries))


def _division(entry: Entry, edition_id: int, day: Any) -> tuple[Any, ...]:
    code, name, parent = entry
    stem = stem_of(name)
    initials = initials_of(stem, name[len(stem) :])
    return (
        edition_id,
        code,
        name,
        stem,
        initials,
        parent,
        _LEVELS[len(code)],
        _KINDS[kind_of(code)],
        day,
        None,
    )


def insert_name_keys(stems: Iterable[str]) -> None:
    """Make stems findable by what stands inside them; those that are already are left alone."""
    pairs = sorted({(stem[start:], stem) for stem in stems for start in range(1, len(stem))})
    table = NameKey._meta.db_table
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            sql = f'INSERT INTO "{table}" (tail, stem) VALUES (%s, %s) ON CONFLICT DO NOTHING'  # noqa: S608  # our names
            cursor.executemany(sql, pairs)
        return
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE new_name_keys (LIKE "{table}")')
        _copy(cursor, "new_name_keys", ("tail", "stem"), pairs)
        sql = (
            f'INSERT INTO "{table}" (tail, stem) SELECT tail, stem FROM new_name_keys ON CONFLICT DO NOTHING'  # noqa: S608
        )
        cursor.execute(sql)
        cursor.execute("DROP TABLE new_name_keys")


def note_statistics() -> None:
    """Tell PostgreSQL's planner what the tables hold now, rather than wait until it looks by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{Division._meta.db_table}", "{NameKey._meta.db_table}"')


def _insert(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, columns, rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        sql = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})'  # noqa: S608  # our own names
        cursor.executemany(sql, rows)  # type: ignore[arg-type]  # SQLite takes rows one at a time as well


def _copy(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f'COPY "{table}" ({", ".join(columns)}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)
