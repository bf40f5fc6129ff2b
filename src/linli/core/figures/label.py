"""What a column counts, proposed from its heading: the whole heading has to be understood, or nothing is proposed.

A wrong rule would be worse than none, since a number shows nobody that it counts the wrong people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from linli.core.scopes import Condition, Kind, Operator, Scope, Term, Unit, Vocabulary
from linli.core.scopes.words import SUBJECTS

from .model import Figure

AGE, SEX, BORN = "self.age", "self.sex", "self.birth_date"
MALE, FEMALE = "1", "2"
NOISE = re.compile(
    r"[（(](?:单位[:：]?)?(?:人|户|个|套|家|处|名)[)）]|[\s（）()：:、，,。/·—-]|(?:单位|其中)[:：]?"
)
# A heading above that says nothing about the rows.
BARE = re.compile(
    r"^(?:本?社区|辖区)?(?:人口|户数|人数|居民|人口基本|基本)?(?:项目|情况|信息|数据|指标|统计|汇总)*表?$|^(?:合计|总计)$"
)
# The column of a divided heading that is all of it.
ALL_OF_IT = frozenset({"合计", "小计", "总计", "总数", "计", "数量", "人数", "本期", "本月", "期末"})
TIMES = re.compile(r"^(?:期末|年末|月末|季末|本期末|截至期末|现有|实有|本月末|辖区|本社区|全社区)")
IN_PERIOD = re.compile(r"^(?:本期|本月|本季|本季度|本年|年内|期内|当月|当年|新增)")
# Endings that say what is counted. The longest comes first.
ENDS: tuple[tuple[str, Unit | None], ...] = (
    ("家庭户数", Unit.HOUSEHOLD),
    ("户总数", Unit.HOUSEHOLD),
    ("总户数", Unit.HOUSEHOLD),
    ("住户数", Unit.HOUSEHOLD),
    ("户数", Unit.HOUSEHOLD),
    ("房屋总数", Unit.HOUSE),
    ("房屋套数", Unit.HOUSE),
    ("房屋数", Unit.HOUSE),
    ("住房数", Unit.HOUSE),
    ("住房套数", Unit.HOUSE),
    ("单位总数", Unit.ORGANISATION),
    ("单位数", Unit.ORGANISATION),
    ("总人口数", Unit.PERSON),
    ("人口总数", Unit.PERSON),
    ("常住人口数", Unit.PERSON),
    ("常住人口", Unit.PERSON),
    ("居民人数", Unit.PERSON),
    ("居民总数", Unit.PERSON),
    ("总人口", Unit.PERSON),
    ("总人数", Unit.PERSON),
    ("人口数", Unit.PERSON),
    ("人员数", Unit.PERSON),
    ("居民数", Unit.PERSON),
    ("人数", Unit.PERSON),
    ("人口", Unit.PERSON),
    ("人员", Unit.PERSON),
    ("住房", Unit.HOUSE),
    ("房屋", Unit.HOUSE),
    ("户", Unit.HOUSEHOLD),
    ("人", Unit.PERSON),
    ("总数", None),
    ("数", None),
)
# Words that are a number of people by themselves; the others say more about rows of some kind.
WHOLE = frozenset(
    {"总人口数", "人口总数", "常住人口数", "常住人口", "居民人数", "居民总数", "总人口", "总人数"}
)
WHOLE_ROWS = frozenset(
    {
        "总户数",
        "家庭户数",
        "户总数",
        "住户数",
        "房屋总数",
        "房屋套数",
        "房屋数",
        "住房数",
        "住房套数",
        "单位总数",
    }
)
FLOWS = {
    "出生": BORN,
    "死亡": "self.death_date",
    "迁入": "self.moved_in_date",
    "迁出": "self.moved_out_date",
    "流入": "self.inflow_date",
}


class Proposer:
    """Proposes figures in the words of one catalogue."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = _words(vocabulary)

    def proposed(self, label: str, group: str = "") -> Figure | None:
        """What a heading asks to be counted, None where any part of it is not understood.

        `group` is the heading above ("其中", "60岁以上"), which narrows what stands under it. A heading of two parts
        (the name of a row and that of a column, "常住人口 男") is understood as the second one under the first.
        """
        over, told = narrowing(group), _folded(label)
        made = _read(over + told, self._words) if told else None
        if made is not None or not told:
            return made
        if over:
            return self._under(over, told)
        first, _space, last = label.strip().rpartition(" ")
        return self._under(_folded(first), _folded(last)) if first else None

    def _under(self, over: str, told: str) -> Figure | None:
        """Both parts understood by themselves, as one figure: the rows of the one that are rows of the other."""
        whole = _read(over, self._words)
        if whole is None or told in ALL_OF_IT:
            return whole
        part = _read(told, self._words)
        return None if part is None else _both(whole, part)


