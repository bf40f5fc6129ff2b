"""Tables whose rows are written once: refused in Python, and by triggers in both databases."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from django.db import models

from linli.base.scope import ScopedQuerySet

M = TypeVar("M", bound=models.Model)
NEVER = "rows of this table are never changed or removed"


class PastIsClosed(RuntimeError):
    """Somebody tried to change or remove a row that is written once."""


class AppendOnlyQuerySet(ScopedQuerySet[M]):
    """Reads and appends only."""

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")

    def delete(self) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{self.model.__name__}: {NEVER}")


class AppendOnly(models.Model):
    """Base of tables whose rows are written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise PastIsClosed(f"{type(self).__name__}: {NEVER}")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise PastIsClosed(f"{type(self).__name__}: {NEVER}")


def close_statements(table: str, vendor: str) -> list[str]:
    """What makes a database refuse UPDATE and DELETE (and TRUNCATE) on a table."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"""
        CREATE OR REPLACE FUNCTION linli_never() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'check_violation'; END $$
        """,
        f"CREATE TRIGGER {table}_never BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION linli_never()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION linli_never()",
    ]


def open_statements(table: str, vendor: str) -> list[str]:
    """What takes the triggers of `close_statements` away: for undoing a migration, and the flush between tests."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [f"DROP TRIGGER IF EXISTS {table}_{end} ON {table}" for end in ("never", "no_truncate")]


Step = Callable[[Any, Any], None]


def migration_steps(tables: tuple[str, ...]) -> tuple[Step, Step]:
    """Forward and backward functions for `RunPython`, the last step of the migration that makes the tables."""

    def close(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for statement in close_statements(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def reopen(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            for statement in open_statements(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    return close, reopen
