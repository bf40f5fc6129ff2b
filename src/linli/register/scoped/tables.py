"""Where the rows of a scope stand in the projection, and which of its columns answer for which element."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from linli.base.scope import prefix_range
from linli.core.scopes import Unit
from linli.register.elements import LINKS
from linli.register.states import LIVING_HERE, HouseholdStatus, SubjectKind

ALIASES = {Unit.PERSON: "p", Unit.HOUSEHOLD: "h", Unit.HOUSE: "d", Unit.ORGANISATION: "o", Unit.THING: "t"}
TABLES = {
    "p": "register_person p",
    "h": "register_household h",
    "d": "register_dwelling d",
    "o": "register_organisation o",
    "t": "register_thing t",
}
# From the row of a unit to the rows around it.
JOINS = {
    ("p", "h"): "LEFT JOIN register_household h ON h.id = p.household_id",
    ("p", "d"): "LEFT JOIN register_dwelling d ON d.id = p.dwelling_id",
    ("h", "d"): "LEFT JOIN register_dwelling d ON d.id = h.dwelling_id",
    ("o", "d"): "LEFT JOIN register_dwelling d ON d.id = o.dwelling_id",
}
ROOTS = {"self": "p", "household": "h", "dwelling": "d", "org": "o", "thing": "t"}
LIVE = {
    "p": "p.status IN ({})".format(", ".join(f"'{one.value}'" for one in LIVING_HERE)),
    "h": f"h.status = '{HouseholdStatus.LIVE.value}'",
}
# Element -> column of the projection. Masks tell only that something is there.
COLUMNS = {
    "self.sex": "p.sex",
    "self.birth_date": "p.birth_date",
    "self.relationship_to_head": "p.relationship",
    "self.education": "p.education",
    "self.marital_status": "p.marital_status",
    "self.nationality": "p.nationality",
    "self.hukou_type": "p.hukou_type",
    "self.lives_where_registered": "p.registered_here",
    "self.inflow_reason": "p.inflow_reason",
    "self.lodging_type": "p.lodging_type",
    "self.employment_status": "p.employment_status",
    "household.household_type": "h.household_type",
    "household.household_size": "h.size",
    "dwelling.floor_area": "d.floor_area",
    "dwelling.floor_number": "d.floor",
    "dwelling.tenure": "d.tenure",
    "dwelling.occupancy": "d.occupancy",
    "dwelling.lease_use": "d.lease_use",
    "dwelling.occupants_count": "d.people_count",
    "org.org_kind": "o.org_kind",
    "org.industry": "o.industry",
    "org.operating_state": "o.state",
    "org.employees_count": "o.employees",
    "thing.facility_kind": "t.thing_kind",
    "thing.facility_state": "t.state",
}
MASKED = {"self.name": "p.name_mask", "self.id_number": "p.number_mask"}
NOT_TEXT = {
    "p.birth_date",
    "h.size",
    "d.floor_area",
    "d.floor",
    "d.people_count",
    "o.employees",
}
BIRTH, AGE = "self.birth_date", "self.age"


@dataclass
class Where:
    """A condition in the making: its parts, their parameters, and the tables that they speak of."""

    own: str
    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, sql: str, *params: Any) -> None:
        """One more part; all of them have to hold."""
        self.parts.append(sql)
        self.params += params

    def places(self, prefixes: Iterable[str]) -> None:
        """Rows in any of some places; no place at all is nowhere."""
        told: list[str] = []
        params: list[Any] = []
        for prefix in prefixes:
            given = prefix_range("code", prefix) if prefix else {}
            ends = [f"{self.own}.division_code {'>=' if key.endswith('gte') else '<'} %s" for key in given]
            told.append(" AND ".join(ends) or "1 = 1")
            params += given.values()
        self.add(f"({' OR '.join(f'({one})' for one in told) or '1 = 0'})", *params)

    def column(self, element: str, columns: dict[str, str]) -> str:
        """The column that answers for an element of this row, empty where there is none; its table is joined."""
        column = columns.get(element, "")
        table = column.partition(".")[0]
        if not column or (table != self.own and (self.own, table) not in JOINS):
            return ""
        self.used.add(table)
        return column

    def subject(self, root: str) -> str:
        """The id of the subject that an element's first word is about, empty where this row leads to none."""
        table = ROOTS.get(root, "")
        if not table or (table != self.own and (self.own, table) not in JOINS):
            return ""
        self.used.add(table)
        return f"{table}.id"

    def source(self) -> str:
        """FROM with the joins that are used."""
        joins = [join for (own, other), join in JOINS.items() if own == self.own and other in self.used]
        return " ".join([TABLES[self.own], *joins])

    def condition(self) -> str:
        """WHERE without the word."""
        return " AND ".join(self.parts)


def where_of(unit: Unit, places: Iterable[str]) -> Where | None:
    """Rows of a unit in some places that are in use; None for what the record has no rows of (communities)."""
    own = ALIASES.get(unit, "")
    if not own:
        return None
    made = Where(own)
    if own in LIVE:
        made.add(LIVE[own])
    made.places(places)
    return made


def present(column: str) -> str:
    """A column that has a value."""
    return f"{column} IS NOT NULL" if column in NOT_TEXT else f"{column} IS NOT NULL AND {column} <> ''"


def path_of(element: str) -> tuple[str, str, str]:
    """An element as (root, link, element of the subject that the link leads to): self.spouse.name is about self, by
    the link self.spouse, the self.name of another. Without a link the last one is the element itself.
    """
    root, *rest = element.split(".")
    if len(rest) < 2:  # a root and a property
        return root, "", element
    link, name = f"{root}.{'.'.join(rest[:-1])}", rest[-1]
    if root == "self" and rest[0] == "household":
        inner = path_of(".".join(rest))
        return ("self", "", inner[2]) if not inner[1] else ("household", inner[1], inner[2])
    kinds = LINKS.get(link, frozenset())
    return root, link, f"self.{name}" if SubjectKind.PERSON in kinds else ""
