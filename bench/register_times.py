"""Many times the record by copying its rows inside the database: what `register.py --times` reads among.

The copies lie in other sub-districts under other ids. Their sealed values cannot be opened (they are bound to the
subject they were sealed for), so cards are read of the originals only.
"""

import sys
from typing import Any

from django.db import connection, models

from linli.register.models import Dwelling, Fact, Household, Lookup, Person, Subject

COPIED: tuple[type[models.Model], ...] = (
    Subject,
    Dwelling,
    Household,
    Person,
    Fact,
    Lookup,
)  # entries are shared
SHARED = ("entry_id", "made_by_id", "corrects_id")
FIRST, AFTER = "01000000-0000-0000-0000-000000000000", "02000000-0000-0000-0000-000000000000"


def multiplied(times: int) -> tuple[int, int]:
    """Copy until there are `times` as many rows as recorded. Returns the facts before and after."""
    with connection.cursor() as cursor:
        before = _facts(cursor)
        postgres = connection.vendor == "postgresql"
        kept = _bare(cursor) if postgres else []
        cursor.execute("PRAGMA foreign_keys=OFF" if not postgres else "SET synchronous_commit = off")
        for number in range(2, times + 1):
            for model in COPIED:
                cursor.execute(_copying(model, number, postgres=postgres))
            print(f"\r{number} times", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        for statement in kept:
            cursor.execute(statement)
        if postgres:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM (ANALYZE)")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, _facts(cursor)


def _facts(cursor: Any) -> int:
    cursor.execute("SELECT COUNT(*) FROM register_fact")
    return int(cursor.fetchone()[0])


def _bare(cursor: Any) -> list[str]:
    """Take off what makes copying slow: references are not checked again, indexes other than of primary keys are
    made anew afterwards. Returns the statements that bring them back.
    """
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    tables = [model._meta.db_table for model in COPIED]
    cursor.execute(
        "SELECT i.indexname, i.indexdef, i.tablename, c.conname, pg_get_constraintdef(c.oid) FROM pg_indexes i "
        "LEFT JOIN pg_constraint c ON c.conname = i.indexname AND c.contype IN ('u', 'p') "
        "WHERE i.tablename = ANY(%s) AND COALESCE(c.contype, 'i') <> 'p'",
        [tables],
    )
    back = []
    for index, made, table, constraint, said in cursor.fetchall():
        if constraint:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
            back.append(f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {said}')
        else:
            cursor.execute(f'DROP INDEX "{index}"')
            back.append(made)
    return back


def _copying(model: type[models.Model], number: int, *, postgres: bool) -> str:
    """The statement that copies a table's recorded rows under ids that start with another byte."""
    fields = model._meta.concrete_fields
    column = _on_postgres if postgres else _on_sqlite
    names = ", ".join(f'"{field.column}"' for field in fields)
    chosen = ", ".join(f'"{f.column}"' if f.column in SHARED else column(f, number) for f in fields)
    recorded = f"id >= '{FIRST}' AND id < '{AFTER}'" if postgres else "substr(id, 1, 1) = x'01'"
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} WHERE {recorded} ORDER BY id"


def _is_id(field: Any) -> bool:
    return bool(field.get_internal_type() == "CompactUUIDField" or field.is_relation)


def _on_sqlite(field: Any, number: int) -> str:
    """SQL for a column of a copy: ids get another first byte, places another sub-district."""
    name = f'"{field.column}"'
    if _is_id(field):
        return (
            f"CASE WHEN {name} IS NULL THEN NULL ELSE CAST(x'{number:02x}' || substr({name}, 2) AS BLOB) END"
        )
    if field.column == "division_code":
        town = f"printf('%03d', CAST(substr({name}, 7, 3) AS INTEGER) + {10 * number})"
        return f"substr({name}, 1, 6) || {town} || substr({name}, 10)"
    if field.column == "blind":
        return f"CAST(substr({name}, 1, 17) || x'{number:02x}' AS BLOB)"
    return name


def _on_postgres(field: Any, number: int) -> str:
    """The same for PostgreSQL."""
    name = f'"{field.column}"'
    if _is_id(field):
        return f"('{number:02x}' || substr({name}::text, 3))::uuid"
    if field.column == "division_code":
        town = f"lpad((substr({name}, 7, 3)::int + {10 * number})::text, 3, '0')"
        return f"substr({name}, 1, 6) || {town} || substr({name}, 10)"
    if field.column == "blind":
        return f"substr({name}, 1, 17) || decode('{number:02x}', 'hex')"
    return name
