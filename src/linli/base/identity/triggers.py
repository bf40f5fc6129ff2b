"""What a constraint over one table row cannot say, as triggers, in the words of both databases.

- An administrator's account holds that post and no other (三员分立: who runs the system, who grants roles
  and who reads the trail meet nobody's data).
- A holding's role is its post's role, and a post's role never changes: else the constraints on holdings
  could be walked round by relabelling.
"""

from typing import Any

ADMINISTRATORS = "('system_admin', 'security_admin', 'audit_admin')"
OTHER_POST = f"""
    SELECT 1 FROM identity_holding other
    WHERE other.account_id = NEW.account_id AND other.ended_at IS NULL AND other.id <> NEW.id
      AND (NEW.role IN {ADMINISTRATORS} OR other.role IN {ADMINISTRATORS})
"""  # noqa: S608  # put together from the constants above; nothing from outside comes near
OTHER_ROLE = "SELECT 1 FROM identity_post post WHERE post.id = NEW.post_id AND post.role <> NEW.role"

SQLITE = [
    f"""
    CREATE TRIGGER holding_guard_{moment.lower()} BEFORE {moment} ON identity_holding
    WHEN NEW.ended_at IS NULL
    BEGIN
      SELECT RAISE(ABORT, 'holding_administrators_apart') WHERE EXISTS ({OTHER_POST});
      SELECT RAISE(ABORT, 'holding_role_is_the_posts') WHERE EXISTS ({OTHER_ROLE});
    END
    """
    for moment in ("INSERT", "UPDATE")
] + [
    """
    CREATE TRIGGER post_role_stays BEFORE UPDATE OF role ON identity_post
    WHEN OLD.role <> NEW.role
    BEGIN
      SELECT RAISE(ABORT, 'post_role_stays');
    END
    """
]
POSTGRESQL = [
    # The lock makes two appointments of one account at the same moment wait for each other.
    f"""
    CREATE FUNCTION identity_holding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM identity_account WHERE id = NEW.account_id FOR UPDATE;
      IF EXISTS ({OTHER_POST}) THEN
        RAISE EXCEPTION 'holding_administrators_apart' USING ERRCODE = 'check_violation';
      END IF;
      IF EXISTS ({OTHER_ROLE}) THEN
        RAISE EXCEPTION 'holding_role_is_the_posts' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER holding_guard BEFORE INSERT OR UPDATE ON identity_holding
    FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION identity_holding_guard()
    """,
    """
    CREATE FUNCTION identity_post_role_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'post_role_stays' USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER post_role_stays BEFORE UPDATE OF role ON identity_post
    FOR EACH ROW WHEN (OLD.role <> NEW.role) EXECUTE FUNCTION identity_post_role_stays()
    """,
]


def install(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; the last step of the first migration."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)
