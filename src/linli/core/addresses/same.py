"""When two addresses are one dwelling, and keys under which the same dwelling is found again."""

from __future__ import annotations

from linli.core.addresses.gazetteer import bare
from linli.core.addresses.grammar import Address


def dwelling_keys(address: Address) -> tuple[str, ...]:
    """Keys of a dwelling: by estate, by road and number. Two strings for one dwelling share at least one,
    unless one names only the estate and the other only the road. The unit (单元) is not part of a key, since
    many leave it out; `same_dwelling` compares it when both have it.
    """
    inside = f"|{address.building}|{address.room}"
    keys = []
    if address.estate and (address.room or address.building):
        keys.append(address.estate + inside)
    if address.road and (address.number or address.lane):
        keys.append(f"{address.road}{address.lane}-{address.number}{inside}")
    return tuple(keys)


def same_dwelling(one: Address, other: Address) -> bool:
    """True when both name the same room of the same building; a part that one leaves out agrees with any."""
    if one.building != other.building and one.building and other.building:
        return False
    if (one.room, bool(one.building)) != (other.room, bool(other.building)):
        return False
    if one.unit and other.unit and one.unit != other.unit:
        return False
    if not _places_agree(one, other):
        return False
    return _same_estate(one, other) or _same_road(one, other)


def _places_agree(one: Address, other: Address) -> bool:
    for left, right in ((one.sub_district, other.sub_district), (one.community, other.community)):
        if left and right and bare(left) != bare(right):
            return False
    return True


def _same_estate(one: Address, other: Address) -> bool:
    short, long = sorted((one.estate, other.estate), key=len)
    if not short:
        return False
    if (
        one.road
        and other.road
        and (one.road, one.number) != (other.road, other.number)
        and one.number
        and other.number
    ):
        return False
    return short == long or (len(short) >= 3 and long.endswith(short))


def _same_road(one: Address, other: Address) -> bool:
    if not (one.road and one.road == other.road and (one.number or one.lane)):
        return False
    if (one.number, one.lane) != (other.number, other.lane):
        return False
    return not (one.estate and other.estate) or _same_estate(one, other)
