"""Places in words, their tabs, and the rows of their lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.office.register.presenters.people import building_words
from linli.office.register.views.common import KEEPERS
from linli.register.gate import Readout
from linli.register.gate.buildings import BuildingLine, BuildingPlan, Room
from linli.register.gate.lists import Home, HouseholdLine
from linli.territory.queries import names

COMMUNITY = 12
CROWDED = 8
"""From so many people in one dwelling on the plan marks it, so that somebody looks whether it is true."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a place's pages, or a button to them."""

    href: str
    name: str
    here: bool = False


def place_name(code: str, day: date) -> str:
    """The place by name, with its grid where there is one; the code where nobody knows the name."""
    division, _g, grid = code.partition("G")
    name = names([division], day).get(division, division) if division else _("全部")
    return _("%(name)s第%(grid)s网格") % {"name": name, "grid": grid} if grid else name


def start_tabs(by: Actor) -> list[Tab]:
    """From the search page to the lists of the acting post's own place."""
    code = by.scope.prefix
    if len(code) < COMMUNITY:
        found = [Tab(reverse("register:communities"), _("按社区看"))]
    else:
        found = [
            Tab(reverse("register:buildings", args=[code]), _("按楼栋看")),
            Tab(reverse("register:households", args=[code]), _("按户看")),
        ]
    if by.role in KEEPERS:
        found.append(Tab(reverse("register:corrections"), _("更正申请")))
    return found


def tabs(code: str, here: str) -> list[Tab]:
    """The tabs of one place."""
    told = (
        ("buildings", _("楼栋")),
        ("households", _("各户")),
        ("residents", _("各人")),
        ("figures", _("统计")),
        ("merges", _("合并")),
    )
    return [Tab(reverse(f"register:{name}", args=[code]), words, name == here) for name, words in told]


def frame(code: str, here: str, title: str, day: date) -> dict[str, Any]:
    """Head, way and tabs of a page of a place."""
    name = place_name(code, day)
    return {
        "title": title % {"place": name},
        "lede": "",
        "tabs": tabs(code, here),
        "steps": [{"name": _("找人"), "href": reverse("register:index")}, {"name": name, "href": ""}],
    }


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building in the list."""

    name: str
    href: str
    dwellings: int
    households: int
    people: int
    empty: int


def building_name(line: BuildingLine) -> str:
    """Estate or road, and the building."""
    home = Home(line.estate, line.road, line.building)
    return building_words(home) or _("没有写明楼栋的住房")


def building_rows(code: str, lines: Sequence[BuildingLine]) -> list[BuildingRow]:
    """The buildings of a page."""
    return [
        BuildingRow(
            building_name(line),
            reverse("register:building", args=[code, line.slug]),
            line.dwellings,
            line.households,
            line.people,
            line.empty,
        )
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household in the list."""

    id: UUID
    head: str
    size: int
    home: str
    grid: str
    status: str


def household_rows(lines: Sequence[HouseholdLine], read: Readout | None) -> list[HouseholdRow]:
    """The households of a page, each by the masked name of its head."""
    heads = {one.subject: one for one in read.subjects} if read else {}
    return [
        HouseholdRow(
            id=line.id,
            head=_head(line, heads),
            size=line.size,
            home=building_words(line.home) or "—",
            grid=line.grid,
            status=str(line.status.label),
        )
        for line in lines
    ]


def _head(line: HouseholdLine, heads: Mapping[UUID, Any]) -> str:
    if line.head is None:
        return _("没有户主")
    read = heads.get(line.head)
    if read is not None and read.withheld:
        return _("户主未成年，须先经批准")
    return (read.text("self.name") if read else "") or _("一户")


@dataclass(frozen=True, slots=True)
class RoomCell:
    """One room of the plan."""

    name: str
    href: str
    words: str
    look: str


@dataclass(frozen=True, slots=True)
class FloorRow:
    """One floor: under each door of the unit the rooms there: one, none, or several recorded alike."""

    name: str
    doors: tuple[tuple[RoomCell, ...], ...]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """One unit as a table of floors and doors, the top floor first."""

    anchor: str
    name: str
    caption: str
    columns: tuple[str, ...]
    floors: tuple[FloorRow, ...]


def unit_tables(plan: BuildingPlan) -> list[UnitTable]:
    """The plan as one table a unit."""
    units: dict[str, list[Room]] = {}
    for room in plan.rooms:
        units.setdefault(room.unit, []).append(room)
    return [_unit(number, unit, rooms) for number, (unit, rooms) in enumerate(units.items(), 1)]


def _unit(number: int, unit: str, rooms: Sequence[Room]) -> UnitTable:
    floors: dict[int | None, dict[str, list[Room]]] = {}
    for room in rooms:
        floors.setdefault(room.floor, {}).setdefault(_door(room), []).append(room)
    doors = sorted({door for row in floors.values() for door in row}, key=lambda door: (len(door), door))
    ordered = sorted(floors.items(), key=lambda pair: (pair[0] is None, -(pair[0] or 0)))
    name = _("%(unit)s单元") % {"unit": unit} if unit else _("没有分单元")
    return UnitTable(
        anchor=f"unit-{number}",
        name=name,
        caption=_("%(unit)s：每层各户的人数") % {"unit": name},
        columns=tuple(door or "—" for door in doors),
        floors=tuple(_floor(floor, row, doors) for floor, row in ordered),
    )


def _door(room: Room) -> str:
    """The same door on every floor: 502 and 302 are door 02. A room numbered otherwise is a door of its own."""
    floor = "" if room.floor is None else str(room.floor)
    return room.room.removeprefix(floor) if floor and len(room.room) > len(floor) else room.room


def _floor(floor: int | None, row: Mapping[str, Sequence[Room]], doors: Sequence[str]) -> FloorRow:
    name = _("%(floor)d 层") % {"floor": floor} if floor is not None else _("楼层不详")
    return FloorRow(name, tuple(tuple(_room(room) for room in row.get(door, ())) for door in doors))


def _room(room: Room) -> RoomCell:
    look = "vacant" if room.people == 0 else "crowded" if room.people >= CROWDED else ""
    return RoomCell(
        name=room.room or _("房号不详"),
        href=reverse("register:dwelling", args=[room.dwelling]),
        words=_room_words(room),
        look=look,
    )


def _room_words(room: Room) -> str:
    if room.people == 0:
        return _("空房")
    if len(room.sizes) > 1:
        return _("%(households)d 户 %(people)d 人") % {"households": len(room.sizes), "people": room.people}
    return _("%(people)d 人") % {"people": room.people}
