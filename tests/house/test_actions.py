"""Writes are actions: keyword-only, `by` and `at`, audited; doors and queries write nothing."""

import ast

import pytest

from tests.house.house import ACTING, SOURCE, name, python_files, tree

pytestmark = pytest.mark.one_database
WRITES = {"create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete"}
CLOCKS = {"now", "today", "localdate", "localtime"}


def files_called(stem: str):
    for room in ACTING:
        folder = SOURCE / room
        yield from folder.glob(f"{stem}.py")
        yield from folder.glob(f"{stem}/*.py")


def public_functions(path):
    return [n for n in tree(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def test_every_action_takes_by_and_at_by_keyword():
    wrong = []
    for path in files_called("actions"):
        for node in public_functions(path):
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if node.args.args or not {"by", "at"} <= keywords:
                wrong.append(f"{name(path)}: {node.name}")
    assert wrong == []


def test_there_are_actions_to_look_at():
    assert sum(len(public_functions(path)) for path in files_called("actions")) > 10


def test_the_domain_has_no_clock():
    wrong = []
    for stem in ("actions", "queries", "rules", "models"):
        for path in files_called(stem):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in CLOCKS:
                    wrong.append(f"{name(path)}:{node.lineno}")
    assert wrong == []


def _writes(path):
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        text = ast.unparse(node.func.value)
        if node.func.attr in WRITES | {"update"} and ("objects" in text or "QuerySet" in text):
            yield f"{name(path)}:{node.lineno} {ast.unparse(node.func)}"


def test_doors_do_not_write():
    assert [
        found
        for path in python_files("src/linli/office", "src/linli/cli", "src/linli/ui")
        for found in _writes(path)
    ] == []


def test_queries_do_not_write():
    assert [found for path in files_called("queries") for found in _writes(path)] == []
