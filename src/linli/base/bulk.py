"""Many rows into a table at once: the ORM's own bulk insert takes several times as long, and holds SQLite's one writer.

The database's own constraints hold as always; defaults and `save` do not run. PostgreSQL gets the rows by COPY.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, models

Adapter = Callable[[Any], Any]


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of `names`, the names of fields (``household`` or ``household_id``)."""
    insert_ready(model, names, _adapted([_adapter(_column(model, name)) for name in names], rows))


def insert_ready(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same for values that are as the driver takes them: ids as bytes and days as text on SQLite."""
    columns = ", ".join(f'"{_column(model, name).column}"' for name in names)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608  # our own names
        cursor.executemany(sql, rows)  # type: ignore[arg-type]  # SQLite takes an iterator


def delete(model: type[models.Model], ids: Sequence[Any], field: str = "id") -> None:
    """Delete the rows whose `field` is one of `ids`; nothing that refers to them is looked at."""
    column = _column(model, field)
    adapt = _adapter(column)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if ids:
                sql = f'DELETE FROM "{table}" WHERE "{column.column}" = ANY(%s)'  # noqa: S608  # our own names
                cursor.execute(sql, [list(ids)])
            return
        sql = f'DELETE FROM "{table}" WHERE "{column.column}" = %s'  # noqa: S608  # our own names
        cursor.executemany(sql, ((adapt(one) if adapt else one,) for one in ids))  # type: ignore[arg-type]


def _adapted(adapters: Sequence[Adapter | None], rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    at = [(place, adapt) for place, adapt in enumerate(adapters) if adapt is not None]
    for row in rows:
        values = list(row)
        for place, adapt in at:
            if values[place] is not None:
                values[place] = adapt(values[place])
        yield values


def _column(model: type[models.Model], name: str) -> Any:
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    raise LookupError(f"{model.__name__} has no field {name}")


def _adapter(field: Any) -> Adapter | None:
    """How a value of this field is handed to the driver; None where it goes as it is."""
    if isinstance(field, models.ForeignKey):
        return _adapter(field.target_field)
    kind = field.get_internal_type()
    if kind == "DecimalField":
        places = Decimal(1).scaleb(-field.decimal_places)
        return lambda value: str(Decimal(value).quantize(places))
    if kind == "JSONField":
        return lambda value: json.dumps(value, ensure_ascii=False)
    if connection.vendor == "postgresql":
        return None
    return _FOR_SQLITE.get(kind)


_FOR_SQLITE: dict[str, Adapter] = {
    "UUIDField": lambda value: value.hex,
    "CompactUUIDField": lambda value: value.bytes,
    "DateField": lambda value: value if isinstance(value, str) else value.isoformat(),
}
