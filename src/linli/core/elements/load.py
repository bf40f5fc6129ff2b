"""Read a seed: laws, purposes, departments, code lists, role paths and properties as YAML files of one folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import SeedError
from .kinds import Store, Subject
from .model import CodeItem, CodeList, Department, Element, Law, Property, Purpose, RolePath, Words
from .parse import name_and_definition, parse_property, required, words_of

__all__ = ["Seed", "SeedError", "load_directory"]


@dataclass(frozen=True, slots=True)
class Seed:
    """All that the files of a folder say. `elements` are the properties on the role paths they may stand on."""

    laws: Mapping[str, Law]
    purposes: Mapping[str, Purpose]
    departments: Mapping[str, Department]
    code_lists: Mapping[str, CodeList]
    roles: Mapping[str, RolePath]
    properties: Mapping[str, Property]
    elements: tuple[Element, ...]


def load_directory(directory: Path) -> Seed:
    """The seed in a folder. Raises SeedError with the file and the place in it."""
    laws = {code: _law(code, data) for code, data in _read(directory / "laws.yaml").items()}
    purposes = {
        code: Purpose(code, words_of(data, code)) for code, data in _read(directory / "purposes.yaml").items()
    }
    departments = {
        code: Department(code, words_of(data, code))
        for code, data in _read(directory / "departments.yaml").items()
    }
    code_lists = _code_lists(directory / "code_lists")
    role_file = _read(directory / "roles.yaml")
    roles = {code: _role(code, data) for code, data in required(role_file, "roles", "roles.yaml").items()}
    sets = {name: tuple(codes) for name, codes in required(role_file, "sets", "roles.yaml").items()}
    properties, elements = _properties(directory / "properties", roles, sets)
    return Seed(laws, purposes, departments, code_lists, roles, properties, elements)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SeedError("not_yaml", path.name, str(error)) from error
    if not isinstance(data, dict):
        raise SeedError("not_a_mapping", path.name)
    return data


def _law(code: str, data: Any) -> Law:
    return Law(code, words_of(data["name"], code), data["from"], data.get("to"))


def _role(code: str, data: Any) -> RolePath:
    names, definition = name_and_definition(data, f"roles.yaml {code}")
    store = Store(data.get("store", Store.REGISTER))
    return RolePath(code, names, Subject(data["subject"]), definition, store)


def _code_lists(directory: Path) -> dict[str, CodeList]:
    found: dict[str, CodeList] = {}
    for path in sorted(directory.glob("*.yaml")):
        for code, data in _read(path).items():
            if code in found:
                raise SeedError("twice", f"{path.name} {code}")
            items = tuple(
                CodeItem(str(one), words_of(text, f"{code} {one}")) for one, text in data["items"].items()
            )
            found[code] = CodeList(
                code=code,
                names=words_of(data["name"], code),
                standard=data["standard"],
                edition=str(data["edition"]),
                items=items,
                is_complete=data.get("complete", True),
                note=words_of(data["note"], code) if "note" in data else Words("", ""),
            )
    return found


def _properties(
    directory: Path, roles: Mapping[str, RolePath], sets: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Property], tuple[Element, ...]]:
    properties: dict[str, Property] = {}
    elements: list[Element] = []
    for path in sorted(directory.glob("*.yaml")):
        data = _read(path)
        for code, own in required(data, "properties", path.name).items():
            if code in properties:
                raise SeedError("twice", f"{path.name} {code}")
            merged = {**data.get("defaults", {}), **own}
            where = f"{path.name} {code}"
            properties[code] = parse_property(code, merged, data["group"], where)
            # The same property of somebody in a post is kept for other reasons and another time.
            in_post = parse_property(code, {**merged, **merged.get("in_post", {})}, data["group"], where)
            for role in _placed(merged["on"], roles, sets, where):
                is_staff = roles[role].subject is Subject.STAFF
                elements.append(Element(roles[role], in_post if is_staff else properties[code]))
    return properties, tuple(elements)


def _placed(
    named: list[str], roles: Mapping[str, RolePath], sets: Mapping[str, tuple[str, ...]], where: str
) -> list[str]:
    """Role paths as listed, the sets among them (written "+family") spelled out, each once."""
    placed: dict[str, None] = {}
    for name in named:
        codes = sets.get(name.removeprefix("+")) if name.startswith("+") else (name,)
        if codes is None or any(code not in roles for code in codes):
            raise SeedError("unknown_role", where, name)
        placed |= dict.fromkeys(codes)
    return list(placed)
