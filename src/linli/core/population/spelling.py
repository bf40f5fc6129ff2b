"""One dwelling, written the way different clerks write it."""

from __future__ import annotations

from random import Random

from linli.core.population.places import Dwelling

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HAN = "零一二三四五六七八九十"
CITY = ("福建省榕川市榕城区", "榕川市榕城区", "榕城区", "福建榕川榕城区", "")


def spelled(dice: Random, home: Dwelling, *, formal: bool) -> str:
    """The address of a dwelling in one of its spellings; `formal` as the police write it."""
    if home.group or home.lane or not home.estate:
        inside = f"{home.lane}弄{home.number}号" if home.lane else f"{home.number}号"
        return _front(dice, home, formal) + (home.group or home.road) + inside
    with_road = formal or dice.random() < 0.45
    road = f"{home.road}{home.number}号" if with_road and home.road else ""
    return _front(dice, home, formal) + road + home.estate + _inside(dice, home)


def _front(dice: Random, home: Dwelling, formal: bool) -> str:
    """Divisions above the road; a village keeps its own name, since its groups repeat elsewhere."""
    place = home.place
    city = dice.choice(CITY[:3] if formal else CITY)
    if place.is_village:
        return (city + place.sub_district if formal or dice.random() < 0.6 else "") + place.name
    drawn = dice.random()
    if formal or drawn < 0.3:
        return city + place.sub_district + (place.name if drawn < 0.6 else "")
    if drawn < 0.5:
        return city + place.name
    return city if drawn < 0.75 else ""


def _inside(dice: Random, home: Dwelling) -> str:
    building, unit, room = home.building, home.unit, home.room
    if not building:
        return room + dice.choice(("室", "", "房"))
    style = dice.randrange(8)
    if style == 0 and unit:
        return f"{building}-{unit}-{room}"
    if style == 1 and unit:
        return f"{building}号楼{unit}-{room}"
    if style == 2:
        return f"{building}#{room}"
    if style == 3:
        part = f"{han(unit)}单元" if unit else ""
        return f"{han(building)}栋{part}{room}室"
    if style == 4:
        part = f"{unit}单元" if unit else ""
        return f"{building}幢{part}{room}".translate(WIDE)
    part = f"{unit}单元" if unit else ""
    return f"{building}{dice.choice(('栋', '幢', '号楼', '座'))}{part}{room}{dice.choice(('室', '', '房'))}"


def han(number: str) -> str:
    """23 -> 二十三."""
    tens, ones = divmod(int(number), 10)
    front = "" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十"
    return front + (HAN[ones] if ones else "")
