"""What is written where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linli.core.filling import Value
from linli.core.formmatch.layout.texts import TOTAL
from linli.forms.models import FormField

Values = Mapping[int, Value | None]
"""Position of a field -> what goes into its cell. None empties the cell; a field that is not named is left alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands, rows and columns from 0: its label at `row`, `column`, its (first) cell to be filled at
    `value_row`, `value_column`. `in_roster`: a column that takes a row for each.
    """

    position: int
    label: str
    sheet: str
    row: int
    column: int
    value_row: int
    value_column: int
    in_roster: bool = False

    @property
    def is_inline(self) -> bool:
        """Whether label and blank share one cell."""
        return (self.row, self.column) == (self.value_row, self.value_column)

    @property
    def table(self) -> tuple[str, int]:
        """The table that a column belongs to: its sheet and first row to be filled."""
        return self.sheet, self.value_row


@dataclass(frozen=True, slots=True)
class Card:
    """One copy of the form: values of its single cells, and the rows of its tables. A row goes into every table that
    it has a value for. `total` goes into the form's own row of totals, where there is one below the table; with
    `adds_total` it becomes the last row where there is none. `name` tells copies of a workbook's sheets apart.
    """

    values: Values = field(default_factory=dict)
    members: Sequence[Values] = ()
    total: Values = field(default_factory=dict)
    adds_total: bool = False
    name: str = ""

    def rows_of(self, columns: Iterable[Place]) -> list[Values]:
        """The rows that go into a table with these columns."""
        own = {column.position for column in columns}
        return [row for row in self.members if not own.isdisjoint(row)]

    def table_of(self, columns: Sequence[Place], below: str) -> tuple[list[Values], Values]:
        """The rows of a table, and what goes into its row of totals; `below` is the first text under its free rows."""
        rows, numbers = (
            self.rows_of(columns),
            {at: one for at, one in self.total.items() if isinstance(one, int | Decimal)},
        )
        if TOTAL.match(below.strip()):
            return rows, numbers
        return [*rows, self.total] if self.adds_total and rows else rows, {}


@dataclass(frozen=True, slots=True)
class Written:
    """A filled file. `lost` are words for what could not be kept as it was: a chart, the old format."""

    name: str
    content: bytes
    lost: tuple[str, ...] = ()


def ledger(
    rows: Sequence[Values],
    head: Values | None = None,
    *,
    total: Values | None = None,
    adds_total: bool = False,
) -> Card:
    """A list with a row for each, what stands once above it, and its totals."""
    return Card(head or {}, rows, total or {}, adds_total)


def place_of(form_field: FormField) -> Place:
    """Where a field of a form stands."""
    return Place(
        form_field.position,
        form_field.label,
        form_field.sheet,
        form_field.row,
        form_field.column,
        form_field.value_row,
        form_field.value_column,
        form_field.in_roster,
    )


def tables(places: Iterable[Place]) -> dict[tuple[str, int], list[Place]]:
    """The columns of each table."""
    found: dict[tuple[str, int], list[Place]] = {}
    for place in places:
        if place.in_roster:
            found.setdefault(place.table, []).append(place)
    return found
