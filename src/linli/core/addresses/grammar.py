"""An address string taken apart: divisions, road and number, estate, building, unit, room."""

from __future__ import annotations

import re
from typing import NamedTuple

from linli.core.addresses.gazetteer import Gazetteer
from linli.core.addresses.numerals import counted, narrow
from linli.core.addresses.place import Front, front


class Address(NamedTuple):
    """The parts of an address; a part that is not there is empty. Numbers are strings of Arabic digits.

    `road` is also a village's group (3组, 塘边自然村); `number` may carry an annex (10附3) or a range (1-3).
    """

    sub_district: str = ""
    community: str = ""
    road: str = ""
    lane: str = ""
    number: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""


BUILDING = r"(?P<building>\d+[A-Z]?|[A-Z]\d*)"
THREE_DASHED = re.compile(rf"{BUILDING}(?:栋|幢|座|号楼|#)?-(?P<unit>\d+|[A-Z])-(?P<room>\d+[A-Z]?)[室房]?$")
UNIT_DASHED = re.compile(rf"{BUILDING}(?:号楼|栋|幢|座|#)(?P<unit>\d+)-(?P<room>\d+[A-Z]?)[室房]?$")
TWO_DASHED = re.compile(r"(?P<building>\d+|[A-Z]\d?)-(?P<room>\d{3,4})[室房]?$")
BUILDING_AS_NUMBER = re.compile(r"(?P<building>\d+)号(?P<room>\d{3,4})[室房]?$")
SPELLED = re.compile(
    rf"(?:{BUILDING}(?:号楼|栋|幢|座|#|号(?=楼)))?(?:(?P<unit>\d+|[A-Z]|[东西南北中])(?:单元|梯|门))?"
    r"(?:(?P<floor>\d+)[层楼])?(?:(?P<room>\d+[A-Z]?|[东西南北中左右](?=[户室边]))(?:号?[室房户边]|号)?)?$"
)
DASHED = (THREE_DASHED, UNIT_DASHED, TWO_DASHED)
# Words of lanes, groups and rows, whose numbers are no buildings.
ROWS = frozenset("弄组队排")
STREET_NUMBER = re.compile(
    r"(?:(?P<group>\d+(?:村民小组|小组|组|队|排)))?(?:(?P<lane>\d+)弄)?"
    r"(?:(?P<number>\d+(?:-\d+)?)号(?!楼)(?:附(?P<annex>\d+)号?)?)?"
)
REMARK = re.compile(r"\([^)]*\)")
# Every character that may stand inside a building or in a street number; what is in front of them is the place.
INSIDE = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ零一二三四五六七八九十百#-,"
    "栋幢座号楼单元梯门层室房户边弄附组队排村民小东西南北中左右"
)
LEAD = re.compile(r"[^0-9A-Z零一二三四五六七八九十百东西南北中左右]*")
NO_NAMES = Gazetteer()


def parse(text: str, gazetteer: Gazetteer = NO_NAMES) -> Address:
    """Take an address apart. Never fails: what is not understood stays in `estate`."""
    plain = without_remarks(text)
    cut = len(plain.rstrip(INSIDE))
    cut += lead_of(plain[cut:])
    place = front(plain[:cut].removesuffix("第"), gazetteer)
    return _assembled(plain, cut, place, gazetteer)


def without_remarks(text: str) -> str:
    """Half-width characters, no spaces, nothing in brackets."""
    plain = narrow(text)
    return REMARK.sub("", plain) if "(" in plain else plain


def lead_of(tail: str) -> int:
    """How many characters at the beginning of a tail still belong to the place in front of it."""
    lead = LEAD.match(tail)
    return lead.end() if lead else 0


def _assembled(plain: str, cut: int, place: Front, gazetteer: Gazetteer) -> Address:
    tail = counted(plain[cut:])
    road, lane, number, rest = place.road, place.lane, place.number, tail
    if place.open or not ROWS.isdisjoint(tail):
        road, lane, number, rest = _numbered(place, tail)
    building, unit, floor, room, before = inside(rest, is_estate=bool(place.estate) and not number)
    if before:
        # What the patterns do not reach belongs to the place: 地块二15栋.
        place = front(plain[:cut] + tail[: len(tail) - len(rest)] + before, gazetteer)
        road, lane, number = place.road, place.lane, place.number
    return Address(
        place.sub_district, place.community, road, lane, number, place.estate, building, unit, floor, room
    )


def _numbered(place: Front, tail: str) -> tuple[str, str, str, str]:
    """Road or group, lane, number, and the rest of the tail."""
    found = STREET_NUMBER.match(tail)
    if found is None or not found.group() or not (place.open or found["group"] or found["lane"]):
        return place.road, place.lane, place.number, tail
    if found["group"] and not found["number"]:
        return place.road, place.lane, place.number, tail
    number = (found["number"] or "") + (f"附{found['annex']}" if found["annex"] else "")
    group = (found["group"] or "").replace("村民小组", "组").replace("小组", "组")
    if group and not place.road:
        return group, found["lane"] or "", number, tail[found.end() :]
    return place.road, found["lane"] or group or place.lane, number or place.number, tail[found.end() :]


def inside(text: str, *, is_estate: bool) -> tuple[str, str, str, str, str]:
    """Building, unit, floor and room at the end, and what is left in front of them."""
    if not text:
        return "", "", "", "", ""
    if is_estate and "号" in text and (found := BUILDING_AS_NUMBER.search(text)):
        return found["building"], "", "", found["room"], text[: found.start()]
    if "-" in text:
        for pattern in DASHED:
            if found := pattern.search(text):
                unit = found["unit"] if pattern is not TWO_DASHED else ""
                return found["building"], unit, "", found["room"], text[: found.start()]
    found = SPELLED.search(text)
    if found is None or not found.group():
        return "", "", "", "", ""
    building, unit, floor, room = found.groups("")
    return building, unit, floor, room, text[: found.start()]
