"""What constraints over one row cannot say, on both databases."""

from typing import Any

from linli.base.append_only import close_statements, migration_steps, open_statements

CLOSED = ("grids_planchange",)
install, remove = migration_steps(CLOSED)

CLOSED_COUNTS = ("grids_daycount", "grids_homescorrection", "grids_termstart")
install_counts, remove_counts = migration_steps(CLOSED_COUNTS)

CLOSED_IN_FORCE = (
    "grids_grid",
    "grids_gridunit",
    "grids_planterm",
    "grids_homeplace",
    "grids_deputy",
    "grids_groundunit",
    "grids_groundgraph",
)
OVERLAP = (
    "grid_code = NEW.grid_code AND id <> NEW.id AND (valid_to IS NULL OR valid_to > NEW.valid_from) "
    "AND (NEW.valid_to IS NULL OR valid_from < NEW.valid_to)"
)
GROUND = "(SELECT ground_id FROM grids_gridplan WHERE id = NEW.plan_id)"
HERE = f"grids_groundunit u WHERE u.ground_id = {GROUND} AND u.community = NEW.community"
IN_A_GRID = "SELECT 1 FROM grids_gridunit g WHERE g.plan_id = NEW.plan_id AND g.unit = u.number"
GAP = f"EXISTS (SELECT 1 FROM {HERE} AND NOT EXISTS ({IN_A_GRID})) OR NOT EXISTS (SELECT 1 FROM {HERE})"  # noqa: S608  # our own names
NOWHERE = (
    "NOT EXISTS (SELECT 1 FROM grids_groundunit WHERE ground_id = NEW.ground_id AND number = NEW.unit "
    "AND community = NEW.community)"
)
CHANGED = (
    "OLD.valid_to IS NOT NULL OR NEW.valid_to IS NULL OR NEW.grid_code <> OLD.grid_code "
    "OR NEW.post_id <> OLD.post_id OR NEW.valid_from <> OLD.valid_from OR NEW.id <> OLD.id"
)


def _another(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {OVERLAP})"  # noqa: S608  # our own names


# name -> table, verb, when it is a lie, what is said
LIES = {
    "grids_term_is_later": (
        "grids_planterm",
        "INSERT",
        "EXISTS (SELECT 1 FROM grids_planterm WHERE community = NEW.community AND from_date >= NEW.from_date)",
        "grids: a plan begins after every earlier one of its community",
    ),
    "grids_term_has_no_gap": (
        "grids_planterm",
        "INSERT",
        GAP,
        "grids: every unit of the community lies in a grid of the plan",
    ),
    "grids_unit_of_its_plan": (
        "grids_gridunit",
        "INSERT",
        "NEW.plan_id <> (SELECT plan_id FROM grids_grid WHERE id = NEW.grid_id)",
        "grids: a unit lies in a grid of the same plan",
    ),
    "grids_home_is_in_a_unit": (
        "grids_homeplace",
        "INSERT",
        NOWHERE,
        "grids: a home lies in a unit of the ground, in its own community",
    ),
    "grids_one_officer": (
        "grids_assignment",
        "INSERT",
        _another("grids_assignment"),
        "grids: a grid has one officer on a day",
    ),
    "grids_assignment_only_ends": (
        "grids_assignment",
        "UPDATE",
        CHANGED,
        "grids: an assignment is never changed, it only ends",
    ),
    "grids_assignment_stays": (
        "grids_assignment",
        "DELETE",
        "1 = 1",
        "grids: an assignment is never removed",
    ),
    "grids_one_deputy": (
        "grids_deputy",
        "INSERT",
        _another("grids_deputy"),
        "grids: one deputy stands in on a day",
    ),
}


def lie_statements(vendor: str) -> list[str]:
    """The triggers that refuse a lie."""
    made = []
    for name, (table, verb, lie, words) in LIES.items():
        if vendor == "sqlite":
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{words}') WHERE {lie}; END"
            )
            continue
        result = "OLD" if verb == "DELETE" else "NEW"
        made += [
            f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {lie} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF;
            RETURN {result}; END $$
            """,
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return made


def install_in_force(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of plans in force."""
    vendor = schema_editor.connection.vendor
    for table in CLOSED_IN_FORCE:
        for statement in close_statements(table, vendor):
            schema_editor.execute(statement)
    for statement in lie_statements(vendor):
        schema_editor.execute(statement)


def remove_in_force(apps: Any, schema_editor: Any) -> None:
    """Take them away again."""
    vendor = schema_editor.connection.vendor
    for table in CLOSED_IN_FORCE:
        for statement in open_statements(table, vendor):
            schema_editor.execute(statement)
    for name, (table, *_rest) in LIES.items():
        on = "" if vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
