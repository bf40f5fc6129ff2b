"""The product's own catalogue as a vocabulary of conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from linli.core.elements import CodeList, Element, ValueKind, Volatility

from .vocabulary import Kind, Term, Vocabulary

KINDS = {
    ValueKind.INTEGER: Kind.COUNT,
    ValueKind.DECIMAL: Kind.NUMBER,
    ValueKind.DATE: Kind.DAY,
    ValueKind.YES_NO: Kind.FLAG,
}


def vocabulary_of_elements(elements: Iterable[Element], code_lists: Mapping[str, CodeList]) -> Vocabulary:
    """Terms for all elements; values of code lists are their codes.

    A two-digit code ending in 0 takes in those of its ten, as the national tables have it (20 已婚: 21, 22, 23).
    """
    return Vocabulary(MappingProxyType({one.code: _term(one, code_lists) for one in elements}))


def _term(one: Element, code_lists: Mapping[str, CodeList]) -> Term:
    listed = code_lists.get(one.property.type.code_list)
    codes = tuple(item.code for item in listed.items) if listed and listed.is_complete else ()
    return Term(
        one.code,
        one.names.zh,
        one.names.en,
        KINDS.get(one.property.type.kind, Kind.CODE),
        codes,
        one.property.volatility == Volatility.FIXED,
        (),
        _narrower(codes),
        tuple((item.code, item.names.zh, item.names.en) for item in listed.items) if listed else (),
    )


def _narrower(codes: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for code in codes:
        if len(code) == 2 and code.endswith("0") and code != "00":
            inside = tuple(
                other for other in codes if other != code and other[:1] == code[:1] and len(other) == 2
            )
            if inside:
                found.append((code, inside))
    return tuple(found)