def narrowing(group: str) -> str:
    """What the headings above say about the rows; empty where they say nothing."""
    return "".join(part for one in group.split(" / ") if not BARE.match(part := _folded(one)))


def _both(whole: Figure, part: Figure) -> Figure | None:
    where = tuple(dict.fromkeys((*whole.scope.where, *part.scope.where)))
    apart = len({one.element for one in where}) == len(where)
    if whole.scope.unit is not part.scope.unit or not apart or (whole.within and part.within):
        return None
    return Figure(Scope(whole.scope.unit, where), within=whole.within or part.within)


def _folded(text: str) -> str:
    return NOISE.sub(lambda found: "-" if found[0] in "-—" else "", text.strip())


@dataclass(slots=True)
class _Found:
    """What has been understood so far."""

    where: list[Condition] = field(default_factory=list)
    unit: Unit | None = None
    within: str = ""
    is_whole: bool = False
    in_period: bool = False


_Words = Mapping[str, Condition]
"""By kind of row and word ("person/男性") the condition that the word stands for."""


def _read(text: str, words: _Words) -> Figure | None:
    rest, in_period = TIMES.sub("", text), False
    if IN_PERIOD.match(rest):
        rest, in_period = IN_PERIOD.sub("", rest, count=1), True
    for begun, found in _ends(rest):
        found.in_period = in_period
        if _all_of(begun, words, found) and (made := _made(found)) is not None:
            return made
    return None


def _all_of(text: str, words: _Words, found: _Found) -> bool:
    while text:
        step = _flow(text, found) or _ages(text, found) or _worded(text, words, found)
        if not step:
            return False
        text = text[step:].removeprefix("的").removeprefix("人口").removeprefix("人员").removeprefix("居民")
    return True


def _ends(text: str) -> Iterator[tuple[str, _Found]]:
    """The ways in which a heading may end, the longest first: 退役军人数 ends in 数, not in 人数."""
    for word, unit in ENDS:
        if text.endswith(word):
            yield (
                text.removesuffix(word),
                _Found(unit=unit, is_whole=text == word and word in WHOLE | WHOLE_ROWS),
            )
    yield text, _Found()


def _made(found: _Found) -> Figure | None:
    unit = found.unit or Unit.PERSON
    if not (found.where or found.within or found.is_whole):
        return None
    if found.in_period and not found.within:
        return None  # new in the period, of what does not begin on a recorded day
    if any(one.element.split(".")[0] != SUBJECTS[unit] for one in found.where):
        return None
    if found.within and unit is not Unit.PERSON:
        return None
    where = tuple(dict.fromkeys(found.where))
    if len({one.element for one in where}) < len(where):
        return None  # two words about the same thing: a heading that was not understood
    return Figure(Scope(unit, where), within=found.within)


def _flow(text: str, found: _Found) -> int:
    word = next((word for word in FLOWS if text.startswith(word)), "")
    if word and not found.within:
        found.within = FLOWS[word]
        return len(word)
    return 0


# 以上, 以下 and 以内 include the number, 不满, 未满 and 超过 do not (Civil Code, article 1259).
AGES: tuple[tuple[re.Pattern[str], Callable[[int, int], Condition]], ...] = (
    (
        re.compile(r"(\d{1,3})(?:周?岁)?[-~至到](\d{1,3})周?岁"),
        lambda low, high: Condition(AGE, Operator.BETWEEN, (low, high)),
    ),
    (
        re.compile(r"(\d{1,3})周?岁(?:\(含\)|含)?(?:及其?)?以上"),
        lambda low, _high: Condition(AGE, Operator.AT_LEAST, (low,)),
    ),
    (
        re.compile(r"(\d{1,3})周?岁(?:\(含\)|含)?(?:及其?)?以[下内]"),
        lambda low, _high: Condition(AGE, Operator.AT_MOST, (low,)),
    ),
    (re.compile(r"(?:不满|未满)(\d{1,3})周?岁"), lambda low, _high: Condition(AGE, Operator.LESS, (low,))),
    (re.compile(r"(?:超过)(\d{1,3})周?岁"), lambda low, _high: Condition(AGE, Operator.MORE, (low,))),
    (re.compile(r"年?满(\d{1,3})周?岁"), lambda low, _high: Condition(AGE, Operator.AT_LEAST, (low,))),
)


