"""Whose value an element of a form is: from the subject of a row along the links of the record, never by likeness.

A name, a telephone or an address that two people share leads nowhere: only a recorded link does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from linli.core.elements import Element
from linli.register.elements import LINKS, ROOTS
from linli.register.states import SubjectKind

# From the kind of subject of a row to the home, household and building it belongs to.
HOPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("self", "household"): ("self.household",),
    ("self", "dwelling"): ("self.dwelling",),
    ("household", "dwelling"): ("household.dwelling",),
    ("org", "dwelling"): ("org.dwelling",),
}
HEAD = "self.household.head"
DERIVED = {"age": "birth_date"}
"""Worked out from another value of the same person when it is read; never recorded."""


@dataclass(frozen=True, slots=True)
class Route:
    """`links` lead from the row's subject to whom the value belongs; `code` is the element there.

    `literal` is an element under which the row's own record may hold the value in words, where nobody is linked.
    """

    element: Element
    links: tuple[str, ...]
    code: str
    literal: str = ""

    @property
    def sought(self) -> str:
        """The element that is recorded: of an age the date of birth."""
        root, _dot, name = self.code.rpartition(".")
        return f"{root}.{DERIVED.get(name, name)}"

    @property
    def said(self) -> "Route | None":
        """The way to the words on the row's own record, where it may hold some."""
        return Route(self.element, (), self.literal) if self.literal else None


def root_of(kind: SubjectKind) -> str:
    """The first word of the elements of a kind of subject."""
    return next(root for root, one in ROOTS.items() if one == kind)


def route(root: str, element: Element) -> Route | None:
    """The way from a row about `root` ("self", "household" ...); None where the record has none.

    A person's own elements have no way from a household: which of its people is meant was not said.
    """
    role, name = element.role.code, element.property.code
    if role == root:
        return Route(element, (), element.code)
    literal = element.code if role.split(".")[0] == root else ""
    if role == HEAD:
        way = _way(root, "household")
        return None if way is None else Route(element, (*way, "household.head"), f"self.{name}", literal)
    if role in ROOTS:
        way = _way(root, role)
        return None if way is None else Route(element, way, element.code)
    way = _way(root, role.split(".")[0])
    if role not in LINKS or way is None:
        return Route(element, (), element.code) if literal else None
    target = _target(role)
    return Route(element, (*way, role), f"{target}.{name}", literal)


def reads(routes: Iterable[Route]) -> frozenset[str]:
    """Every element and link that following these routes reads: what a request has to allow."""
    found: set[str] = set()
    for one in routes:
        found |= {*one.links, one.code, one.sought}
        if one.said:
            found |= {one.said.code, one.said.sought}
    return frozenset(found)


def _way(root: str, to: str) -> tuple[str, ...] | None:
    return () if root == to else HOPS.get((root, to))


def _target(link: str) -> str:
    """The kind of subject a link leads to. Owners may be organisations too: those are read as nobody's person."""
    kinds = LINKS[link]
    return "self" if SubjectKind.PERSON in kinds else root_of(next(iter(kinds)))
