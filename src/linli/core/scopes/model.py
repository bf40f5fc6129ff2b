"""Which rows a form asks for: a kind of subject, conditions on elements, a place, and the day they hold on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | bool


class Unit(StrEnum):
    """What one row is about."""

    PERSON = "person"
    HOUSEHOLD = "household"
    HOUSE = "house"
    ORGANISATION = "organisation"
    PLACE = "place"
    THING = "thing"


class Operator(StrEnum):
    """How a value is compared. All but EXISTS hold only where there is a value."""

    IS = "="
    IS_NOT = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    BETWEEN = "between"  # both ends belong to it
    ONE_OF = "in"
    NONE_OF = "not_in"
    EXISTS = "exists"


class Relation(StrEnum):
    """How the rows of one scope lie to those of another."""

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    OVERLAP = "overlap"
    DISJOINT = "disjoint"


class ScopeError(ValueError):
    """A scope that cannot be read; `code` is stable, `where` is the part that is wrong."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `values` holds one value, two for BETWEEN, any number for ONE_OF and NONE_OF."""

    element: str
    operator: Operator
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows of one kind that meet all conditions. `place` is a prefix of the division code, empty for everywhere;
    `as_of` is the day on which the conditions are looked at, None for the day of asking.
    """

    unit: Unit
    where: tuple[Condition, ...] = ()
    place: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A relation with its reason: `by_declaration` where only a declared exclusion keeps the two apart, `deciding`
    the elements (or "unit", "place") that do, `empty` which of the two nobody can be in ("a", "b").
    """

    relation: Relation
    by_declaration: bool = False
    deciding: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The relation as it stands in files: `disjoint_by_declaration` tells the declared one from the logical."""
        return f"{self.relation}_by_declaration" if self.by_declaration else str(self.relation)
