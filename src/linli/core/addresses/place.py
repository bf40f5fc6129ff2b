"""The front of an address: divisions, road, estate. There are few fronts and many rooms, so fronts are remembered."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from linli.core.addresses.gazetteer import UPPER_ENDINGS, Gazetteer, bare
from linli.core.addresses.numerals import counted

PROVINCE_NAMES = (
    "北京 天津 上海 重庆 福建 江西 广东 浙江 湖南 湖北 安徽 江苏 四川 贵州 云南 "
    "海南 山东 山西 河南 河北 陕西 甘肃 青海 辽宁 吉林 黑龙江 广西 宁夏 新疆 "
    "西藏 内蒙古"
)
PROVINCES = "|".join(PROVINCE_NAMES.split())
TOP = re.compile(
    rf"^(?:中国)?(?:[一-鿿]{{2,3}}省|[一-鿿]{{2,5}}自治区|(?:{PROVINCES})(?:省|市)?"
    r"(?:[一-鿿]{2}(?=[一-鿿]{1,3}(?<![小社新园校厂])[区县]))?)?"
    r"(?:[一-鿿]{2,3}市)?(?:[一-鿿]{1,3}(?<![小社新园校厂])[区县])?"
)
SUB_DISTRICT = re.compile(r"^([一-鿿]{2,4}?(?:街道办事处|街道办|街道|镇|乡))(?![路街])")
COMMUNITY = re.compile(
    r"^([一-鿿]{2,8}?(?:社区居委会|社区|居委会|村委会|(?<![新然])村(?!委会|民小组)))(?![路街])"
)
ROAD = re.compile(
    r"^(?P<road>[一-鿿A-Z0-9]{1,10}?(?:大道|路|街|巷|里|道))(?![路街道])(?:(?P<lane>\d+)弄)?(?:(?P<number>\d+(?:-\d+)?)号(?![楼]))?"
)
WORD = re.compile(r"[一-鿿]{3,}|[一-鿿]{2}$")
ROAD_NEXT = re.compile(r"[一-鿿]{1,5}(?:路|街|大道|巷)(?:\d|$)")
HALF_A_ROAD = re.compile(r"[东西南北中一二三]{0,2}(?:路|街|大道|巷)")
GROUP = re.compile(r"(?:自然村|屯|厝|村民小组|小组|组|队)$")
# What is left of an estate's name once a place name is taken off its front must still name something.
BARE = (
    "生活区 宿舍楼 商住楼 安置房 家属院 宿舍 花园 小区 新村 公寓 家园 名城 豪庭 "
    "华庭 国际 公馆 山庄 广场 府邸 大厦 商城"
)
BARE_ESTATES = frozenset(BARE.split())


class Front(NamedTuple):
    """Divisions, road, lane, number and estate as far as the string's front tells; `open` when a street number of
    a road, lane or village may follow.
    """

    sub_district: str
    community: str
    road: str
    lane: str
    number: str
    estate: str
    open: bool


@lru_cache(maxsize=100_000)
def front(head: str, gazetteer: Gazetteer) -> Front:
    """Take the front of an address apart."""
    rest = _without_top(counted(head), gazetteer.uppers)
    sub_district, rest = _first(SUB_DISTRICT, rest)
    if not sub_district:
        sub_district, rest = _bare(rest, gazetteer.sub_districts, (4, 3, 2))
    community, rest = _first(COMMUNITY, rest)
    if not community:
        # Estates are named after communities (阳光社区, 阳光翠庭): a bare one counts behind its sub-district, before
        # a road, or when it is too long to be the first half of an estate's name.
        short_too = sub_district or any(ROAD_NEXT.match(rest[length:]) for length in (2, 3))
        community, rest = _bare(rest, gazetteer.communities, (6, 5, 4, 3, 2) if short_too else (6, 5, 4))
    if GROUP.search(rest):
        return Front(sub_district, community, rest, "", "", "", open=True)
    road, lane, number, rest = _road(rest)
    is_open = not rest and not number and bool(road or community.endswith("村"))
    return Front(sub_district, community, road, lane, number, _estate(rest), is_open)


def _without_top(text: str, uppers: frozenset[str]) -> str:
    """Province, city and district taken off; known ones even when they stand without their endings."""
    taken = True
    while taken:
        taken = False
        for length in (7, 6, 5, 4, 3, 2):
            name = text[:length]
            ends = name.endswith(UPPER_ENDINGS) or len(text) > length + 2
            if name in uppers and ends and not HALF_A_ROAD.match(text[length:]):
                text, taken = text[length:], True
                break
    return TOP.sub("", text, count=1)


def _first(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _bare(text: str, names: frozenset[str], lengths: tuple[int, ...]) -> tuple[str, str]:
    """A place name without its ending at the front of the string (西陂滨江花园23#203)."""
    for length in lengths:
        name, rest = text[:length], text[length:]
        if name not in names or HALF_A_ROAD.match(rest):
            continue
        word = WORD.match(rest)
        if ROAD_NEXT.match(rest) or (word and word.group() not in BARE_ESTATES):
            return name, rest
    return "", text


def _road(text: str) -> tuple[str, str, str, str]:
    found = ROAD.match(text)
    if found is None:
        return "", "", "", text
    lane, number, rest = found["lane"] or "", found["number"] or "", text[found.end() :]
    # A road without a number counts only at the end or when an estate follows; "金色路" may be an estate's own name.
    if lane or number or not rest or re.match(r"[一-鿿]{2}", rest):
        return found["road"], lane, number, rest
    return "", "", "", text


def _estate(text: str) -> str:
    """An estate's name without what is not part of it."""
    name = text.strip("-,#号第")
    if name.endswith(("宿舍楼", "大楼")):
        return name.removesuffix("楼")
    return name.removesuffix("小区") if len(name) > 5 and bare_estate(name) else name


def bare_estate(name: str) -> bool:
    """True for 锦绣花园小区: a name that is one already without 小区."""
    return name.endswith("小区") and name[-4:-2] in BARE_ESTATES and bare(name) == name
