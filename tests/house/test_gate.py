"""The reading gate is the only way for doors to residents' data: no table, no ledger, no raw card past it."""

import ast
import inspect

import pytest

from linli.register import queries
from tests.house.house import SOURCE, name, python_files, tree

pytestmark = pytest.mark.one_database
DOORS = ("office", "residents", "field", "api", "cli", "ui")
CLOSED = ("linli.register.models", "linli.register.ledger", "linli.register.projection", "linli.base.crypto")
# Of the register's queries a door may use shapes (classes) and what tells nothing about anybody.
TELLS_NOBODY = {"sources", "districts"}
# The command that changes keys is no door to data.
KEYS = {"src/linli/cli/keys.py"}


def door_files():
    folders = [f"src/linli/{door}" for door in DOORS if (SOURCE / door).exists()]
    return [path for path in python_files(*folders) if name(path) not in KEYS]


def imports(path):
    """(module, name) of every import of a file, those inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def is_closed(module: str, imported: str) -> bool:
    whole = f"{module}.{imported}"
    if any(module == one or whole == one or module.startswith(f"{one}.") for one in CLOSED):
        return True
    if whole == "linli.register.queries":
        return True
    if module != "linli.register.queries":
        return module.startswith("linli.register.queries.") and not module.endswith(".counts")
    return imported not in TELLS_NOBODY and not inspect.isclass(getattr(queries, imported, None))


def test_no_door_reaches_past_the_gate():
    past = [
        f"{name(path)}: {module}.{imported}"
        for path in door_files()
        for module, imported in imports(path)
        if is_closed(module, imported)
    ]
    assert past == []


@pytest.mark.parametrize(
    ("module", "imported", "closed"),
    [
        ("linli.register.models", "Person", True),
        ("linli.register", "models", True),
        ("linli.register.ledger.load", "Loader", True),
        ("linli.register.queries", "card", True),
        ("linli.register.queries.card", "card", True),
        ("linli.register", "queries", True),
        ("linli.base.crypto.opened", "cipher", True),
        ("linli.register.queries", "Card", False),
        ("linli.register", "gate", False),
        ("linli.register.gate", "read", False),
    ],
)
def test_the_test_itself_knows_what_is_closed(module, imported, closed):
    assert is_closed(module, imported) is closed


def test_no_door_asks_for_a_model_by_its_name():
    asked = [name(path) for path in door_files() if 'get_model("register' in path.read_text(encoding="utf-8")]
    assert asked == []


def test_there_are_doors_to_look_at():
    assert len(door_files()) > 50
