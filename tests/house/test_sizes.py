"""Things stay small enough to be read in one sitting."""

import statistics

import pytest

from tests.house.house import ROOT, SOURCE, functions, name, python_files

pytestmark = pytest.mark.one_database


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines():
    long = {
        name(path): lines(path)
        for path in python_files("src", "tests", "tools", "bench")
        if lines(path) > 400
    }
    assert long == {}


def test_the_typical_file_is_short():
    assert statistics.median(lines(path) for path in python_files("src")) < 110


def test_no_function_is_longer_than_50_lines():
    long = [
        f"{name(path)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in python_files("src")
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > 50
    ]
    assert long == []


def test_templates_and_scripts_are_short():
    limits = {"*.html": 150, "*.js": 250}
    long = [
        f"{name(path)} {lines(path)}"
        for pattern, most in limits.items()
        for path in SOURCE.rglob(pattern)
        if "vendor" not in path.parts and lines(path) > most
    ]
    assert long == []


def test_the_settings_are_one_file_under_300_lines():
    assert lines(ROOT / "src/linli/config/settings.py") < 300


def test_every_package_says_in_both_languages_what_it_is():
    silent = [
        name(path)
        for path in SOURCE.rglob("__init__.py")
        if "migrations" not in path.parts
        and path.parent != SOURCE
        and path.parent.parent in {SOURCE, SOURCE / "core", SOURCE / "base", SOURCE / "office"}
        and "·" not in path.read_text(encoding="utf-8").split("\n")[0]
    ]
    assert silent == []
