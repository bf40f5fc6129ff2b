"""The cells of a request, one by one by what is known of them: counts by community, and what is to be asked where."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from linli.catalogue import queries as catalogue
from linli.core.collecting import CellState, state_of
from linli.core.elements import Element, Store
from linli.core.elements.model import CHECK_BACK_MONTHS
from linli.core.scopes import Unit
from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries.cells import is_told
from linli.register.elements import kind_of
from linli.register.scoped import ScopeRow, standing_of
from linli.register.states import SubjectKind
from linli.territory import queries as territory
from linli.visits.actions import HomeAsks
from linli.visits.rules import place_of

AT_THE_DOOR = (SubjectKind.PERSON, SubjectKind.HOUSEHOLD, SubjectKind.DWELLING)
# For what is about nobody in particular; the catalogue names purposes only for what is personal.
OF_NOBODY = ("grid_services",)


@dataclass(slots=True)
class Cells:
    """Cells of one community by state; `typed` belong to no element that the record has for these rows."""

    rows: int = 0
    states: Counter[CellState] = field(default_factory=Counter)
    typed: int = 0

    @property
    def fresh(self) -> int:
        """Filled without asking."""
        return self.states[CellState.FRESH]

    @property
    def stale(self) -> int:
        """Too old to be relied on."""
        return self.states[CellState.STALE]

    @property
    def conflict(self) -> int:
        """Said differently by different sources."""
        return self.states[CellState.CONFLICT]

    @property
    def missing(self) -> int:
        """Not on the record."""
        return self.states[CellState.MISSING]

    @property
    def cells(self) -> int:
        """All of them."""
        return self.states.total() + self.typed


@dataclass(frozen=True, slots=True)
class Counted:
    """What one request comes to. `purposes` are those that each asked element may be collected for."""

    by_community: Mapping[str, Cells]
    homes: tuple[HomeAsks, ...]
    purposes: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]


def counted(
    mandate: Mandate,
    fields: Sequence[MandateField],
    places: Collection[str],
    refused: Mapping[UUID, Collection[str]],
    today: date,
) -> Counted | None:
    """Counted on the record. `refused` are elements that a household did not wish to tell lately: they stay missing,
    and nobody asks again. None where it is not said whose rows are asked for, or nobody lives behind them.
    """
    scope = mandate.row_scope
    if scope is None or not fields:
        return None
    if scope.unit is Unit.PLACE and not scope.where:
        return _of_communities(fields, places, today)
    held = catalogue.catalogue(today).by_code
    on_record = {
        one.element: held[one.element]
        for one in fields
        if one.element in held and held[one.element].property.store is Store.REGISTER
    }
    vocabulary = catalogue.vocabulary(today)
    standing = standing_of(scope, places, on_record, today=today, vocabulary=vocabulary)
    if standing is None:
        return None
    askable = {code: purposes_of(one) for code, one in on_record.items() if can_be_asked(one)}
    asks: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    where: dict[UUID, str] = {}
    by_community: dict[str, Cells] = defaultdict(Cells)
    times = Counter(one.element for one in fields if one.element in standing.reached)
    for row in standing.rows:
        cells = by_community[row.division_code]
        cells.rows += 1
        cells.typed += len(fields) - times.total()
        for element, count in times.items():
            subject = row.subjects.get(element.partition(".")[0])
            known = standing.known.get((subject, element)) if subject else None
            state = state_of(known, CHECK_BACK_MONTHS[on_record[element].property.volatility], today)
            cells.states[state] += count
            if state is CellState.FRESH or element not in askable or subject is None:
                continue
            if row.household is not None and element not in refused.get(row.household, ()):
                asks[row.household][element].add(subject.hex)
                where[row.household] = _door(row)
    homes = tuple(
        HomeAsks(one, where[one], {element: sorted(ids) for element, ids in sorted(wanted.items())})
        for one, wanted in asks.items()
    )
    return Counted(dict(by_community), homes, askable, tuple(places))


def _of_communities(fields: Sequence[MandateField], places: Collection[str], today: date) -> Counted:
    """A form with a row for each community: what is counted on the record asks nobody, the rest is typed. No door."""
    told = sum(is_told(field) for field in fields)
    codes = {one.code for place in places for one in territory.communities(place, today)}
    cells = {code: Cells(1, Counter({CellState.FRESH: told}), len(fields) - told) for code in codes}
    return Counted(cells, (), {}, tuple(places))


def _door(row: ScopeRow) -> str:
    return place_of(row.division_code, row.grid)


def can_be_asked(element: Element) -> bool:
    """What somebody at home can say: not worked out from other values, of a person, a household or a home, and with a
    purpose to collect it for.
    """
    own = element.property
    return own.derivation is None and kind_of(element.code) in AT_THE_DOOR and bool(purposes_of(element))


def purposes_of(element: Element) -> tuple[str, ...]:
    """The purposes an element may be collected for."""
    own = element.property
    return tuple(own.purposes) if own.is_personal else OF_NOBODY
