"""What is written where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from linli.core.filling import Value
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
    it has a value for.
    """

    values: Values = field(default_factory=dict)
    members: Sequence[Values] = ()

    def rows_of(self, columns: Iterable[Place]) -> list[Values]:
        """The rows that go into a table with these columns."""
        own = {column.position for column in columns}
        return [row for row in self.members if not own.isdisjoint(row)]


@dataclass(frozen=True, slots=True)
class Written:
    """A filled file. `lost` are words for what could not be kept as it was: a chart, the old format."""

    name: str
    content: bytes
    lost: tuple[str, ...] = ()


def ledger(rows: Sequence[Values], head: Values | None = None) -> Card:
    """A list with a row for each, and what stands once above it."""
    return Card(head or {}, rows)


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
