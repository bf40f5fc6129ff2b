"""What constraints over one row cannot say: the log is closed, and the two people of a decision are really two.

Each answer repeats the account of what it answers, so that the table's own constraint keeps the two apart; these
triggers refuse an answer that repeats it wrongly.
"""

from typing import Any

from linli.base.append_only import close_statements, open_statements

CLOSED = (
    "reading_reading",
    "reading_readingsubject",
    "reading_purpose",
    "reading_approval",
    "reading_approvalsubject",
    "reading_approvaldecision",
    "reading_approvalend",
    "reading_breakglass",
    "reading_breakglassreview",
    "reading_alarm",
    "reading_alarmanswer",
    "reading_objection",
    "reading_objectionanswer",
    "reading_deletionproof",
)
# answer table -> (its column, the query that says whose account stands there)
TRUE_ACCOUNTS = {
    "reading_approvaldecision": (
        "asked_by",
        "SELECT account_id FROM reading_approval WHERE id = NEW.approval_id",
    ),
    "reading_breakglassreview": (
        "opened_by",
        "SELECT account_id FROM reading_breakglass WHERE id = NEW.session_id",
    ),
    "reading_alarmanswer": ("about", "SELECT account_id FROM reading_alarm WHERE id = NEW.alarm_id"),
    "reading_objectionanswer": (
        "read_by",
        """
        SELECT r.account_id FROM reading_reading r JOIN reading_objection o ON o.reading_id = r.id
        WHERE o.id = NEW.objection_id
        """,
    ),
}
LIES = "an answer names the account of what it answers"


def truth_statements(vendor: str) -> list[str]:
    """Triggers that hold the repeated accounts to the truth."""
    made = []
    for table, (column, asked) in TRUE_ACCOUNTS.items():
        if vendor == "sqlite":
            made.append(
                f"CREATE TRIGGER {table}_is_true BEFORE INSERT ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{LIES}') WHERE NEW.{column} IS NOT ({asked}); END"
            )
            continue
        made += [
            f"""
            CREATE OR REPLACE FUNCTION {table}_is_true() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.{column} IS DISTINCT FROM ({asked}) THEN
            RAISE EXCEPTION '{LIES}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$
            """,
            f"""
            CREATE TRIGGER {table}_is_true BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_is_true()
            """,
        ]
    return made


def install(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; the last step of the first migration."""
    vendor = schema_editor.connection.vendor
    for table in CLOSED:
        for statement in close_statements(table, vendor):
            schema_editor.execute(statement)
    for statement in truth_statements(vendor):
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    vendor = schema_editor.connection.vendor
    for table in CLOSED:
        for statement in open_statements(table, vendor):
            schema_editor.execute(statement)
    for table in TRUE_ACCOUNTS:
        on = "" if vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_is_true{on}")
