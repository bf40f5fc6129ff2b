"""When two addresses are one dwelling, and keys under which the same dwelling is found again."""

from __future__ import annotations

from linli.core.addresses.gazetteer import bare
from linli.core.addresses.grammar import Address

STREETS = ("路", "街", "巷", "道", "里")


def dwelling_keys(address: Address) -> tuple[str, ...]:
    """Keys of a dwelling: by estate, by road and number. Two strings for one dwelling share at least one,
    unless one names only the estate and the other only the road. The unit (单元) is not part of a key, since
    many leave it out; `same_dwelling` compares it when both have it. Groups of a village repeat in the next
    one, so their key carries the village, and there is none where it is not named.
    """
    return tuple(filter(None, (estate_key(address), road_key(address))))


def estate_key(address: Address) -> str | None:
    """Key by the estate, None when it names no estate or nothing inside it."""
    if not address.estate or not (address.room or address.building):
        return None
    return f"{address.estate}{_in_estate(address)}|{address.building}|{innermost(address)}"


def road_key(address: Address) -> str | None:
    """Key by the road or the village's group, None without a number."""
    if not address.number and not address.lane:
        return None
    number = f"{address.road}{address.lane}-{address.number}|{address.building}|{innermost(address)}"
    if address.road.endswith(STREETS):
        return number
    return f"{bare(address.community)}/{number}" if address.community and not address.estate else None


def innermost(address: Address) -> str:
    """The room; where it is only a side (东户), with its floor; where there is none, the floor."""
    if address.room:
        return address.room if address.room[0].isdigit() else f"{address.floor}{address.room}"
    return f"{address.floor}F" if address.floor else ""


def same_dwelling(one: Address, other: Address) -> bool:
    """True when both name the same room of the same building; a part that one leaves out agrees with any."""
    if one.building != other.building and one.building and other.building:
        return False
    if (innermost(one), bool(one.building)) != (innermost(other), bool(other.building)):
        return False
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if not _places_agree(one, other):
        return False
    return _same_estate(one, other) or _same_road(one, other)


def _in_estate(address: Address) -> str:
    """A row and number inside an estate without streets (3排12号)."""
    if address.road.endswith(STREETS) or not address.road:
        return ""
    return f"/{address.road}{address.lane}-{address.number}"


def _places_agree(one: Address, other: Address) -> bool:
    for left, right in ((one.sub_district, other.sub_district), (one.community, other.community)):
        if left and right and bare(left) != bare(right):
            return False
    return True


def _same_estate(one: Address, other: Address) -> bool:
    short, long = sorted((one, other), key=lambda address: len(address.estate))
    if not short.estate or _in_estate(one) != _in_estate(other):
        return False
    both_roads = one.road and other.road and one.number and other.number
    if both_roads and (one.road, one.number) != (other.road, other.number):
        return False
    if short.estate == long.estate:
        return True
    # The longer one may carry the name of a place that the shorter one states apart, or not at all.
    named = {bare(short.community), bare(short.sub_district)} - {""}
    return long.estate.endswith(short.estate) and long.estate.removesuffix(short.estate) in named


def _same_road(one: Address, other: Address) -> bool:
    if one.road != other.road or not (one.number or one.lane):
        return False
    if (one.number, one.lane) != (other.number, other.lane):
        return False
    if not one.road.endswith(STREETS) and not (one.community and other.community):
        return False
    return not (one.estate and other.estate) or _same_estate(one, other)
