"""What a code and a name say: level, parent, kind of committee, the short name. Pure."""

import re

from linli.territory.states import LENGTH_OF_LEVEL, LEVEL_OF_LENGTH, DivisionKind, Level

# What committees' names end in; without it is left what people say: 东门社区居委会 -> 东门社区 -> 东门.
_COMMITTEES = ("居民委员会", "村民委员会", "牧民委员会", "居委会", "村委会", "委员会")
_AREA = re.compile(r"^(.{2,}?)(?:街道办事处|街道|自治区|地区|省|市|盟|区|县|镇|乡)$")
ENDINGS = tuple(
    sorted({*_COMMITTEES, *(place + body for place in ("社区", "村") for body in ("", *_COMMITTEES))})
)
_SHORT = re.compile(r"^(.+?)(?:居民委员会|居委会|(?<=社区)委员会)$")
_VILLAGE = re.compile(r"^(.+?)(?:村民委员会|村委会)$")
_STEM = re.compile(
    r"^(.{2,}?)(?:社区|村)?(?:居民委员会|村民委员会|牧民委员会|居委会|村委会|委员会)$|^(.{2,}?)(?:社区|村)$"
)


def level_of(code: str) -> Level:
    """The level of a code by its length; KeyError when no level has that length."""
    return LEVEL_OF_LENGTH[len(code)]


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above `code`, the province first."""
    return tuple(code[:length] for length in LEVEL_OF_LENGTH if length < len(code))


def unpadded(code: str) -> str:
    """The short form of a code that some lists fill up to twelve digits with zeros: 350802000000 -> 350802."""
    if len(code) != LENGTH_OF_LEVEL[Level.COMMITTEE] or not code.endswith("000"):
        return code
    for length in (2, 4, 6, 9):
        if not code[length:].strip("0"):
            return code[:length]
    return code


def _kind_of_number(number: int) -> DivisionKind:
    if 1 <= number < 200:
        return DivisionKind.RESIDENTS
    if 200 <= number < 400:
        return DivisionKind.VILLAGERS
    return DivisionKind.ALIKE if 400 <= number < 600 else DivisionKind.OTHER


_KINDS = {f"{number:03}": _kind_of_number(number) for number in range(1000)}


def kind_of(code: str) -> DivisionKind:
    """The kind of committee, from the last three of twelve digits (statistical division codes)."""
    return _KINDS[code[9:]] if len(code) == 12 else DivisionKind.AREA


def short_name(name: str) -> str:
    """The name without the word for the committee: 东门社区居委会 -> 东门社区, 和平村委会 -> 和平村."""
    if found := _SHORT.match(name):
        return found[1]
    if found := _VILLAGE.match(name):
        return found[1] + "村"
    return name


def stem_of(name: str) -> str:
    """The name without every ending that its neighbours share: 东门社区居委会 -> 东门. At least two characters."""
    found = _STEM.match(name)
    return (found[1] or found[2]) if found else name


def area_stem(name: str) -> str:
    """The name of an area without its rank: 龙岩市 -> 龙岩, 东城街道 -> 东城. At least two characters."""
    found = _AREA.match(name)
    return found[1] if found else name
