"""The product's own catalogue made ready for matching."""

from __future__ import annotations

from collections.abc import Iterable

from linli.core.elements import Element as Known

from .catalogue import Catalogue
from .model import Element


def catalogue_of_elements(elements: Iterable[Known]) -> Catalogue:
    """A catalogue from elements of `core.elements`: each property by its own name, each role path by its own.

    Role paths of things (the organisation, the dwelling) stay apart, so that `org.longitude` and
    `building.longitude` are two answers to one label.
    """
    given = list(elements)
    made = (
        Element(one.code, one.property.names.zh, one.role.code, one.property.code, one.property.aliases)
        for one in given
    )
    return Catalogue(made, {one.role.code: one.role.names.zh for one in given})
