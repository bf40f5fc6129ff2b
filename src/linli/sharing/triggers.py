"""What constraints over one row cannot say: written once, the second person is really another one, and granted it."""

from typing import Any

from linli.base.append_only import close_statements, open_statements

CLOSED = (
    "sharing_agreement",
    "sharing_agreementdecision",
    "sharing_agreementend",
    "sharing_exchange",
    "sharing_exportorder",
    "sharing_exportsubject",
    "sharing_exportdecision",
    "sharing_exportcopy",
)
SAYS_WHO = "sharing: the second row names the account of the first"
OF_ORDER = "SELECT account_id FROM sharing_exportorder WHERE id = NEW.order_id"
GRANTED = (
    "SELECT account_id FROM sharing_exportdecision WHERE order_id = NEW.order_id AND verdict = 'granted'"
)
# table -> when its new row is a lie; IS DISTINCT FROM is IS NOT on SQLite
LIES = {
    "sharing_agreementdecision": "NEW.asked_by IS DISTINCT FROM "
    "(SELECT account_id FROM sharing_agreement WHERE id = NEW.agreement_id)",
    "sharing_exportdecision": f"NEW.asked_by IS DISTINCT FROM ({OF_ORDER})",
    "sharing_exportcopy": f"NEW.asked_by IS DISTINCT FROM ({OF_ORDER}) "
    f"OR (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM ({GRANTED}))",
}


def truth_statements(vendor: str) -> list[str]:
    """The triggers that refuse a lie."""
    made = []
    for table, lie in LIES.items():
        if vendor == "sqlite":
            when = lie.replace("IS DISTINCT FROM", "IS NOT")
            made.append(
                f"CREATE TRIGGER {table}_is_true BEFORE INSERT ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{SAYS_WHO}') WHERE {when}; END"
            )
            continue
        made += [
            f"""
            CREATE OR REPLACE FUNCTION {table}_is_true() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {lie} THEN RAISE EXCEPTION '{SAYS_WHO}' USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW; END $$
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
    for table in LIES:
        on = "" if vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_is_true{on}")
