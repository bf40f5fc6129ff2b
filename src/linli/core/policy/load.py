"""Reading a directory of packs. The only file access of the engine, and only below the path it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .check import check
from .errors import PackError
from .model import Pack, Rule
from .parse import parse_pack, parse_rules
from .reading import read_yaml

LARGEST_FILE = 2_000_000
"""Bytes; a pack is written by hand, and a file above this is not one."""


def load_directory(directory: Path) -> tuple[dict[str, Rule], tuple[Pack, ...]]:
    """All rules and packs of `directory/**/*.yaml`: rule definitions first, whatever the file is called.

    Raises PackError: no_directory, nothing_there, defined_twice, pack_twice, and every slip of the parser.
    """
    if not directory.is_dir():
        raise PackError("no_directory", str(directory))
    files = {
        path.relative_to(directory).as_posix(): _read(path) for path in sorted(directory.rglob("*.yaml"))
    }
    return assemble(files)


def assemble(files: dict[str, dict[str, Any]]) -> tuple[dict[str, Rule], tuple[Pack, ...]]:
    """The same from mappings already read: file name -> data."""
    rules = _definitions(files)
    packs: dict[str, Pack] = {}
    for where, data in files.items():
        if "rules" not in data:
            pack = parse_pack(data, where, rules)
            if pack.code in packs:
                raise PackError("pack_twice", f"{where}.pack", pack.code)
            packs[pack.code] = pack
    if not packs:
        raise PackError("nothing_there", ", ".join(files) or "-")
    check(rules, tuple(packs.values()))
    return rules, tuple(packs.values())


def _definitions(files: dict[str, dict[str, Any]]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for where, data in files.items():
        for rule in parse_rules(data, where) if "rules" in data else ():
            if rule.code in rules:
                raise PackError("defined_twice", f"{where}.rules.{rule.code}")
            rules[rule.code] = rule
    return rules


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST_FILE:
        raise PackError("too_large", path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError("not_utf8", path.name, str(error)) from error
    return read_yaml(text, path.name)
