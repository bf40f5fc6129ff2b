"""Names put together from weighted lists of our own; any likeness to a real person is chance."""

from __future__ import annotations

from itertools import accumulate
from random import Random

# Surname and its weight, about the share in 1,000 people of a southern city.
SURNAMES = (
    "陈92 林71 黄60 张58 李52 王51 吴44 刘43 郑30 杨28 谢24 邱23 赖22 罗20 郭20 卢17 "
    "许17 曾16 叶15 苏15 周14 江13 廖13 蔡12 钟12 徐11 温10 游10 朱10 何10 邓9 章9 魏9 "
    "傅8 赵8 孙8 胡8 沈7 范7 童7 詹7 翁7 洪7 戴6 涂6 丘6 梁6 高6 马6 余5 方5 饶5 阮5 俞5 "
    "石5 倪4 曹4 严4 汤4 熊4 彭4 宋4 韩4 冯4 程4 董4 潘4 袁4 唐4 蒋4 杜4 田4 易3 姜3 姚3 "
    "丁3 池3 连3 简3 官3 巫3 华3 伍3 修3 沙2 兰2 雷2 蓝2 钱2 陆2 段2 金2 任2 康2 欧阳2 尤2 "
    "柯2 危2 龚2 万2 侯2 孔2 白2 崔2 毛1 史1 顾1 邵1 龙1 武1 贺1 汪1 上官1 司徒1 诸葛1 尉迟1 "
    "端木1"
)
# Characters of given names, the commoner ones first, by sex and by when their bearers were born.
MEN_BEFORE_1965 = (
    "国建金水福生明德荣华文清木昌火土根贵兴发玉光良洪财永树春长添"
    "庆开祥义海进寿松炳振炎桂如富其耀添锦仁全寿辉平"
)
MEN_BEFORE_1985 = (
    "建国志伟明军文华勇平强荣辉锋斌龙林海庆永东峰波松兴涛亮金富新刚生祥忠春晓健毅坚宏飞雄彬清少良水根胜"
)
MEN_BEFORE_2005 = (
    "伟杰志鹏鑫斌超涛俊凯龙强辉文锋浩煌宇晓阳毅翔建飞宏勇林彬东帆威城博亮泽坤楠鸿源聪炜晨星煜恒昊钦镇"
)
MEN_SINCE_2005 = (
    "宇轩浩泽俊辰子睿博涵哲铭昊晨皓熙杰佑霖奕翔煜宸诚恩彦航嘉楷瑞锦天逸文骏烨畅梓沐辉言墨祺琛恺旭炫"
)
WOMEN_BEFORE_1965 = (
    "秀英玉兰金珠美花凤香桂春莲娇梅月红招珍素菊治银妹娥水琴连荣清彩云淑碧惠菁宝贞芬冬五娣算宽阿丽福"
)
WOMEN_BEFORE_1985 = (
    "丽美红华英秀玲芳燕梅琴霞萍云娟珍兰敏莉金艳香娥晓琼凤春碧清月素彩莲淑惠连珠娇慧小青玉桂荣文琳媛静菁"
)
WOMEN_BEFORE_2005 = (
    "婷丽雅静燕晓琳玲雪慧娟颖萍芳莹佳红霞莉敏丹洁婧倩艳瑜梅珊珍妮媛美娜琪钰榕欣怡虹秋淑清贞宁蓉萱冰璐"
)
WOMEN_SINCE_2005 = (
    "欣怡涵梓妍雨馨诗琪语芷萱瑶可思嘉雅彤佳悦淇琳晨熙颖钰萌婷柔若溪诺然桐月沐依昕锦予念苒晴橙茜乐安宁玥"
)
ERAS = (
    (1965, MEN_BEFORE_1965, WOMEN_BEFORE_1965, 0.16),
    (1985, MEN_BEFORE_1985, WOMEN_BEFORE_1985, 0.24),
    (2005, MEN_BEFORE_2005, WOMEN_BEFORE_2005, 0.30),
    (9999, MEN_SINCE_2005, WOMEN_SINCE_2005, 0.07),
)
RARE_CHARACTERS = "㛃䶮𬭎𫍯𣲗赟翀昇堃犇"
FAR_WEST = (
    "阿依古丽",
    "买买提",
    "古丽娜尔",
    "艾尔肯",
    "阿布都",
    "热依汗",
    "吐尔逊",
    "帕提曼",
    "努尔兰",
    "玛依拉",
)


class Wheel:
    """Draws values with given weights, by one call of the dice."""

    def __init__(self, weighted: list[tuple[str, float]]) -> None:
        self.values = [value for value, _weight in weighted]
        self.bounds = list(accumulate(weight for _value, weight in weighted))

    def draw(self, dice: Random) -> str:
        """One value."""
        return dice.choices(self.values, cum_weights=self.bounds)[0]


def _surname_weights() -> list[tuple[str, float]]:
    made = []
    for entry in SURNAMES.split():
        name = entry.rstrip("0123456789")
        made.append((name, float(entry.removeprefix(name))))
    return made


def _falling(characters: str) -> Wheel:
    """The commoner first; the weight falls like 1 / (place + 8)."""
    return Wheel([(character, 1 / (place + 8)) for place, character in enumerate(dict.fromkeys(characters))])


_SURNAMES = Wheel(_surname_weights())
_GIVEN = {
    (year, is_male): _falling(men if is_male else women)
    for year, men, women, _one in ERAS
    for is_male in (True, False)
}
_ONE_CHARACTER = {year: share for year, _men, _women, share in ERAS}


def surname(dice: Random) -> str:
    """A surname by its weight."""
    return _SURNAMES.draw(dice)


def _era(year: int) -> int:
    return next(bound for bound, _men, _women, _one in ERAS if year < bound)


def given_name(dice: Random, is_male: bool, year: int, shared: str = "") -> str:
    """A given name of its time; `shared` is the character that brothers and sisters have in common, if any."""
    era = _era(year)
    wheel = _GIVEN[era, is_male]
    if dice.random() < 0.0008:
        return dice.choice(RARE_CHARACTERS) + (wheel.draw(dice) if dice.random() < 0.5 else "")
    if shared:
        return shared + wheel.draw(dice)
    first = wheel.draw(dice)
    if dice.random() < _ONE_CHARACTER[era]:
        return first
    return first + (first if dice.random() < 0.03 else wheel.draw(dice))


def generation_character(dice: Random, year: int, is_male: bool) -> str:
    """A character that children of one family share in their given names."""
    return _GIVEN[_era(year), is_male].draw(dice)


def long_name(dice: Random) -> str:
    """A name with a dot between its two parts."""
    return f"{dice.choice(FAR_WEST)}·{dice.choice(FAR_WEST)}"
