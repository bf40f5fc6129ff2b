"""One row of each table from one view. Pure: what lies in other rows is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from linli.core.elements import Mask, mask_value
from linli.core.kinds import read_id_number
from linli.register.ledger.view import View
from linli.register.states import Status
from linli.register.values import YES

ELSEWHERE = "02"  # 人户不一致 in the code list household_match
PHONES = ("self.mobile", "self.phone", "self.landline")
COMMON = ("id", "district", "division_code", "grid", "next_change")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row lies."""

    division_code: str
    grid: str

    @property
    def district(self) -> str:
        """The first six digits."""
        return self.division_code[:6]


@dataclass(frozen=True, slots=True)
class Around:
    """What a row needs from beyond its own facts. `first_place` is where a subject was first recorded, `canonical`
    the subject under which one that facts point to is shown (forgotten ones are not in it), `place_of` where the
    rows of dwellings and households lie (those without a row are not in it), `home_of` a household's dwelling.
    """

    day: date
    first_place: Mapping[UUID, Place]
    canonical: Mapping[UUID, UUID]
    place_of: Mapping[UUID, Place]
    home_of: Mapping[UUID, UUID | None]

    def who(self, subject: UUID | None) -> UUID | None:
        """Under which id somebody pointed to is shown."""
        return self.canonical.get(subject) if subject else None

    def where(self, subject: UUID | None) -> UUID | None:
        """The row of the dwelling or household pointed to, None where there is none."""
        shown = self.canonical.get(subject) if subject else None
        return shown if shown in self.place_of else None


def common(view: View, place: Place, *days: date) -> tuple[Any, ...]:
    """The columns that all tables share, in the order of COMMON; `days` on which the row changes beside its facts."""
    changes = [day for day in (view.next_change, *days) if day is not None]
    return (view.subject, place.district, place.division_code, place.grid, min(changes, default=None))


def own_place(view: View, root: str, around: Around) -> Place:
    """By the subject's own facts, else where it was first recorded."""
    first = around.first_place[view.subject]
    code = view.value(f"{root}.division_code")
    grid = view.value(f"{root}.grid")
    if code and code != first.division_code:
        return Place(code, grid)
    return Place(first.division_code, grid or first.grid)


DWELLING = (
    *COMMON,
    "estate",
    "road",
    "building",
    "unit",
    "floor",
    "room",
    "address",
    "address_key",
    "floor_area",
    "tenure",
    "occupancy",
    "lease_use",
    "people_count",
)


def dwelling(view: View, around: Around) -> tuple[Any, ...]:
    """A row of Dwelling; people are counted afterwards."""
    value = view.value
    floor, area = value("dwelling.floor_number"), value("dwelling.floor_area")
    return (
        *common(view, own_place(view, "dwelling", around)),
        value("dwelling.estate")[:80],
        (value("dwelling.road") or value("dwelling.door_plate"))[:120],
        value("dwelling.building_number")[:40],
        value("dwelling.unit_number")[:20],
        int(floor) if floor and abs(int(floor)) < 1000 else None,
        value("dwelling.room_number")[:20],
        value("dwelling.dwelling_address")[:200],
        value("dwelling.address_key")[:120],
        area or None,
        value("dwelling.tenure"),
        value("dwelling.occupancy"),
        value("dwelling.lease_use"),
        0,
    )


HOUSEHOLD = (*COMMON, "head", "dwelling", "household_type", "size", "status")


def household(view: View, around: Around) -> tuple[Any, ...]:
    """A row of Household; members are counted afterwards."""
    home = around.where(view.object("household.dwelling"))
    place = around.place_of.get(home) if home else None
    return (
        *common(view, place or own_place(view, "household", around)),
        around.who(view.object("household.head")),
        home,
        view.value("household.household_type"),
        0,
        "empty",
    )


