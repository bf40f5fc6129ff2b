"""How a home of the record finds its building on the map: by estate and number, or by road and number."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from linli.core.addresses.numerals import plain_digits
from linli.grids.models import GroundBuilding

ENDING = re.compile(r"(号楼|栋|幢|座|#|楼|号)$")


def keys_of(estate: str, road: str, building: str) -> tuple[str, ...]:
    """Keys of a building, the surest first. Without a number the estate or road itself is the key."""
    number = ENDING.sub("", plain_digits(building))
    names = (("e", plain_digits(estate)), ("r", ENDING.sub("", plain_digits(road))))
    return tuple(f"{kind}:{name}/{number}" for kind, name in names if name)


class Finder:
    """Units of a ground by the keys of their buildings. A key that stands for buildings in two units finds none."""

    def __init__(self, ground_id: UUID, community: str) -> None:
        rows = GroundBuilding.objects.filter(ground_id=ground_id, community=community, unit__isnull=False)
        self._units: dict[str, int | None] = {}
        self._whole: dict[str, int | None] = {}
        columns = ("estate", "road", "building", "unit")
        for estate, road, building, unit in rows.order_by("number").values_list(*columns):
            for key in keys_of(estate, road, building):
                _put(self._units, key, unit)
                _put(self._whole, key.partition("/")[0], unit)

    def unit(self, estate: str, road: str, building: str) -> int | None:
        """The unit of a home; None when the map does not tell."""
        keys = keys_of(estate, road, building)
        for key in keys:
            found = self._units.get(key)
            if found is not None:
                return found
        for key in keys:
            found = self._whole.get(key.partition("/")[0])
            if found is not None:
                return found
        return None


def _put(units: dict[str, int | None], key: str, unit: int) -> None:
    units[key] = unit if units.get(key, unit) == unit else None


def found_units(finder: Finder, rows: Iterable[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], int]:
    """Units of different addresses, each looked up once."""
    made = {}
    for address in set(rows):
        unit = finder.unit(*address)
        if unit is not None:
            made[address] = unit
    return made
