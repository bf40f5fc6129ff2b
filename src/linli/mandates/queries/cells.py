"""How many cells a request asks, and how many of them the record fills: counted for its rows, in its places."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linli.catalogue import queries as catalogue
from linli.core.elements import Store
from linli.core.mandates import finer
from linli.core.scopes import Scope, Unit
from linli.forms.counting import NAMES, Asks, asks_for, place_digits
from linli.mandates.models import MandateField
from linli.mandates.queries.minutes import CellTimes
from linli.register.scoped import KnownCells, known_cells
from linli.territory import queries as territory

SECONDS = Decimal(60)
OWN, REMARK = "record.", "record.record_remark"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows in the scope and, field by field in their order, how many of them have a value on the record."""

    rows: int
    known_by_field: tuple[int, ...]

    @property
    def asked(self) -> int:
        """Rows times fields."""
        return self.rows * len(self.known_by_field)

    @property
    def known(self) -> int:
        """Cells that are filled without asking anybody."""
        return sum(self.known_by_field)

    @property
    def to_collect(self) -> int:
        """Cells that have to be typed."""
        return self.asked - self.known


def cells_of(
    scope: Scope | None, fields: Sequence[MandateField], places: Collection[str], *, today: date
) -> Cells | None:
    """Counted on the record; None where the scope is not said, or is about rows that the record does not have."""
    if scope is None or not fields:
        return None
    if scope.unit is Unit.PLACE and not scope.where:
        return _of_communities(fields, places, today)
    held = catalogue.catalogue(today).by_code
    served = {field.element: (field.element, *finer(field.element)) for field in fields if field.element}
    wanted = {code for codes in served.values() for code in codes if code in held}
    on_record = {code for code in wanted if held[code].property.store is Store.REGISTER}
    found = known_cells(scope, places, on_record, today=today, vocabulary=catalogue.vocabulary(today))
    if found is None:
        return None
    return Cells(found.rows, tuple(_known(field.element, served, found) for field in fields))


def _of_communities(fields: Sequence[MandateField], places: Collection[str], today: date) -> Cells:
    """A form with a row for each community: figures are counted and names of places are known; the rest is typed."""
    rows = len({one.code for place in places for one in territory.communities(place, today)})
    return Cells(rows, tuple(rows if is_told(field) else 0 for field in fields))


def is_told(field: MandateField) -> bool:
    """Whether nobody has to type a cell of a form about communities."""
    is_of_place = field.element in NAMES.values() or bool(place_digits(field.label))
    return bool(field.figure) or is_of_place or asks_for(field.label, field.element) is not Asks.NUMBER


def _known(element: str, served: Mapping[str, Sequence[str]], found: KnownCells) -> int:
    """By the element itself or something finer, whichever is there more often; what the form says of itself (its serial
    number, its day, who filled it in) is never asked of anybody.
    """
    if element.startswith(OWN) and element != REMARK:
        return found.rows
    return max((found.by_element.get(code, 0) for code in served.get(element, ())), default=0)


def measured_minutes(cells: Cells, fields: Sequence[MandateField], times: CellTimes) -> Decimal | None:
    """Minutes to type what is not known, once, by measured seconds; None where nothing was measured."""
    total = Decimal(0)
    for field, known in zip(fields, cells.known_by_field, strict=True):
        time = times.of(field.element)
        if time is None:
            return None
        total += (cells.rows - known) * time.seconds
    return total / SECONDS