def _ages(text: str, found: _Found) -> int:
    for shape, made in AGES:
        if said := shape.match(text):
            numbers = [int(number) for number in said.groups()]
            low, high = numbers[0], numbers[-1]
            if low > high:
                return 0
            found.where.append(made(low, high))
            return said.end()
    return 0


def _worded(text: str, words: _Words, found: _Found) -> int:
    """The longest word of the catalogue, or of the law, that the text begins with."""
    for end in range(len(text), 0, -1):
        known = words.get(f"{found.unit or Unit.PERSON}/{text[:end]}")
        conditions = (known,) if known is not None else LEGAL.get(text[:end], ())
        if conditions:
            found.where.extend(conditions)
            return end
    return 0


def _old(years: int) -> Condition:
    return Condition(AGE, Operator.AT_LEAST, (years,))


# Groups of people by their age and sex as laws and the statistics have them.
LEGAL: dict[str, tuple[Condition, ...]] = {
    # Women of childbearing age: 15 to 49 (National Bureau of Statistics, population indicators).
    "育龄妇女": (Condition(SEX, Operator.IS, (FEMALE,)), Condition(AGE, Operator.BETWEEN, (15, 49))),
    # From 60 on (Law on the Protection of the Rights and Interests of the Elderly, article 2).
    "老年人": (_old(60),),
    "老年": (_old(60),),
    "老人": (_old(60),),
    "高龄老年人": (_old(80),),
    "高龄老人": (_old(80),),
    "百岁老人": (_old(100),),
    "少数民族": (Condition("self.ethnicity", Operator.NONE_OF, ("01",)),),
    # Under 18 (Law on the Protection of Minors, article 2).
    "未成年人": (Condition(AGE, Operator.LESS, (18,)),),
    # The kinds of registration there were until they became one (State Council 国发〔2014〕25号).
    "非农": (Condition("self.hukou_type", Operator.IS, ("2",)),),
}


def _words(vocabulary: Vocabulary) -> _Words:
    """What the catalogue calls its codes and its yes-or-no elements, where a word stands for one of them alone."""
    found: dict[str, list[Condition]] = {}
    for unit, subject in SUBJECTS.items():
        for term in vocabulary.terms.values():
            if unit is Unit.PLACE or term.code.rsplit(".", 1)[0] != subject:
                continue
            for word, condition in _said(term):
                found.setdefault(f"{unit}/{word}", []).append(condition)
    for word, code in (("男", MALE), ("男性", MALE), ("女", FEMALE), ("女性", FEMALE)):
        found[f"{Unit.PERSON}/{word}"] = [Condition(SEX, Operator.IS, (code,))]
    return {word: meant[0] for word, meant in found.items() if len(meant) == 1}


VAGUE = frozenset(
    {
        "其他",
        "一般",
        "就业",
        "是",
        "无",
        "学生",
        "本人",
        "未知",
        "不详",
        "一级",
        "二级",
        "三级",
        "四级",
        "子",
        "女",
        "夫",
        "妻",
    }
)
SHORTENED = ("人员", "家庭", "户口（旧）", "户口", "教育", "（旧）")


def _said(term: Term) -> Iterator[tuple[str, Condition]]:
    if term.kind == Kind.FLAG:
        name = term.zh
        for front in ("是否享受", "是否领取", "是否参加", "是否签约", "是否登记", "是否注册", "是否", "享受"):
            name = name.removeprefix(front)
        if len(name) > 1:
            yield name, Condition(term.code, Operator.IS, (True,))
        return
    for code, zh, _en in term.labels:
        for name in dict.fromkeys((zh, *(zh.removesuffix(end) for end in SHORTENED))):
            if len(name) > 1 and name not in VAGUE:
                yield name, Condition(term.code, Operator.IS, (code,))
