"""An address string taken apart, left to right: divisions, road and number, estate, building, unit, room."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linli.core.addresses.gazetteer import Gazetteer
from linli.core.addresses.numerals import plain_digits


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; a part that is not there is empty. Numbers are strings of Arabic digits."""

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


TOP = re.compile(
    r"^(?:中国)?(?:[一-鿿]{2,3}省|福建|[一-鿿]{2,5}自治区)?(?:[一-鿿]{2,3}市|龙岩)?"
    r"(?:[一-鿿]{1,3}(?<![小社新园校厂])[区县])?"
)
SUB_DISTRICT = re.compile(r"^([一-鿿]{2,4}?(?:街道办事处|街道办|街道|镇|乡))(?![路街])")
COMMUNITY = re.compile(r"^([一-鿿]{2,8}?(?:社区居委会|社区|居委会|村委会|村(?=[一-鿿])(?!委会)))(?![路街])")
ROAD = re.compile(
    r"^(?P<road>[一-鿿A-Z0-9]{1,10}?(?:大道|路|街|巷|里|道))(?:(?P<lane>\d+)弄)?(?:(?P<number>\d+(?:-\d+)?)号(?!楼))?"
)
VILLAGE_NUMBER = re.compile(r"^(?P<road>[一-鿿]{1,8}?(?:组|队|村民小组|自然村))?(?P<number>\d+)号$")
THREE_DASHED = re.compile(
    r"(?P<building>\d+|[A-Z]\d?)(?:栋|幢|座|号楼|#)?-(?P<unit>\d+)-(?P<room>\d+)[室房]?$"
)
UNIT_DASHED = re.compile(r"(?P<building>\d+|[A-Z]\d?)(?:号楼|栋|幢|座|#)(?P<unit>\d+)-(?P<room>\d+)[室房]?$")
TWO_DASHED = re.compile(r"(?P<building>\d+|[A-Z]\d?)-(?P<room>\d{3,4})[室房]?$")
SPELLED = re.compile(
    r"(?:(?P<building>\d+[A-Z]?|[A-Z]\d*)(?:号楼|栋|幢|座|#|号(?=楼)))?"
    r"(?:(?P<unit>\d+|[A-Z])(?:单元|梯))?(?:(?P<floor>\d+)[层楼])?(?:(?P<room>\d+[A-Z]?)(?:号?[室房户]|号)?)?$"
)
TAILS = (THREE_DASHED, UNIT_DASHED, TWO_DASHED, SPELLED)
WORD = re.compile(r"[一-鿿]{3,}")
NUMBERED_ROAD = re.compile(r"[一-鿿]{2,5}(?:路|街|大道|巷)\d")
HALF_A_ROAD = re.compile(r"[东西南北中一二三]{0,2}(?:路|街|大道|巷)")
REMARK = re.compile(r"\([^)]*\)")
# What is left of an estate's name once a place name is taken off its front must still name something.
BARE_ESTATES = frozenset(["生活区", "宿舍楼", "商住楼", "安置房", "家属院"])
NO_NAMES = Gazetteer()


def parse(text: str, gazetteer: Gazetteer = NO_NAMES) -> Address:
    """Take an address apart. Never fails: what is not understood stays in `estate`."""
    rest = TOP.sub("", plain_digits(REMARK.sub("", text.translate({0xFF08: "(", 0xFF09: ")"}))), count=1)
    sub_district, rest = _first(SUB_DISTRICT, rest)
    if not sub_district:
        sub_district, rest = _bare(rest, gazetteer.sub_districts)
    community, rest = _first(COMMUNITY, rest)
    if not community:
        # Estates are named after communities (阳光社区, 阳光翠庭): a bare one counts behind its sub-district, before
        # a road with its number, or when it is too long to be the first half of an estate's name.
        short_too = sub_district or NUMBERED_ROAD.match(rest[2:]) or NUMBERED_ROAD.match(rest[3:])
        community, rest = _bare(rest, gazetteer.communities, (6, 5, 4, 3, 2) if short_too else (6, 5, 4))
    road, lane, number, rest = _road(rest)
    parts, rest = _tail(rest)
    estate = rest.strip("-,#号")
    estate = estate.removesuffix("楼") if estate.endswith(("宿舍楼", "大楼")) else estate
    return Address(sub_district, community, road, lane, number, estate, **parts)


def _first(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _bare(text: str, names: frozenset[str], lengths: tuple[int, ...] = (4, 3, 2)) -> tuple[str, str]:
    """A place name without its ending at the front of the string (西陂滨江花园23#203)."""
    for length in lengths:
        name, rest = text[:length], text[length:]
        word = WORD.match(rest)
        if name in names and word and word.group() not in BARE_ESTATES and not HALF_A_ROAD.match(rest):
            return name, rest
    return "", text


def _road(text: str) -> tuple[str, str, str, str]:
    found = ROAD.match(text) or VILLAGE_NUMBER.match(text)
    if found is None:
        return "", "", "", text
    parts = found.groupdict()
    road, lane, number = parts.get("road") or "", parts.get("lane") or "", parts.get("number") or ""
    rest = text[found.end() :]
    # A road without a number counts only when an estate follows; "金色路" may be an estate's own name.
    if lane or number or re.match(r"[一-鿿]{2}", rest):
        return road, lane, number, rest
    return "", "", "", text


def _tail(text: str) -> tuple[dict[str, str], str]:
    for pattern in TAILS:
        found = pattern.search(text)
        if found and found.group():
            return {name: value or "" for name, value in found.groupdict().items()}, text[: found.start()]
    return {}, text
