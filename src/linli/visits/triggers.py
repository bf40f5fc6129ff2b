"""What was sent, and what it said, is written once: the database refuses to change or remove it.

The one exception is a value that is gone from the record: it is emptied, sealed or in the clear, when the list of gone
values names it (`models.GoneValue`, itself written once). An empty `sealed` is the mark of it.
"""

from typing import Any

from linli.base.append_only import NEVER, migration_steps

TABLE = "visits_collectedvalue"
install, remove = migration_steps(("visits_envelope", TABLE))
GONE = "visits_gonevalue"
close_gone, open_gone = migration_steps((GONE,))
KEPT = ("id", "district", "place", "envelope_id", "subject", "element", "base", "fate", "fact")
GUARD = "visits_value_only_erased"
ERASED = """COALESCE({length}(NEW.sealed) = 0, {no}) AND NEW.value = ''
    AND (OLD.sealed IS NOT NULL OR OLD.value <> '') AND {kept}
    AND EXISTS (SELECT 1 FROM visits_gonevalue g WHERE g.value_id = OLD.id)"""


def allow_erasing(apps: Any, schema_editor: Any) -> None:
    """Let a value be emptied, in place of refusing every change."""
    for statement in _allowed(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def _allowed(vendor: str) -> list[str]:
    if vendor == "sqlite":
        kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
        lawful = ERASED.format(length="length", no="0", kept=kept)
        return [
            f"DROP TRIGGER IF EXISTS {TABLE}_no_update",
            (
                f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} WHEN NOT ({lawful}) "
                f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
            ),
        ]
    kept = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
    lawful = ERASED.format(length="octet_length", no="false", kept=kept)
    return [
        f"""CREATE OR REPLACE FUNCTION {GUARD}() RETURNS trigger LANGUAGE plpgsql AS $guard$BEGIN
          IF NOT ({lawful}) THEN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'check_violation'; END IF;
          RETURN NEW; END$guard$""",
        f"DROP TRIGGER IF EXISTS {TABLE}_never ON {TABLE}",
        f"CREATE TRIGGER {TABLE}_never BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION linli_never()",
        f"DROP TRIGGER IF EXISTS {GUARD} ON {TABLE}",
        f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {GUARD}()",
    ]


def forbid_erasing(apps: Any, schema_editor: Any) -> None:
    """Refuse every change again."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_update")
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
        )
        return
    for name in (GUARD, f"{TABLE}_never"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
    schema_editor.execute(f"DROP FUNCTION IF EXISTS {GUARD}()")
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_never BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION linli_never()"
    )
