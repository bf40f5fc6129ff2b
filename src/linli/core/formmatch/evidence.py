"""What examples and offered answers say about a field: numbers with check digits, phones, dates, code lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.core.kinds import read_credit_code, read_id_number

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-8]\d{6,7}")
DATE = re.compile(r"(?:1[89]|20)\d{2}[-/.年]?(?:0?[1-9]|1[0-2])(?:[-/.月]?(?:0?[1-9]|[12]\d|3[01])日?|月)?")
LISTS = {
    "性别": frozenset(["男", "女", "男性", "女性", "未知的性别", "未说明的性别"]),
    "婚姻状况": frozenset(
        ["未婚", "已婚", "初婚", "再婚", "复婚", "丧偶", "离婚", "离异", "未说明的婚姻状况"]
    ),
    "政治面貌": frozenset(
        [
            "群众",
            "党员",
            "中共党员",
            "预备党员",
            "中共预备党员",
            "团员",
            "共青团员",
            "民主党派",
            "无党派",
            "无党派人士",
        ]
    ),
    "学历": frozenset(
        [
            "小学",
            "初中",
            "高中",
            "中专",
            "大专",
            "专科",
            "本科",
            "大学",
            "大学本科",
            "硕士",
            "研究生",
            "博士",
            "硕士研究生",
            "博士研究生",
            "文盲",
            "初中及以下",
            "高中及中专",
        ]
    ),
    "户口性质": frozenset(
        [
            "农业",
            "非农业",
            "农业户口",
            "非农业户口",
            "农村",
            "城镇",
            "城镇户口",
            "居民户口",
            "家庭户",
            "集体户",
        ]
    ),
}
# Properties whose values have a form of their own, so that other values speak against them.
STRICT = ("公民身份号码", "统一社会信用代码", "手机号码", "出生日期", "性别")
# From this share of the examples on they count as being of a kind.
MOST = 0.8


def kinds_of(value: str) -> set[str]:
    """Names of properties that one value may be of."""
    text = value.strip()
    digits = re.sub(r"[\s-]", "", text)
    found = {name for name, words in LISTS.items() if text in words}
    if read_id_number(text).is_sound:
        found |= {"公民身份号码", "证件号码"}
    if read_credit_code(text).is_sound:
        found.add("统一社会信用代码")
    if MOBILE.fullmatch(digits):
        found |= {"手机号码", "联系方式", "单位联系方式"}
    elif LANDLINE.fullmatch(text):
        found |= {"固定电话", "联系方式", "单位联系方式"}
    if DATE.fullmatch(text):
        found |= {"出生日期", "日期"}
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field's examples and offered answers are of: name of a property -> part of them that fits it."""

    parts: Mapping[str, float]
    is_given: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """What most of them are of; this can be kept where the examples themselves must not be."""
        return tuple(sorted(name for name, part in self.parts.items() if part >= MOST))

    def weight(self, name: str) -> float:
        """How far this speaks for a property: 1 for it, 0 it says nothing, -1 against it."""
        if not self.is_given or not name:
            return 0.0
        part = self.parts.get(name, 0.0)
        if part >= MOST:
            return part
        if name.endswith(("日期", "时间")) and self.parts.get("日期", 0.0) >= MOST:
            return 0.5
        return -1.0 if name in STRICT and part <= 1 - MOST else 0.0


def shown(values: Sequence[str] = (), options: Sequence[str] = (), kinds: Sequence[str] = ()) -> Shown:
    """What examples are of; where there are none, the answers offered; else the kinds found earlier."""
    given = [value for value in values if value.strip()] or [option for option in options if option.strip()]
    if not given:
        return Shown(dict.fromkeys(kinds, 1.0), bool(kinds))
    counts = Counter(name for value in given for name in kinds_of(value))
    return Shown({name: count / len(given) for name, count in counts.items()}, True)
