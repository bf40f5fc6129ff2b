"""What the text of a cell is: a label, nothing, answers to tick, a unit, a value, a note."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from linli.core.formmatch.evidence import kinds_of
from linli.core.formmatch.labels import BOX, UNITS, read_label, squeeze
from linli.core.formmatch.words import PHRASES, ROLE_WORDS, SUBJECT_WORDS

LONGEST_LABEL = 40
EMPTY = re.compile(r"^[\s_＿/\\—\-…]*$")
DAY_TO_FILL = re.compile(r"^[\s_＿]*(?:\d{2,4})?[\s_＿]*年[\s_＿]*月(?:[\s_＿]*日)?[\s_＿]*$")
_ANSWER = "是|否|有|无|男|女|未婚|已婚|离异|丧偶|农业|非农业"
ANSWERS = re.compile(rf"^(?:{_ANSWER})(?:[/、或\s]+(?:{_ANSWER}))+$")
NUMBERED_ANSWERS = re.compile(r"^(?:\s*(?:[①-⑳]|[1-9A-D][.、．)）])\s*[^①-⑳\d.、．]{1,14}?\s*[;；,，]?){2,}$")
LATIN_UNIT = re.compile(r"^[A-Za-zµμ²³℃%‰/·]{1,8}$")
CODED_ANSWERS = re.compile(r"^(?:\s*\d{1,2}\s?[^\d\s□/、]{1,12}(?:[/、;；]|\s|$)){2,}[\s□/_＿]*$")
NUMBER = re.compile(r"^[-+]?\d[\d,]*(?:\.\d+)?%?$")
NOTE = re.compile(
    r"^(?:注\s*[:：]|注\d|备注\s*[:：]\s*\S|说明\s*[:：]|填表说明|填写说明|填报说明|本表|此表|附\s*[:：])"
)
UNIT_OF_SHEET = re.compile(r"^[(（]?(?:计量)?单位\s*[:：]\s*([^)）]+)[)）]?$")
# `单位：××社区` above a table says what it is about; `其中：女性` is a header all the same.
SAYS = re.compile(r"^(?!其中)[^:：]{1,16}[:：]\s*\S")
# A unit's seal in brackets leaves the unit itself to be filled in.
SEALED = re.compile(r"(?<=[位门])[(（](?:盖章|公章|签章|章)[)）]")
# `附件1` above the title.
ATTACHED = re.compile(r"^附(?:件|表)?\s*\d{0,2}\s*[:：]?$")
CODED_START = re.compile(r"^\s*1\s?[.、．]?\s?[^\d\s□]{1,8}\s+2\s?[.、．]?\s?\S")
SIGNED = re.compile(r"签字|签名|盖章|公章|签章|[(（]章[)）]|意见$|照片$|贴照片|相片$|二寸|一寸|粘贴处")
INLINE = re.compile(r"([^\s:：_＿;；。，,]{1,24}(?:\s[^\s:：_＿;；。，,]{1,3})*)\s*[:：]")
LINE_TO_FILL = re.compile(r"([\u3400-\u9fff()（）]{2,16})\s*[_＿]{2,}")


# The row that adds up a table heads nothing.
TOTAL = re.compile(r"^(?:合计|总计|小计|共计)$")
# The head of a column whose rows are what is asked for: a table of figures.
STUB = re.compile(r"^(?:统计|主要|经济|填报|调查|检查|考核)?(?:项目|指标|类别|种类|科目|内容|分类)(?:名称)?$")
BESIDE_STUB = re.compile(r"^(?:计量)?单位$|^代码$|^序号$|^行次$|^编号$")


class Sort(StrEnum):
    """What a cell is."""

    BLANK = "blank"
    LABEL = "label"
    ANSWERS = "answers"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"


@lru_cache(maxsize=50_000)
def sort_of(text: str) -> Sort:
    """What a cell's text is by itself."""
    flat = text.strip()
    if EMPTY.match(flat) or DAY_TO_FILL.match(flat) or not (re.search(r"[^\W_]", flat) or BOX.search(flat)):
        return Sort.BLANK
    if (
        BOX.match(flat)
        or ANSWERS.match(flat)
        or NUMBERED_ANSWERS.match(flat)
        or CODED_ANSWERS.match(flat)
        or CODED_START.match(flat)
    ):
        return Sort.ANSWERS
    if flat.strip("()（）") in UNITS or (LATIN_UNIT.match(flat) and not is_known(flat)):
        return Sort.UNIT
    if NUMBER.match(flat) or (kinds_of(flat) and not is_known(flat)):
        return Sort.VALUE
    if is_note(flat):
        return Sort.NOTE
    return Sort.LABEL


def is_note(text: str) -> bool:
    """True for instructions: long, or begun as notes are; answers to tick make a label long without that."""
    flat = " ".join(text.split())
    length = len(BOX.split(flat)[0]) if BOX.search(flat) else len(re.sub(r"[(（][^)）]*[)）]", "", flat))
    of_sheet = UNIT_OF_SHEET.match(flat)
    if of_sheet and set(re.split(r"[、,，/\s]+", of_sheet[1].strip())) <= UNITS:
        return True
    return bool(NOTE.match(flat)) or length > LONGEST_LABEL


def is_signed(text: str) -> bool:
    """True for places of signatures, seals, opinions and photographs: nothing of a record is written there."""
    return bool(SIGNED.search(SEALED.sub("", "".join(text.split()))))


@lru_cache(maxsize=50_000)
def is_known(text: str) -> bool:
    """True where the text is a label that forms are known to have."""
    core = read_label(text).core
    if core in _KNOWN:
        return True
    return any(
        core.startswith(word) and core[len(word) :] in _KNOWN for word in _PEOPLE if core[:2] == word[:2]
    )


def is_heading(text: str) -> bool:
    """True where the text names a part of a form: 基本信息, 家庭成员情况."""
    core = squeeze(text)
    return core.endswith(("信息", "情况", "资料", "成员", "概况", "部分", "栏", "内容")) or core in _PEOPLE


def tidy(text: str) -> str:
    """A label on one line: characters set under one another are put together, words are kept apart."""
    parts = [part.strip() for part in re.split(r"[\r\n]+", text) if part.strip()]
    joined = "".join(parts)
    spaced = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", joined)
    return re.sub(r"\s+", " ", spaced).strip().rstrip(":：*").strip()


_PEOPLE = frozenset(squeeze(word) for words in ROLE_WORDS.values() for word in words) | SUBJECT_WORDS
_KNOWN = frozenset(squeeze(word) for words in PHRASES.values() for word in words) | _PEOPLE
