"""Keys of very many dwellings: fronts and tails of addresses repeat, so each is taken apart once.

A million people live at two and a half million spellings of addresses, with 160,000 fronts
(榕城区榕西街道和顺北路383号丽都苑) and 150,000 tails (16-3-203). The result is that of `fold_address`; a test holds
both equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from linli.core.addresses import Address, Gazetteer, estate_key, road_key
from linli.core.addresses.grammar import INSIDE, ROWS, STREET_NUMBER, inside, lead_of, without_remarks
from linli.core.addresses.numerals import UNUSUAL, counted
from linli.core.addresses.place import Front, front
from linli.core.addresses.same import innermost
from linli.core.linkage.normalise import NO_HOME, fold_address

# A pattern finds an unusual character three times as fast as a set does.
ODD = re.compile(f"[({re.escape(''.join(sorted(UNUSUAL)))}]")
Keys = tuple[str | None, str | None, str | None]

# What a tail says of the dwelling: the end of a key, whether it names a building or room, and the unit.
Tail = tuple[str, bool, str | None]
# What a front says: the beginning of the key by estate and by road, and whether the tail is read as an estate's.
Place = tuple[str | None, str | None, bool]


class Homes:
    """Folds addresses and remembers their parts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.leads: dict[str, int] = {}
        self.places: dict[str, Place | None] = {}
        self.tails: tuple[dict[str, Tail | None], ...] = ({}, {})
        self.streets: dict[str, str | None] = {}
        self.behind: dict[str, Tail | None] = {}

    def fold(self, text: str | None) -> Keys:
        """Keys by estate and by road, and the unit."""
        if not text:
            return NO_HOME
        plain = text if ODD.search(text) is None else without_remarks(text)
        cut = len(plain.rstrip(INSIDE))
        tail = plain[cut:]
        lead = self.leads.get(tail)
        if lead is None:
            lead = self.leads[tail] = lead_of(tail)
        head = plain[: cut + lead]
        place = self.places[head] if head in self.places else self._place(head)
        if place is None:
            return self._in_street(text, head, counted(tail[lead:]))
        tails = self.tails[place[2]]
        parts = tails[tail] if tail in tails else self._tail(tail, lead, place[2])
        return fold_address(text, self.gazetteer) if parts is None else _joined(place, parts)

    def fold_all(self, texts: Iterable[str | None]) -> tuple[list[str | None], ...]:
        """Keys by estate, keys by road and units."""
        made: tuple[list[str | None], ...] = ([], [], [])
        # Three lists of texts: a million tuples would keep the garbage collector busy.
        add_estate, add_road, add_unit = (column.append for column in made)
        for text in texts:
            by_estate, by_road, unit = self.fold(text)
            add_estate(by_estate)
            add_road(by_road)
            add_unit(unit)
        return made

    def _place(self, head: str) -> Place | None:
        """None where a street number may follow."""
        found = front(head.removesuffix("第"), self.gazetteer)
        made = None
        if found.open:
            self.streets[head] = _street(found)
        else:
            made = _beginnings(found)
        self.places[head] = made
        return made

    def _tail(self, tail: str, lead: int, is_estate: bool) -> Tail | None:
        self.tails[is_estate][tail] = made = _end(counted(tail[lead:]), is_estate)
        return made

    def _in_street(self, text: str, head: str, tail: str) -> Keys:
        """A road or village whose number stands in the tail; it names no estate."""
        found = STREET_NUMBER.match(tail)
        if found is None or not found["number"] or found["group"] or found["lane"] or found["annex"]:
            return fold_address(text, self.gazetteer)
        rest = tail[found.end() :]
        parts = self.behind[rest] if rest in self.behind else self._behind(rest)
        if parts is None:
            return fold_address(text, self.gazetteer)
        end, _is_named, unit = parts
        street = self.streets[head]
        return None, None if street is None else street + found["number"] + end, unit

    def _behind(self, rest: str) -> Tail | None:
        self.behind[rest] = made = _end(rest, False)
        return made


def _joined(place: Place, parts: Tail) -> Keys:
    by_estate, by_road, _is_estate = place
    end, is_named, unit = parts
    return by_estate + end if by_estate and is_named else None, by_road + end if by_road else None, unit


def _end(rest: str, is_estate: bool) -> Tail | None:
    """None where some of the tail belongs to the place, or may."""
    building, unit, floor, room, before = inside(rest, is_estate=is_estate)
    if before or not ROWS.isdisjoint(rest):
        return None
    room_or_floor = innermost(Address(floor=floor, room=room))
    return f"|{building}|{room_or_floor}", bool(room or building), unit or None


def _address(found: Front, number: str) -> Address:
    sub_district, community, road, lane, _number, estate, _open = found
    return Address(sub_district, community, road, lane, number, estate, room="1")


def _street(found: Front) -> str | None:
    key = road_key(_address(found, number="1"))
    return key and key.removesuffix("1||1")


def _beginnings(found: Front) -> Place:
    address = _address(found, found.number)
    by_estate, by_road = estate_key(address), road_key(address)
    return (
        by_estate and by_estate.removesuffix("||1"),
        by_road and by_road.removesuffix("||1"),
        bool(found.estate) and not found.number,
    )
