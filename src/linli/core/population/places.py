"""Dwellings of a made-up town: estates on streets, lanes, villages without streets, dormitories."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

ROADS_TEXT = (
    "松涛 望江 学府 金桂 翠屏 朝阳 银杏 清溪 文昌 和顺 凤鸣 南湖 龙泉 九曲 紫薇 "
    "木兰 观音亭 三元 通达 环城 工业 迎宾 锦江 白鹭 莲塘 古榕 石桥 桃园 五一 "
    "八一 兴学 书院 码头 铁道 东风 胜利 建新 富民 双井 花圃"
)
ROADS = ROADS_TEXT.split()
COMMUNITIES = "松涛 望江 金桂 翠屏 清溪 文昌 凤鸣 莲塘 古榕 石桥 桃园 书院 码头 双井 花圃 和顺"
ROAD_ENDINGS = ("路", "东路", "西路", "南路", "北路", "中路", "街", "大道", "巷")
ESTATE_FIRST_TEXT = (
    "锦绣 滨江 金鼎 阳光 翠庭 御景 丽都 名仕 恒信 万和 紫荆 盛世 龙津 凤凰 学府 "
    "水岸 春江 明珠 东方 国贸 书香 碧波 天悦 福星 华府 银河 尚品 香樟 绿洲 中央 "
    "怡景 瑞祥 嘉和 新天 桂花 翰林 世纪 江滨 蓝湾 鸿运"
)
ESTATE_FIRST = ESTATE_FIRST_TEXT.split()
ESTATE_LAST = (
    "花园",
    "小区",
    "新村",
    "公寓",
    "家园",
    "名城",
    "豪庭",
    "苑",
    "华庭",
    "国际",
    "公馆",
    "山庄",
    "广场",
    "府邸",
)
VILLAGE_GROUPS = ("上坪", "下坪", "陈屋", "新厝", "大路", "溪背", "塘边", "岭头", "圳下", "社前")
SCHOOLS = ("大学", "学院", "职业技术学院", "师范学院")
FIRMS = ("供电局", "水泥厂", "师范学校", "机床厂", "邮电局", "卷烟厂", "粮食局", "第二医院")


@dataclass(frozen=True, slots=True)
class Place:
    """A community: its division code and the names of itself and its sub-district. `is_village` has no streets."""

    code: str
    name: str
    sub_district: str
    is_village: bool = False


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Where a household lives. Parts that a kind of dwelling lacks are empty; numbers are strings of digits."""

    place: Place
    road: str = ""
    lane: str = ""
    number: str = ""
    estate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Estate:
    """An estate with its address on the street and its shape."""

    place: Place
    road: str
    number: str
    name: str
    buildings: int
    units: int
    floors: int


def made_up_places(count: int = 48) -> tuple[Place, ...]:
    """Communities of a town that does not exist (division code 350899, never given out)."""
    firsts = COMMUNITIES.split()
    towns = ("榕东街道", "榕西街道", "江北街道", "江南街道", "石湖镇", "云岭镇")
    made = []
    for number in range(count):
        town = towns[number * len(towns) // count]
        village = town.endswith("镇") and number % 2 == 1
        name = firsts[number % len(firsts)] + "上中下"[number // len(firsts) % 3] * (number >= len(firsts))
        code = f"350899{number * len(towns) // count + 1:03d}{number + 1 + 200 * village:03d}"
        made.append(Place(code, name + ("村" if village else "社区"), town, village))
    return tuple(made)


class Town:
    """Draws dwellings. Each community has its own estates, made from the seed and the community's code."""

    def __init__(self, places: tuple[Place, ...], seed: int, households: int) -> None:
        self.places = places
        self.seed = seed
        # An estate has about 1,300 flats; six in ten are lived in.
        self.per_place = max(2, round(households / max(len(places), 1) / 800))
        self._estates: dict[str, list[Estate]] = {}

    def estates(self, place: Place) -> list[Estate]:
        """The estates of a community."""
        if place.code not in self._estates:
            self._estates[place.code] = _estates(place, self.seed, self.per_place)
        return self._estates[place.code]

    def homes(self, dice: Random, place: Place, count: int) -> list[Dwelling]:
        """`count` different dwellings of a community."""
        found: dict[Dwelling, None] = {}
        while len(found) < count:
            found[self.dwelling(dice, place)] = None
        return list(found)

    def dwelling(self, dice: Random, place: Place) -> Dwelling:
        """A dwelling in a community: mostly a flat of an estate."""
        if place.is_village and dice.random() < 0.8:
            group = dice.choice(VILLAGE_GROUPS)
            return Dwelling(place, group=f"{group}自然村", number=str(dice.randint(1, 260)))
        kind = dice.random()
        if kind < 0.05:
            road = dice.choice(ROADS) + dice.choice(ROAD_ENDINGS)
            return Dwelling(place, road=road, lane=str(dice.randint(2, 320)), number=str(dice.randint(1, 60)))
        if kind < 0.08:
            firm, number = dice.choice(FIRMS), str(dice.randint(1, 300))
            road = dice.choice(ROADS) + dice.choice(ROAD_ENDINGS)
            return Dwelling(place, road=road, number=number, estate=f"{firm}宿舍", room=_room(dice, 7, 6))
        estate = dice.choice(self.estates(place))
        return Dwelling(
            place,
            road=estate.road,
            number=estate.number,
            estate=estate.name,
            building=str(dice.randint(1, estate.buildings)),
            unit=str(dice.randint(1, estate.units)) if estate.units > 1 else "",
            room=_room(dice, estate.floors, 4),
        )

    def anywhere(self, dice: Random) -> Dwelling:
        """A dwelling somewhere in the town, perhaps one that others live in today."""
        return self.dwelling(dice, dice.choice(self.places))


def dormitory(dice: Random) -> Dwelling:
    """A bed in a school away from home."""
    school = f"{dice.choice(ROADS)}{dice.choice(SCHOOLS)}学生公寓"
    return Dwelling(
        Place("", "", ""), estate=school, building=str(dice.randint(1, 14)), room=_room(dice, 6, 30)
    )


def _room(dice: Random, floors: int, doors: int) -> str:
    return f"{dice.randint(1, floors)}{dice.randint(1, doors):02d}"


def _estates(place: Place, seed: int, count: int) -> list[Estate]:
    dice = Random(f"estates/{seed}/{place.code}")  # noqa: S311  # made-up data, nothing secret
    made: dict[str, Estate] = {}
    while len(made) < count:
        name = dice.choice(ESTATE_FIRST) + dice.choice(ESTATE_LAST)
        if name in made:
            name += dice.choice(("A区", "B区", "二期", "三期", "东区", "西区"))
        high = dice.random() < 0.4
        made[name] = Estate(
            place,
            dice.choice(ROADS) + dice.choice(ROAD_ENDINGS),
            str(dice.randint(1, 420)),
            name,
            dice.randint(3, 26),
            dice.randint(1, 2) if high else dice.randint(2, 5),
            dice.randint(11, 28) if high else dice.randint(5, 7),
        )
    return list(made.values())
