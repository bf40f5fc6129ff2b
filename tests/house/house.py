"""What the house tests look at."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "linli"
# Floors from the ground up; a foreign key may only point to the same app or to a lower floor.
FLOORS = (
    ("auth", "contenttypes", "sessions"),
    ("identity",),
    ("audit",),
    ("jobs", "attachments", "reading", "presses"),
    ("territory", "policies", "catalogue"),
    ("register",),
    ("grids", "rights", "rosters", "sharing"),
    ("visits",),
    ("surveys",),
    ("forms",),
    ("mandates",),
    ("returns",),
    ("meter",),
    ("guarantees",),
    ("reports",),
)
ROOMS = (
    "territory",
    "policies",
    "catalogue",
    "register",
    "grids",
    "rights",
    "rosters",
    "sharing",
    "visits",
    "forms",
    "mandates",
    "returns",
    "meter",
    "surveys",
    "guarantees",
    "reports",
)
ACTING = (*ROOMS, "base/identity", "base/audit", "base/jobs", "base/attachments", "base/reading")


def python_files(*folders: str) -> Iterator[Path]:
    """Our own Python files, without migrations."""
    for folder in folders or ("src", "tests", "tools", "bench"):
        yield from (p for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts)


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    """A path as shown in messages."""
    return str(path.relative_to(ROOT))
