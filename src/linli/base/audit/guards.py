"""Triggers by which the database itself refuses to change the past, on SQLite and PostgreSQL.

They stop mistakes and the casual hand; whoever owns the database can drop them, which is why `verify` looks
at them too and why the chain and the published roots exist. A migration that alters the entry table must
install them again at its end: SQLite rebuilds the table and loses its triggers.
"""

# ruff: noqa: S608  # the statements are put together from the constants of this file only

from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY = "audit_auditentry"
HEAD = "audit_audithead"
NEVER = "audit trail: entries are never changed or removed"
ONLY_NEXT = "audit trail: an entry can only be added at the end of the chain"
HEAD_ONLY_ON = "audit trail: the head only moves on to the next entry"
GENESIS_SQL = "'" + "0" * 64 + "'"


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: its name, its table, and the statement that makes it."""

    name: str
    table: str
    create: str


SQLITE = (
    Guard(
        "audit_entry_no_update",
        ENTRY,
        f"CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON {ENTRY} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
    ),
    Guard(
        "audit_entry_no_delete",
        ENTRY,
        f"CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON {ENTRY} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
    ),
    Guard(
        # REPLACE removes rows without asking the delete trigger, hence the look at the digest.
        "audit_entry_only_next",
        ENTRY,
        f"CREATE TRIGGER audit_entry_only_next BEFORE INSERT ON {ENTRY} "
        f"WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM {ENTRY}) "
        f"OR NEW.previous IS NOT COALESCE((SELECT digest FROM {ENTRY} ORDER BY seq DESC LIMIT 1), {GENESIS_SQL}) "
        f"OR EXISTS (SELECT 1 FROM {ENTRY} WHERE digest = NEW.digest) "
        f"BEGIN SELECT RAISE(ABORT, '{ONLY_NEXT}'); END",
    ),
    Guard(
        "audit_entry_moves_head",
        ENTRY,
        f"CREATE TRIGGER audit_entry_moves_head AFTER INSERT ON {ENTRY} BEGIN "
        f"INSERT INTO {HEAD} (id, seq, digest) VALUES (1, NEW.seq, NEW.digest) "
        f"ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, digest = excluded.digest; END",
    ),
    Guard(
        "audit_head_no_delete",
        HEAD,
        f"CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON {HEAD} "
        f"BEGIN SELECT RAISE(ABORT, '{HEAD_ONLY_ON}'); END",
    ),
    Guard(
        "audit_head_only_on",
        HEAD,
        f"CREATE TRIGGER audit_head_only_on BEFORE UPDATE ON {HEAD} WHEN NEW.seq IS NOT OLD.seq + 1 "
        f"OR NOT EXISTS (SELECT 1 FROM {ENTRY} WHERE seq = NEW.seq AND digest = NEW.digest) "
        f"BEGIN SELECT RAISE(ABORT, '{HEAD_ONLY_ON}'); END",
    ),
)

# On PostgreSQL the bodies live in functions; each guard's statement makes its trigger.
POSTGRES_FUNCTIONS = {
    "linli_audit_never": f"BEGIN RAISE EXCEPTION '{NEVER}'; END",
    "linli_audit_only_next": f"""
DECLARE last_seq bigint; last_digest varchar;
BEGIN
  SELECT seq, digest INTO last_seq, last_digest FROM {ENTRY} ORDER BY seq DESC LIMIT 1;
  IF NEW.seq IS DISTINCT FROM COALESCE(last_seq, 0) + 1
     OR NEW.previous IS DISTINCT FROM COALESCE(last_digest, {GENESIS_SQL}) THEN
    RAISE EXCEPTION '{ONLY_NEXT}';
  END IF;
  RETURN NEW;
END""",
    "linli_audit_moves_head": f"""
BEGIN
  INSERT INTO {HEAD} (id, seq, digest) VALUES (1, NEW.seq, NEW.digest)
  ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, digest = excluded.digest;
  RETURN NULL;
END""",
    "linli_audit_head_only_on": f"""
BEGIN
  IF NEW.seq IS DISTINCT FROM OLD.seq + 1
     OR NOT EXISTS (SELECT 1 FROM {ENTRY} WHERE seq = NEW.seq AND digest = NEW.digest) THEN
    RAISE EXCEPTION '{HEAD_ONLY_ON}';
  END IF;
  RETURN NEW;
END""",
}


def _postgres(name: str, table: str, when: str, function: str, each: str = "ROW") -> Guard:
    create = f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    return Guard(name, table, create)


POSTGRES = (
    _postgres("audit_entry_never", ENTRY, "BEFORE UPDATE OR DELETE", "linli_audit_never"),
    _postgres("audit_entry_no_truncate", ENTRY, "BEFORE TRUNCATE", "linli_audit_never", "STATEMENT"),
    _postgres("audit_entry_only_next", ENTRY, "BEFORE INSERT", "linli_audit_only_next"),
    _postgres("audit_entry_moves_head", ENTRY, "AFTER INSERT", "linli_audit_moves_head"),
    _postgres("audit_head_no_delete", HEAD, "BEFORE DELETE", "linli_audit_never"),
    _postgres("audit_head_no_truncate", HEAD, "BEFORE TRUNCATE", "linli_audit_never", "STATEMENT"),
    _postgres("audit_head_only_on", HEAD, "BEFORE UPDATE", "linli_audit_head_only_on"),
)


def guards_of(vendor: str) -> tuple[Guard, ...]:
    """The triggers of a database engine."""
    return POSTGRES if vendor == "postgresql" else SQLITE


def install_statements(vendor: str) -> list[str]:
    """What makes the guards, in order."""
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
        for name, body in (POSTGRES_FUNCTIONS if vendor == "postgresql" else {}).items()
    ]
    return functions + [guard.create for guard in guards_of(vendor)]


def remove_statements(vendor: str) -> list[str]:
    """What takes the guards away: for undoing the migration, and for the flush between tests."""
    on = " ON {}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {guard.name}{on.format(guard.table)}" for guard in guards_of(vendor)]


def missing_guards(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Names of the triggers that are gone, switched off, or not the ones that we installed."""
    connection = connection or connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _missing_on_postgres(cursor)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
        return [guard.name for guard in SQLITE if there.get(guard.name) != guard.create]


def _missing_on_postgres(cursor: object) -> list[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT t.tgname, c.relname, p.proname, p.prosrc FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE t.tgenabled IN ('O', 'A') AND c.relname IN (%s, %s) AND c.relnamespace = current_schema()::regnamespace",
        [ENTRY, HEAD],
    )
    there = {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}  # type: ignore[attr-defined]
    missing = []
    for guard in POSTGRES:
        function, source = there.get((guard.name, guard.table), ("", ""))
        if not function or source != POSTGRES_FUNCTIONS.get(function):
            missing.append(guard.name)
    return missing
