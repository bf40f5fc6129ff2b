"""Who a label speaks of: words for people in the label itself and in the heading above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .catalogue import Catalogue
from .context import STRANGER
from .labels import NUMBERING, squeeze
from .words import SUBJECT_WORDS

LONGEST_WORD = 12
# 子女1姓名, 监护人一电话: which of several people it is.
NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]|\d{1,2}|[甲乙丙丁])(?=..)")
POSSESSIVE = "的之"
# Headings that gather fields without saying whose they are.
PLAIN_HEADINGS = (
    *("基本", "信息", "情况", "资料", "内容", "登记", "个人", "人员", "其他", "其它", "详细", "主要", "概况"),
    *("填写", "必填", "选填", "补充", "表"),
    # Parts of one person's life, which name nobody else.
    *("婚育", "教育", "就业", "工作", "居住", "户籍", "户口", "联系", "健康", "身份", "政治", "兵役", "服役"),
)
TURNED = ("被", "前", "原", "非")
# What a short word means when it is somebody's: 信访人地址 is where the petitioner lives.
_SHORT = {
    "地址": "住址",
    "名": "姓名",
    "名称": "姓名",
    "单位": "工作单位",
    "证号": "身份证号",
    "证件": "证件号码",
}
RELATION = ("与", "和", "同", "于", "跟")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a label: somebody (`role` is empty for nobody named), and what is asked about them.

    `word` is the word for the person; `qualifier` stood before it (隶属单位 in 隶属单位负责人姓名).
    `is_subject_word` is true for words of people that a form may be about (学员, 死者).
    """

    role: str
    rest: str
    word: str = ""
    qualifier: str = ""
    is_subject_word: bool = False


def readings(text: str, catalogue: Catalogue) -> list[Reading]:
    """The label as a whole, then with each person word taken as whose it is, the longest words first."""
    found = [Reading("", text)]
    if text.startswith(RELATION) and text.endswith("关系"):
        return found
    for start, word in _words(text, catalogue):
        rest = NUMBERED.sub("", text[start + len(word) :].lstrip(POSSESSIVE))
        if len(word) == 1 and (start or rest not in catalogue.phrases):
            continue
        if text[:start].endswith(TURNED):
            # 被赡养人 is the other side of 赡养人, 前配偶 somebody else than 配偶.
            found.append(
                Reading(STRANGER, _SHORT.get(rest, rest), text[start - 1 : start] + word, text[: start - 1])
            )
            continue
        role = catalogue.role_words.get(word, "")
        found.append(Reading(role, _SHORT.get(rest, rest), word, text[:start], word in SUBJECT_WORDS))
    return found


def heading_role(heading: str, catalogue: Catalogue) -> tuple[str, bool]:
    """The role a heading names, and whether the heading is understood (a plain one names nobody and is)."""
    text = squeeze(NUMBERING.sub("", heading.strip())).replace("/", "")
    if not text:
        return "", True
    words = [word for _, word in _words(text, catalogue)]
    roles = {
        catalogue.role_words[word]
        for word in words
        if word in catalogue.role_words and word not in SUBJECT_WORDS
    }
    if len(roles) == 1:
        return roles.pop(), True
    if roles:
        return "", False
    for word in (*words, *PLAIN_HEADINGS):
        text = text.replace(word, "")
    return "", not text or text.isdigit()


def _words(text: str, catalogue: Catalogue) -> list[tuple[int, str]]:
    """Person words in a text with their places; a word inside a longer one is left out."""
    found: list[tuple[int, str]] = []
    end = 0
    for start in range(len(text)):
        for stop in range(min(len(text), start + LONGEST_WORD), start, -1):
            word = text[start:stop]
            if stop > end and (word in catalogue.role_words or word in SUBJECT_WORDS):
                found.append((start, word))
                end = stop
                break
    return found
