"""The ledger's own guard in the database: facts and entries are never changed or removed; a merge ends once.
The one exception is a value whose time is over: it is emptied when the list of erasures names its fact.

They stop mistakes and the casual hand. A migration that alters one of the tables must install them again at its end
(`install`, then `allow_erasing`): SQLite rebuilds the table and loses its triggers.
"""

from typing import Any

TABLES = ("register_fact", "register_entry")
NEVER = "register: the ledger is appended to, never changed"
ONCE = "register: a merge is ended once, and nothing else of it changes"
MERGE = "register_merge"
TRUTH = "register: both_numbered must say what the two numbers say"
# What may differ between a merge and the same merge ended.
SAME = (
    "id",
    "kept_id",
    "gone_id",
    "both_numbered",
    "merged_at",
    "account_id",
    "second_account_id",
    "merged_label",
)
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in SAME)
REOPENED = f"OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR {CHANGED}"
LIES = """
    NEW.both_numbered <> (2 = (
      SELECT COUNT(*) FROM register_person p
      WHERE p.number_sound AND p.id IN (NEW.kept_id, NEW.gone_id)
    ))
"""


def _sqlite() -> list[str]:
    never = [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
        for table in TABLES
        for act in ("UPDATE", "DELETE")
    ]
    reopened = REOPENED.replace("IS DISTINCT FROM", "IS NOT")
    return [
        *never,
        f"CREATE TRIGGER {MERGE}_no_delete BEFORE DELETE ON {MERGE} BEGIN SELECT RAISE(ABORT, '{ONCE}'); END",
        (
            f"CREATE TRIGGER {MERGE}_ends_once BEFORE UPDATE ON {MERGE} WHEN {reopened} "
            f"BEGIN SELECT RAISE(ABORT, '{ONCE}'); END"
        ),
        (
            f"CREATE TRIGGER {MERGE}_is_true BEFORE INSERT ON {MERGE} WHEN {LIES} "
            f"BEGIN SELECT RAISE(ABORT, '{TRUTH}'); END"
        ),
    ]


FUNCTIONS = {
    "register_ledger_never": f"BEGIN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'check_violation'; END",
    "register_merge_never": f"BEGIN RAISE EXCEPTION '{ONCE}' USING ERRCODE = 'check_violation'; END",
    "register_merge_ends_once": f"""BEGIN
      IF {REOPENED} THEN RAISE EXCEPTION '{ONCE}' USING ERRCODE = 'check_violation'; END IF;
      RETURN NEW; END""",
    "register_merge_is_true": f"""BEGIN
      IF {LIES} THEN RAISE EXCEPTION '{TRUTH}' USING ERRCODE = 'check_violation'; END IF;
      RETURN NEW; END""",
}


def _postgresql() -> list[str]:
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
        for name, body in FUNCTIONS.items()
    ]
    triggers = [
        f"CREATE TRIGGER {table}_never BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION register_ledger_never()"
        for table in TABLES
    ]
    return [
        *functions,
        *triggers,
        (
            f"CREATE TRIGGER {MERGE}_no_delete BEFORE DELETE ON {MERGE} "
            f"FOR EACH ROW EXECUTE FUNCTION register_merge_never()"
        ),
        (
            f"CREATE TRIGGER {MERGE}_ends_once BEFORE UPDATE ON {MERGE} "
            f"FOR EACH ROW EXECUTE FUNCTION register_merge_ends_once()"
        ),
        (
            f"CREATE TRIGGER {MERGE}_is_true BEFORE INSERT ON {MERGE} "
            f"FOR EACH ROW EXECUTE FUNCTION register_merge_is_true()"
        ),
    ]


# The one change that a fact may go through: its value is emptied, when the list of erasures names it. An empty
# `sealed` is the mark of it, for a value that stood in the clear too; a link has no value and cannot be emptied.
KEPT = (
    "id",
    "district",
    "subject_id",
    "element",
    "object_id",
    "valid_from",
    "valid_to",
    "entry_id",
    "corrects_id",
)
ERASED = """COALESCE({length}(NEW.sealed) = 0, {no}) AND NEW.value = ''
    AND (OLD.sealed IS NOT NULL OR OLD.value <> '') AND {kept}
    AND EXISTS (SELECT 1 FROM register_erasure e WHERE e.fact_id = OLD.id)"""
CHANGES = "register_fact_only_erased"


def _erasing(vendor: str) -> list[str]:
    """What lets a fact be emptied, in place of what forbids every change. Idempotent."""
    if vendor == "sqlite":
        kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KEPT)
        lawful = ERASED.format(length="length", no="0", kept=kept)
        return [
            "DROP TRIGGER IF EXISTS register_fact_no_update",
            (
                f"CREATE TRIGGER register_fact_no_update BEFORE UPDATE ON register_fact WHEN NOT ({lawful}) "
                f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
            ),
        ]
    kept = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
    lawful = ERASED.format(length="octet_length", no="false", kept=kept)
    return [
        f"""CREATE OR REPLACE FUNCTION {CHANGES}() RETURNS trigger LANGUAGE plpgsql AS $guard$BEGIN
          IF NOT ({lawful}) THEN RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'check_violation'; END IF;
          RETURN NEW; END$guard$""",
        "DROP TRIGGER IF EXISTS register_fact_never ON register_fact",
        (
            "CREATE TRIGGER register_fact_never BEFORE DELETE ON register_fact "
            "FOR EACH ROW EXECUTE FUNCTION register_ledger_never()"
        ),
        f"DROP TRIGGER IF EXISTS {CHANGES} ON register_fact",
        (
            f"CREATE TRIGGER {CHANGES} BEFORE UPDATE ON register_fact "
            f"FOR EACH ROW EXECUTE FUNCTION {CHANGES}()"
        ),
    ]


UNDO = {
    "sqlite": [
        *(
            f"DROP TRIGGER IF EXISTS {table}_no_{act}"
            for table in (*TABLES, MERGE)
            for act in ("update", "delete")
        ),
        f"DROP TRIGGER IF EXISTS {MERGE}_ends_once",
        f"DROP TRIGGER IF EXISTS {MERGE}_is_true",
    ],
    "postgresql": [
        *(f"DROP TRIGGER IF EXISTS {table}_never ON {table}" for table in TABLES),
        *(
            f"DROP TRIGGER IF EXISTS {MERGE}_{name} ON {MERGE}"
            for name in ("no_delete", "ends_once", "is_true")
        ),
        *(f"DROP FUNCTION IF EXISTS {name}()" for name in FUNCTIONS),
    ],
}


def install(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; the last step of the first migration."""
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


def allow_erasing(apps: Any, schema_editor: Any) -> None:
    """The last step of the migration that brings the list of erasures."""
    for statement in _erasing(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def forbid_erasing(apps: Any, schema_editor: Any) -> None:
    """Forbid every change of a fact again."""
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS register_fact_no_update")
        schema_editor.execute(_sqlite()[0])
        return
    for name in (CHANGES, "register_fact_never"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON register_fact")
    schema_editor.execute(f"DROP FUNCTION IF EXISTS {CHANGES}()")
    schema_editor.execute(
        "CREATE TRIGGER register_fact_never BEFORE UPDATE OR DELETE ON register_fact "
        "FOR EACH ROW EXECUTE FUNCTION register_ledger_never()"
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
