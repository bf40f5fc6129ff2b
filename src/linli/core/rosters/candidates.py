"""The elements that a roster may bring, with all that a heading may call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from linli.core.elements import CodeList, Element, ValueKind
from linli.core.elements.folding import chinese_of
from linli.core.rosters.looks import Look

BY_KIND = {
    ValueKind.DATE: Look.DATE,
    ValueKind.PHONE: Look.PHONE,
    ValueKind.ADDRESS: Look.ADDRESS,
    ValueKind.YES_NO: Look.YES_NO,
    ValueKind.INTEGER: Look.NUMBER,
    ValueKind.DECIMAL: Look.NUMBER,
    ValueKind.CODE: Look.CODE,
}
BY_PROPERTY = {
    "name": Look.NAME,
    "sex": Look.SEX,
    "id_number": Look.ID_NUMBER,
    "credit_code": Look.CREDIT_CODE,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element that a column may hold. `names` are folded; `items` are the words and codes of its code list."""

    code: str
    names: frozenset[str]
    look: Look
    items: frozenset[str] = frozenset()


def candidates_of(
    elements: Iterable[Element],
    roles: Sequence[str],
    code_list: Callable[[str], CodeList | None],
    extra: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Candidate, ...]:
    """Candidates in the order of `roles`. A bare name ("姓名") belongs to the first role that has the property; every
    other role is named with it ("户主姓名"). `extra` adds names by element code.
    """
    by_role: dict[str, list[Element]] = {role: [] for role in roles}
    for element in elements:
        if element.role.code in by_role:
            by_role[element.role.code].append(element)
    taken: set[str] = set()
    found = []
    for role in roles:
        for element in by_role[role]:
            names = _names(element, bare=role == roles[0] or "." not in role) - taken
            names |= {chinese_of(name) for name in (extra or {}).get(element.code, ())} - taken
            taken |= names
            found.append(
                Candidate(element.code, frozenset(names), look_of(element), _items(element, code_list))
            )
    return tuple(found)


def look_of(element: Element) -> Look:
    """What the values of an element look like."""
    own = element.property
    return BY_PROPERTY.get(own.code) or BY_KIND.get(own.type.kind, Look.TEXT)


def _names(element: Element, *, bare: bool) -> set[str]:
    own, role = element.property.names, element.role.names
    called = (own.zh, own.en, *element.property.aliases)
    names = {f"{role.zh}{name}" for name in called} | {f"{role.zh}的{name}" for name in called}
    names |= {f"{role.en} {name}" for name in called} | {element.code}
    if bare:
        names.update(called)
    return {folded for name in names if (folded := chinese_of(name))}


def _items(element: Element, code_list: Callable[[str], CodeList | None]) -> frozenset[str]:
    found = code_list(element.property.type.code_list) if element.property.type.code_list else None
    if found is None:
        return frozenset()
    return frozenset(word for item in found.items for word in (item.code, item.names.zh, item.names.en))
