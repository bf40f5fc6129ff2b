"""Reading a community's answers: unanswered is None, and None is never zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = Decimal | int | str | bool | date | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one community has stated.

    `values`: question code -> Decimal or int, str (choices), bool, date (a month is
    its first day), or None.
    `groups`: group code -> its rows; None or absent when the group was not answered, empty when answered with none.
    """

    code: str
    values: Mapping[str, Value]
    groups: Mapping[str, Sequence[Row] | None]

    def number(self, code: str) -> Decimal | None:
        """A figure; None when it was not answered."""
        return number_in(self.values, code)

    def word(self, code: str) -> str | None:
        """A choice."""
        value = self.values.get(code)
        return value if isinstance(value, str) and value else None

    def flag(self, code: str) -> bool | None:
        """A yes or no."""
        value = self.values.get(code)
        return value if isinstance(value, bool) else None

    def day(self, code: str) -> date | None:
        """A day."""
        return day_in(self.values, code)

    def rows(self, group: str) -> Sequence[Row] | None:
        """The rows of a group; None when the group was not answered."""
        return self.groups.get(group)

    def numbered(self, group: str) -> Iterator[tuple[int, Row]]:
        """The rows with their place in the group, from 0."""
        return enumerate(self.rows(group) or ())


def number_in(row: Row, code: str) -> Decimal | None:
    """A figure of a row; None when it was not answered."""
    value = row.get(code)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return None
    return Decimal(value)


def day_in(row: Row, code: str) -> date | None:
    """A day of a row; None when it was not answered."""
    value = row.get(code)
    return value if isinstance(value, date) else None
