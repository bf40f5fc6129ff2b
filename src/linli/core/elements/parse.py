"""One property as the seed writes it: short notations an official can read, `text(50)`, `left+24`, `pipl 13`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import SeedError
from .kinds import Information, Publish, Sensitivity, Store, Trigger, ValueKind, Volatility
from .masks import Mask
from .model import Basis, Derivation, Property, Retention, ValueType, Words

TYPE = re.compile(r"(?P<kind>[a-z_]+)(?:\((?P<inside>[^)]*)\))?(?: (?P<unit>\S+))?")
RETENTION = re.compile(r"(?P<trigger>[a-z_]+)(?:\+(?P<months>\d+))?")
BASIS = re.compile(r"(?P<law>[a-z_0-9]+)(?: (?P<article>\d+(?:-\d+)?))?")
DASH = " — "


def words_of(data: Any, where: str) -> Words:
    """`{zh: .., en: ..}`, or a list of the two."""
    pair = (data.get("zh"), data.get("en")) if isinstance(data, Mapping) else tuple(data)
    if len(pair) != 2 or not all(isinstance(text, str) and text.strip() for text in pair):
        raise SeedError("needs_both_languages", where, str(data))
    return Words(pair[0].strip(), pair[1].strip())


def name_and_definition(data: Any, where: str) -> tuple[Words, Words]:
    """Name and definition, written in one line with a long dash between."""
    both = words_of(data, where)
    zh, zh_dash, zh_definition = both.zh.partition(DASH)
    en, en_dash, en_definition = both.en.partition(DASH)
    if not (zh_dash and en_dash):
        raise SeedError("needs_a_definition", where, both.zh)
    told = en_definition.strip()
    return Words(zh.strip(), en.strip()), Words(zh_definition.strip(), told[:1].upper() + told[1:])


def required(data: Mapping[str, Any], key: str, where: str) -> Any:
    """The value of a key that must be there."""
    if key not in data:
        raise SeedError("missing", where, key)
    return data[key]


def parse_property(code: str, data: Mapping[str, Any], group: str, where: str) -> Property:
    """A property with its group's defaults already laid under it. Raises SeedError."""
    names, definition = name_and_definition(data, where)
    try:
        return Property(
            code=code,
            names=names,
            definition=definition,
            type=parse_type(required(data, "type", where), data.get("standard", ""), where),
            information=Information(required(data, "information", where)),
            sensitivity=Sensitivity(required(data, "sensitivity", where)),
            basis=tuple(parse_basis(one, where) for one in _listed(data.get("basis", []))),
            purposes=tuple(_listed(data.get("purposes", []))),
            owner=required(data, "owner", where),
            steward=data.get("steward", ""),
            retention=parse_retention(required(data, "keep", where), where),
            volatility=Volatility(required(data, "changes", where)),
            mask=Mask(data.get("mask", Mask.NONE)),
            publish=Publish(required(data, "publish", where)),
            derivation=_derivation(data.get("derived"), where),
            aliases=tuple(str(alias) for alias in data.get("also", ())),
            group=group,
            store=Store(data.get("store", Store.REGISTER)),
        )
    except ValueError as error:
        if isinstance(error, SeedError):
            raise
        raise SeedError("unknown_word", where, str(error)) from error


def parse_type(text: str, standard: str, where: str) -> ValueType:
    """`text(50)`, `decimal(2) m2`, `integer persons`, `code(sex)`, `identifier(18)`, `date`, `yes_no`."""
    found = TYPE.fullmatch(text.strip())
    if found is None:
        raise SeedError("bad_type", where, text)
    kind, inside, unit = ValueKind(found["kind"]), found["inside"], found["unit"] or ""
    if kind is ValueKind.CODE:
        return ValueType(kind, code_list=inside or "", unit=unit, standard=standard)
    if kind is ValueKind.DECIMAL:
        return ValueType(kind, decimals=int(inside or "2"), unit=unit, standard=standard)
    return ValueType(kind, length=int(inside) if inside else None, unit=unit, standard=standard)


def parse_retention(text: str, where: str) -> Retention:
    """`left+24` (months after), `standing`."""
    found = RETENTION.fullmatch(text)
    if found is None:
        raise SeedError("bad_retention", where, text)
    return Retention(Trigger(found["trigger"]), int(found["months"]) if found["months"] else None)


def parse_basis(text: str, where: str) -> Basis:
    """`pipl 13`: law and article; the law alone where the article has still to be confirmed."""
    found = BASIS.fullmatch(str(text).strip())
    if found is None:
        raise SeedError("bad_basis", where, str(text))
    return Basis(found["law"], found["article"] or "")


def _derivation(data: Any, where: str) -> Derivation | None:
    if data is None:
        return None
    return Derivation(tuple(data["from"]), words_of(data, where))


def _listed(data: Any) -> list[str]:
    return [data] if isinstance(data, str) else list(data)
