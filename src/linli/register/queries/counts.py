"""Counting the people of a place by two dimensions, in DuckDB on the live database. Raw numbers: doors protect them.

DuckDB reads the database file (or the PostgreSQL server) beside the writers and never writes. Its readers come as
wheels of its own version and are loaded from there, never fetched. A database in memory is counted by itself.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection

from linli.base.scope import Scope, prefix_range
from linli.register.states import LIVING_HERE

BANDS = (
    (6, "00-05"),
    (14, "06-13"),
    (18, "14-17"),
    (35, "18-34"),
    (60, "35-59"),
    (70, "60-69"),
    (80, "70-79"),
)
OLDEST = "80+"
HERE = ", ".join(f"'{status.value}'" for status in LIVING_HERE)
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people have these two values; an empty one means that it is not known."""

    row: str
    column: str
    people: int


def _age(on: date) -> str:
    """SQL for the age band on a day, as text comparisons that every engine understands."""
    cases = " ".join(
        f"WHEN {{birth}} > '{_years_before(on, years).isoformat()}' THEN '{name}'" for years, name in BANDS
    )
    return f"CASE WHEN {{birth}} IS NULL THEN '' {cases} ELSE '{OLDEST}' END"


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


# Dimension -> SQL over the columns of Person. All are codes of lists that everybody may know.
PLAIN = (
    "sex",
    "status",
    "education",
    "marital_status",
    "nationality",
    "hukou_type",
    "registered_here",
    "inflow_reason",
    "lodging_type",
    "employment_status",
    "relationship",
    "grid",
)
DIMENSIONS: dict[str, Callable[[date], str]] = {
    **{name: (lambda on, name=name: f'"{name}"') for name in PLAIN},  # type: ignore[misc]
    "age_band": _age,
    "community": lambda on: "division_code",
    "sub_district": lambda on: "substr(division_code, 1, 9)",
}


def count_by(
    rows: str, columns: str, scope: Scope, *, on: date, living_here: bool = True
) -> tuple[Count, ...]:
    """People of a place by two of DIMENSIONS on a day, in the order of the values. Raises LookupError for others."""
    for name in (rows, columns):
        if name not in DIMENSIONS:
            raise LookupError(name)
    if scope.is_nothing:
        return ()
    sql = _sql(rows, columns, scope, on, living_here)
    return tuple(Count(str(row or ""), str(column or ""), int(n)) for row, column, n in _run(sql))


def _sql(rows: str, columns: str, scope: Scope, on: date, living_here: bool) -> str:
    """The statement, with a slot for the table and for the birth date. Values are digits and dates of our own."""
    row, column = (DIMENSIONS[name](on) for name in (rows, columns))
    code, _mark, grid = scope.prefix.partition("G")
    where = [f"status IN ({HERE})"] if living_here else []
    where += [
        f"division_code {'>=' if key.endswith('gte') else '<'} '{value}'"
        for key, value in (prefix_range("division_code", code) if code else {}).items()
    ]
    where += [f"grid = '{grid}'"] if grid else []
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return f"SELECT {row} AS r, {column} AS c, COUNT(*) FROM {{table}}{condition} GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608


def _run(sql: str) -> list[tuple[Any, ...]]:
    reader = _reader()
    if reader is None:
        with connection.cursor() as cursor:
            birth = "birth_date::text" if connection.vendor == "postgresql" else "birth_date"
            cursor.execute(sql.format(table="register_person", birth=birth))
            return list(cursor.fetchall())
    return reader(sql)


_opened = threading.local()


def _reader() -> Callable[[str], list[tuple[Any, ...]]] | None:
    """What runs a statement in DuckDB on the live database; None where there is no file or no reader for it."""
    vendor = connection.vendor
    extension = f"duckdb_extension_{'postgres' if vendor == 'postgresql' else 'sqlite'}_scanner"
    target = _target()
    if target is None or find_spec(extension) is None:
        return None
    held = getattr(_opened, "held", None)
    if held is None or held[0] != target:
        _opened.held = held = (target, _attach(target, extension, vendor))
    database = held[1]
    table = "live.public.register_person" if vendor == "postgresql" else "live.register_person"
    return lambda sql: database.execute(
        sql.format(table=table, birth="CAST(birth_date AS VARCHAR)")
    ).fetchall()


def _target() -> str | None:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        name = str(settings["NAME"])
        return None if ":memory:" in name or "mode=memory" in name or not Path(name).exists() else name
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: str(settings.get(name) or "") for key, name in parts.items()}
    return " ".join(f"{key}={_quoted(value)}" for key, value in given.items() if value)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _attach(target: str, extension: str, vendor: str) -> duckdb.DuckDBPyConnection:
    spec = find_spec(extension)
    folder = Path(str(spec.origin)).parent if spec else Path()
    file = next(folder.glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension"))
    database = duckdb.connect(config={"allow_unsigned_extensions": "false", "threads": "2"})
    database.execute(f"LOAD '{file}'")
    kind = "POSTGRES" if vendor == "postgresql" else "SQLITE"
    escaped = target.replace("'", "''")
    database.execute(f"ATTACH '{escaped}' AS live (TYPE {kind}, READ_ONLY)")
    return database