PERSON = (
    *COMMON,
    "name_mask",
    "name_fact",
    "number_mask",
    "number_fact",
    "number_sound",
    "phone_mask",
    "phone_fact",
    "sex",
    "birth_date",
    "death_date",
    "status",
    "household",
    "relationship",
    "dwelling",
    "education",
    "marital_status",
    "nationality",
    "hukou_type",
    "registered_here",
    "inflow_reason",
    "lodging_type",
    "employment_status",
    "conflicts",
    "disputed",
)


def person(view: View, around: Around) -> tuple[Any, ...]:
    """A row of Person."""
    value = view.value
    status = _status(view, around.day)
    household_id = around.where(view.object("self.household"))
    dwelling_id = around.where(view.object("self.dwelling")) or around.home_of.get(
        household_id or view.subject
    )
    lies = dwelling_id or household_id
    place = around.place_of.get(lies) if lies else None
    number = value("self.id_number")
    phone = next((name for name in PHONES if value(name)), "")
    return (
        *common(view, place or own_place(view, "self", around), *_status_days(view, around.day)),
        mask_value(Mask.NAME, value("self.name"))[:60],
        _fact(view, "self.name"),
        mask_value(Mask.ID_NUMBER, number),
        _fact(view, "self.id_number"),
        bool(number) and read_id_number(number).is_sound,
        mask_value(Mask.PHONE, value(phone)) if phone else "",
        _fact(view, phone),
        value("self.sex"),
        view.day("self.birth_date"),
        view.day("self.death_date"),
        status,
        None if status is Status.DEAD else household_id,
        value("self.relationship_to_head"),
        dwelling_id,
        value("self.education"),
        value("self.marital_status"),
        value("self.nationality")[:40],
        value("self.hukou_type"),
        value("self.lives_where_registered"),
        value("self.inflow_reason"),
        value("self.lodging_type"),
        value("self.employment_status"),
        view.conflicts,
        " ".join(sorted(view.disputed)),
    )


def _fact(view: View, element: str) -> UUID | None:
    found = view.golden.get(element)
    return found.fact.id if found and found.value else None


def _status(view: View, day: date) -> Status:
    died = view.day("self.death_date")
    if view.value("self.is_deceased") == YES or (died is not None and died <= day):
        return Status.DEAD
    left, came = view.day("self.moved_out_date"), view.day("self.moved_in_date")
    if left is not None and left <= day and (came is None or came <= left):
        return Status.MOVED_OUT
    return Status.TEMPORARY if view.value("self.lives_where_registered") == ELSEWHERE else Status.RESIDENT


def _status_days(view: View, day: date) -> list[date]:
    """Days still to come on which the status changes although no fact begins or ends: a death or a move announced."""
    said = (view.day("self.death_date"), view.day("self.moved_out_date"))
    return [one for one in said if one is not None and one > day]


ORGANISATION = (
    *COMMON,
    "credit_code",
    "name",
    "org_kind",
    "industry",
    "state",
    "address",
    "employees",
    "representative",
    "dwelling",
)


def organisation(view: View, around: Around) -> tuple[Any, ...]:
    """A row of Organisation."""
    value = view.value
    home = around.where(view.object("org.dwelling"))
    place = around.place_of.get(home) if home else None
    employees = value("org.employees_count")
    return (
        *common(view, place or own_place(view, "org", around)),
        value("org.credit_code")[:18],
        value("org.org_name")[:200],
        value("org.org_kind"),
        value("org.industry"),
        value("org.operating_state")[:40],
        value("org.org_address")[:200],
        int(employees) if employees and 0 <= int(employees) < 10**9 else None,
        around.who(view.object("org.legal_representative")),
        home,
    )


THING = (*COMMON, "thing_kind", "code", "name", "state", "spot", "owner")


def thing(view: View, around: Around) -> tuple[Any, ...]:
    """A row of Thing."""
    value = view.value
    owner = next((link.object for link in view.links if link.element == "thing.owner"), None)
    return (
        *common(view, own_place(view, "thing", around)),
        value("thing.facility_kind"),
        value("thing.facility_code")[:60],
        value("thing.facility_name")[:120],
        value("thing.facility_state"),
        value("thing.facility_place")[:200],
        around.who(owner),
    )
