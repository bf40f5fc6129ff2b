"""What is written where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

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
    `adds_total` it becomes the last row where there is none. `name` tells copies of a workbook's sheets apart; `key` is
    the position of the field that names a row.
    """

    values: Values = field(default_factory=dict)
    members: Sequence[Values] = ()
    total: Values = field(default_factory=dict)
    adds_total: bool = False
    name: str = ""
    key: int = 0

    def rows_of(self, columns: Iterable[Place]) -> list[Values]:
        """The rows that go into a table with these columns."""
        own = {column.position for column in columns}
        return [row for row in self.members if not own.isdisjoint(row)]

    def table_of(self, columns: Sequence[Place], below: str, listed: Sequence[str] = ()) -> Table:
        """The rows of a table, and what goes into its row of totals; `below` is the first text under its free rows,
        `listed` are the names that the form has in its rows already.
        """
        rows = self.rows_of(columns)
        if listed:
            rows = placed(rows, self.key, listed)
        numbers = {at: one for at, one in self.total.items() if isinstance(one, int | Decimal)}
        if TOTAL.match(below.strip()):
            return Table(rows, numbers, len(listed))
        return Table([*rows, self.total] if self.adds_total and rows else rows, {}, len(listed))

    def listed_in(self, columns: Sequence[Place], texts: Callable[[int], Iterable[str]]) -> list[str]:
        """The names that a form lists in its rows, where one of them is a row's; `texts` are those of a column, from
        the first row to be filled downwards.
        """
        column = next((one.value_column for one in columns if one.position == self.key), None)
        if column is None:
            return []
        names = list(takewhile(lambda text: text.strip() and not TOTAL.match(text.strip()), texts(column)))
        wanted = {short(str(row.get(self.key) or "")) for row in self.rows_of(columns)}
        return names if any(short(name) in wanted for name in names) else []


class Table(NamedTuple):
    """The rows of a table in its order, its totals, and how many of the rows stand on the form already: what is written
    there is left alone.
    """

    rows: list[Values]
    total: Values
    listed: int


OF_NAMES = re.compile(r"(?:社区)?(?:居民委员会|居委会|村民委员会|村委会)$|社区$|\s")


def short(name: str) -> str:
    """A community's name as forms list it: 东门社区居民委员会, 东门社区 and 东门 are one."""
    return OF_NAMES.sub("", name.strip())


def placed(rows: Sequence[Values], key: int, listed: Sequence[str]) -> list[Values]:
    """The rows where the form lists their names, none where it lists another; what it does not list comes below."""
    at = {short(name): number for number, name in enumerate(listed)}
    made: list[Values] = [{} for _name in listed]
    below = []
    for row in rows:
        number = at.get(short(str(row.get(key) or "")))
        if number is None:
            below.append(row)
        else:
            made[number] = row
    return [*made, *below]


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
    key: int = 0,
) -> Card:
    """A list with a row for each, what stands once above it, and its totals."""
    return Card(head or {}, rows, total or {}, adds_total, key=key)


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
