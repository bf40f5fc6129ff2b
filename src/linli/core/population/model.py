"""People, households and roster rows of the made-up population."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from linli.core.population.places import Dwelling


@dataclass(slots=True)
class Person:
    """One made-up person. `role` is the relationship to the head in English (head, spouse, child, parent, grandchild,
    parent_in_law, stepchild, tenant). `moved_from` is the dwelling that old rosters still hold, `studies_at` a
    dormitory. `unnamed_as` is how a newborn stands on rosters that know no name yet (林秀之子).
    """

    person_id: int
    household: int
    role: str
    name: str
    is_male: bool
    birth: date
    id_no: str
    phone: str
    home: Dwelling
    old_phone: str = ""
    moved_from: Dwelling | None = None
    studies_at: Dwelling | None = None
    unnamed_as: str = ""
    from_elsewhere: bool = False


@dataclass(slots=True)
class Household:
    """People who live together; the first one is the head."""

    number: int
    home: Dwelling
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row of a roster as a department hands it over; `person_id` is the truth behind it."""

    source: str
    person_id: int
    name: str
    sex: str
    birth: str | None
    id_no: str | None
    phone: str | None
    address: str | None
