"""A made-up town as three GeoJSON files: streets, blocks of buildings, communities. For the demo, tests and benchmarks.

Nothing in it is drawn after a real place; the same numbers and seed give the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from linli.grids.states import MapKind

METRE = 1 / 111_320  # degrees of latitude
WIDTH = 1.1  # a degree of longitude is so much shorter at 25 degrees north
BLOCK, STREET = 120.0, 16.0
HOUSE = (46.0, 14.0)
MAIN_EVERY = 4
ROADS = ("松涛路", "望江路", "学府路", "金桂路", "翠屏路", "朝阳路", "银杏路", "清溪路", "文昌路", "和顺路")
ESTATES = ("锦绣花园", "滨江小区", "翠庭苑", "阳光新村", "学府家园", "桂花苑", "水岸华庭", "书香公寓")


@dataclass(frozen=True, slots=True)
class Town:
    """`communities` side by side (code -> name), each of `columns` x `rows` blocks of up to eight buildings of
    `homes` households; `south_west` is longitude and latitude of the corner. Each building is drawn larger
    or smaller by the seed; `buildings` known already are estate, road, number and households, by community."""

    communities: Mapping[str, str]
    columns: int = 4
    rows: int = 5
    homes: tuple[int, int] = (12, 60)
    south_west: tuple[float, float] = (117.02, 25.08)
    seed: int = 1
    buildings: Mapping[str, Sequence[tuple[str, str, str, int]]] | None = None


def map_files(town: Town) -> dict[MapKind, tuple[str, bytes]]:
    """The three files, as they would be handed in."""
    return {
        MapKind.STREETS: ("streets.geojson", _collection(_streets(town))),
        MapKind.BUILDINGS: ("buildings.geojson", _collection(_buildings(town))),
        MapKind.COMMUNITIES: ("communities.geojson", _collection(_communities(town))),
    }


def _collection(features: list[dict[str, Any]]) -> bytes:
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(town: Town, kind: str, points: Sequence[tuple[float, float]], **columns: Any) -> dict[str, Any]:
    west, south = town.south_west
    moved = [[round(west + x * METRE * WIDTH, 7), round(south + y * METRE, 7)] for x, y in points]
    shape = [moved] if kind == "Polygon" else moved
    return {"type": "Feature", "properties": columns, "geometry": {"type": kind, "coordinates": shape}}


def _step() -> float:
    return BLOCK + STREET


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]


def _communities(town: Town) -> list[dict[str, Any]]:
    width, height = town.columns * _step(), town.rows * _step()
    return [
        _feature(town, "Polygon", _box(k * width, 0.0, width, height), code=code, name=name)
        for k, (code, name) in enumerate(town.communities.items())
    ]


def _streets(town: Town) -> list[dict[str, Any]]:
    """Streets along every line between blocks; every fourth is a main road."""
    width, height = town.columns * len(town.communities) * _step(), town.rows * _step()
    found = []
    for k in range(1, town.rows):
        y = k * _step()
        found.append(([(-20.0, y), (width + 20.0, y)], k))
    for k in range(1, town.columns * len(town.communities)):
        x = k * _step()
        found.append(([(x, -20.0), (x, height + 20.0)], k + 5))
    return [
        _feature(
            town,
            "LineString",
            line,
            highway="primary"
            if number % MAIN_EVERY == 0
            else "tertiary"
            if number % 2 == 0
            else "residential",
            name=ROADS[number % len(ROADS)],
        )
        for line, number in found
    ]


def _buildings(town: Town) -> list[dict[str, Any]]:
    found = []
    for k, code in enumerate(town.communities):
        dice = Random(f"{town.seed}/{code}")  # noqa: S311  # made-up data, nothing secret
        known = None if town.buildings is None else list(town.buildings.get(code, ()))
        for spot, (x, y) in enumerate(_spots(town, k, dice)):
            if known is not None and spot >= len(known):
                break
            estate, road, number, homes = known[spot] if known is not None else _made_up(town, spot, dice)
            columns = {
                "building": "apartments",
                "building:levels": max(1, round(homes / 6)),
                "households": homes,
                "estate": estate,
                "road": road,
                "building_no": number,
            }
            found.append(_feature(town, "Polygon", _box(x, y, *HOUSE), **columns))
    return found


def _spots(town: Town, community: int, dice: Random) -> list[tuple[float, float]]:
    """Corners of buildings: two columns of four in each block, a little out of line."""
    made = []
    for row in range(town.rows):
        for column in range(town.columns):
            left = (community * town.columns + column) * _step() + STREET / 2
            low = row * _step() + STREET / 2
            for place in range(8):
                x = left + 8 + (place % 2) * 58 + dice.uniform(-2, 2)
                y = low + 6 + (place // 2) * 28 + dice.uniform(-2, 2)
                made.append((x, y))
    return made


def _made_up(town: Town, spot: int, dice: Random) -> tuple[str, str, str, int]:
    estate = ESTATES[spot // 40 % len(ESTATES)]
    return estate, "", str(spot % 40 + 1), dice.randint(*town.homes)
