"""What a constraint over one row cannot say: a decision repeats its version's proposer and origin truly.

Without this the two people could be the same one, by writing another account into `proposed_by`.
"""

from typing import Any

LIES = """
    SELECT 1 FROM catalogue_elementversion v WHERE v.id = NEW.version_id
      AND (v.origin <> NEW.origin OR v.account_id IS DISTINCT FROM NEW.proposed_by)
"""
SQLITE = [
    f"""
    CREATE TRIGGER catalogue_decision_is_true BEFORE INSERT ON catalogue_decision
    BEGIN
      SELECT RAISE(ABORT, 'decision_names_the_proposer') WHERE EXISTS ({LIES.replace("IS DISTINCT FROM", "IS NOT")});
    END
    """
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION catalogue_decision_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS ({LIES}) THEN
        RAISE EXCEPTION 'decision_names_the_proposer' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER catalogue_decision_is_true BEFORE INSERT ON catalogue_decision
    FOR EACH ROW EXECUTE FUNCTION catalogue_decision_is_true()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER IF EXISTS catalogue_decision_is_true"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS catalogue_decision_is_true ON catalogue_decision",
        "DROP FUNCTION IF EXISTS catalogue_decision_is_true()",
    ],
}


def install(apps: Any, schema_editor: Any) -> None:
    """Create the trigger; the last step of the first migration."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the trigger away again."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
