"""Dwellings of the record found by address, and those that a roster makes known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from linli.base.scope import Scope
from linli.core.addresses import Address, estate_key, road_key, same_dwelling
from linli.core.addresses.grammar import parse
from linli.register.drafts import FactDraft, SubjectDraft, new_subject
from linli.register.models import Dwelling
from linli.register.states import SubjectKind

COMMUNITY = 12


def padded(code: str) -> str:
    """A place as twelve digits: a district or sub-district, when the community is not known, ends in noughts."""
    return code.ljust(COMMUNITY, "0")


def is_community(code: str) -> bool:
    """True for a community; 350802000000 is the district as a whole."""
    return len(code) == COMMUNITY and not code.endswith("000")


@dataclass(frozen=True, slots=True)
class Home:
    """A dwelling, of the record or new."""

    id: UUID
    division_code: str
    address: Address


@dataclass(slots=True)
class Homes:
    """All dwellings of a district by the keys of their addresses."""

    by_key: dict[str, list[Home]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[UUID, Home] = field(default_factory=dict)
    made: list[SubjectDraft] = field(default_factory=list)
    facts: list[FactDraft] = field(default_factory=list)

    @classmethod
    def of(cls, district: str) -> "Homes":
        """The dwellings of the record. One query."""
        found = cls()
        columns = ("id", "division_code", "estate", "road", "building", "unit", "floor", "room")
        for row in Dwelling.objects.in_scope(Scope(district)).order_by("id").values_list(*columns).iterator():
            found.add(Home(row[0], row[1], _address(*row[2:])))
        return found

    def add(self, home: Home) -> None:
        """Take a dwelling in."""
        self.by_id[home.id] = home
        for key in keys_of(home.address):
            self.by_key[key].append(home)

    def find(self, address: Address, code: str) -> list[Home]:
        """Dwellings that the address may name: the same parts, in the same community as far as both are known."""
        found: dict[UUID, Home] = {}
        for key in keys_of(address):
            for home in self.by_key.get(key, ()):
                same_place = home.division_code == code or not (
                    is_community(code) and is_community(home.division_code)
                )
                if same_place and same_dwelling(_placeless(address), _placeless(home.address)):
                    found[home.id] = home
        return list(found.values())

    def find_or_make(self, address: Address, code: str, text: str) -> Home | None:
        """The dwelling that an address names, made when there is none; None when it may be one of several, or names
        neither room nor number.
        """
        if not keys_of(address) or not (address.room or address.number):
            return None
        found = self.find(address, code)
        if found:
            return found[0] if len(found) == 1 else None
        draft = new_subject(SubjectKind.DWELLING, padded(code))
        home = Home(draft.id, padded(code), address)
        self.made.append(draft)
        self.facts.extend(_facts(home, text))
        self.add(home)
        return home


def keys_of(address: Address) -> tuple[str, ...]:
    """Keys by estate and by road."""
    return tuple(filter(None, (estate_key(address), road_key(address))))


def _placeless(address: Address) -> Address:
    """Places are compared by code, not by the words that this address happens to use."""
    return address._replace(sub_district="", community="社区" if not address.road.endswith(ROADS) else "")


ROADS = ("路", "街", "巷", "道", "里")


def _address(estate: str, road: str, building: str, unit: str, floor: int | None, room: str) -> Address:
    street = parse(road) if road else Address()
    return Address(
        community=street.community,
        road=street.road,
        lane=street.lane,
        number=street.number,
        estate=estate,
        building=building,
        unit=unit,
        floor="" if floor is None or room.isdigit() else str(floor),
        room=room,
    )


def _facts(home: Home, text: str) -> Iterable[FactDraft]:
    address = home.address
    street = street_of(address)
    parts = {
        "dwelling.estate": address.estate,
        "dwelling.road": street,
        "dwelling.building_number": address.building,
        "dwelling.unit_number": address.unit,
        "dwelling.floor_number": floor_of(address),
        "dwelling.room_number": address.room,
        "dwelling.dwelling_address": text or plain(address),
        "dwelling.address_key": (estate_key(address) or road_key(address) or "")[:120],
    }
    for element, value in parts.items():
        if value:
            yield FactDraft(home.id, element, value)


def street_of(address: Address) -> str:
    """The road with lane and number, as it is parsed again; a village's group carries the village."""
    if not (address.road or address.number):
        return ""
    village = address.community if not address.road.endswith(ROADS) else ""
    lane = f"{address.lane}弄" if address.lane else ""
    number = f"{address.number}号" if address.number else ""
    return f"{village}{address.road}{lane}{number}"


def floor_of(address: Address) -> str:
    """The floor as stated, or the one that a room's number begins with (1203 is on the twelfth)."""
    if address.floor.isdigit():
        return str(int(address.floor))
    room = address.room
    return str(int(room[:-2])) if room.isdigit() and len(room) in (3, 4) else ""


def plain(address: Address) -> str:
    """An address put together from its parts."""
    building = f"{address.building}栋" if address.building else ""
    unit = f"{address.unit}单元" if address.unit else ""
    room = f"{address.room}室" if address.room else ""
    return f"{street_of(address)}{address.estate}{building}{unit}{room}"
