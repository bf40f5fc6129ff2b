"""What may be recorded of whom: elements of the catalogue, and the few that hold the record itself together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from linli.catalogue.queries import Catalogue, catalogue, code_items
from linli.core.elements import Element, Store, ValueKind, Volatility
from linli.register.states import SubjectKind
from linli.register.values import READERS, Reader, code_reader, text_reader

P, H, D, O, T = SubjectKind  # noqa: E741  # five letters for one table below
ROOTS = {"self": P, "household": H, "dwelling": D, "org": O, "thing": T}
# Who points to whom. These are role paths of the catalogue, or their beginnings, with a subject in place of a value.
LINKS: dict[str, frozenset[SubjectKind]] = {
    "self.household": frozenset({H}),
    "self.dwelling": frozenset({D}),
    "self.spouse": frozenset({P}),
    "self.father": frozenset({P}),
    "self.mother": frozenset({P}),
    "self.guardian": frozenset({P}),
    "self.carer": frozenset({P}),
    "self.supporter": frozenset({P}),
    "self.emergency_contact": frozenset({P}),
    "household.head": frozenset({P}),
    "household.dwelling": frozenset({D}),
    "household.contact": frozenset({P}),
    "dwelling.owner": frozenset({P, O}),
    "dwelling.tenant": frozenset({P, O}),
    "dwelling.keeper": frozenset({P, O}),
    "org.legal_representative": frozenset({P}),
    "org.contact": frozenset({P}),
    "org.dwelling": frozenset({D}),
    "thing.owner": frozenset({P, O}),
}
# These have columns of their own in the projection; all other links are rows of Relation.
TYPED_LINKS = frozenset(
    {
        "self.household",
        "self.dwelling",
        "household.head",
        "household.dwelling",
        "org.dwelling",
    }
)
# A subject has one of these at a time; of the others it may have several.
SINGLE_LINKS = TYPED_LINKS | {"self.spouse", "self.father", "self.mother", "org.legal_representative"}
PARENTS = ("self.father", "self.mother")
# Where something is, and how an address is recognised again: about no person, and not for the catalogue to admit.
PLACES = frozenset(f"{root}.{name}" for root in ROOTS for name in ("division_code", "grid"))
PARTS = {"dwelling.estate": 80, "dwelling.road": 120, "dwelling.address_key": 120}
LOOKUPS = {
    "self.name": "name",
    "self.former_name": "name",
    "self.foreign_name": "name",
    "self.id_number": "number",
    "self.id_document_number": "number",
    "self.phone": "phone",
    "self.mobile": "phone",
    "self.landline": "phone",
    "household.household_number": "household",
    "household.household_booklet_number": "household",
}
STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Shape:
    """How facts of one element are written: for whom, sealed or not, by which reader, to which kinds it points.

    `is_fixed` elements hold as long as their subject; `information` is the catalogue's kind, or "structure".
    """

    code: str
    kind: SubjectKind
    is_sealed: bool
    is_fixed: bool
    information: str
    read: Reader
    points_to: frozenset[SubjectKind] = frozenset()
    lookup: str = ""
    element: Element | None = None


class Shapes:
    """The shapes of a day, made when they are asked for."""

    def __init__(self, of: Catalogue) -> None:
        self.of = of
        self._made: dict[str, Shape | None] = {}

    def get(self, code: str) -> Shape | None:
        """The shape of an element; None where nobody has admitted it, or where it belongs to another store."""
        if code not in self._made:
            self._made[code] = _structural(code) or _admitted(code, self.of)
        return self._made[code]


@lru_cache(maxsize=4)
def _shapes(of: "_Same") -> Shapes:
    return Shapes(of.catalogue)


class _Same:
    """Compares catalogues by identity: the catalogue's own cache hands out one object per day and state."""

    def __init__(self, held: Catalogue) -> None:
        self.catalogue = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.catalogue is other.catalogue

    def __hash__(self) -> int:
        return hash(self.catalogue.as_of)


def shapes(as_of: date) -> Shapes:
    """What may be recorded on a day."""
    return _shapes(_Same(catalogue(as_of)))


def kind_of(code: str) -> SubjectKind | None:
    """The kind of subject that an element is recorded for, by its first word."""
    return ROOTS.get(code.partition(".")[0])


def _structural(code: str) -> Shape | None:
    kind = kind_of(code)
    if kind is None:
        return None
    if code in LINKS:
        return Shape(code, kind, False, False, STRUCTURE, _no_value, LINKS[code])
    if code in PLACES:
        name = code.rpartition(".")[2]
        return Shape(code, kind, False, False, STRUCTURE, READERS[name])
    if code in PARTS:
        return Shape(code, kind, False, False, STRUCTURE, text_reader(PARTS[code]))
    return None


def _admitted(code: str, of: Catalogue) -> Shape | None:
    element, kind = of.element(code), kind_of(code)
    if element is None or kind is None or element.property.store is not Store.REGISTER:
        return None
    own = element.property
    return Shape(
        code=code,
        kind=kind,
        is_sealed=own.is_personal,
        is_fixed=own.volatility is Volatility.FIXED,
        information=own.information,
        read=_reader(element, of.as_of),
        lookup=LOOKUPS.get(code, ""),
        element=element,
    )


def _reader(element: Element, as_of: date) -> Callable[[str, date], str]:
    own = element.property
    if own.type.kind is ValueKind.CODE:
        return code_reader(frozenset(code_items(own.type.code_list, as_of)))
    if own.code in READERS:
        return READERS[own.code]
    if own.type.kind in (ValueKind.TEXT, ValueKind.ADDRESS, ValueKind.IDENTIFIER):
        return text_reader(own.type.length or 500)
    return READERS[own.type.kind]


def _no_value(text: str, day: date) -> str:
    raise ValueError("points_to_subject")
