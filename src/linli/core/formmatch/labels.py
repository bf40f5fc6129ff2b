"""A label as it is printed, taken apart: numbering, brackets, units, options, a heading in front."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from linli.core.elements.folding import plain

NUMBERING = re.compile(r"^(?:[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)、.:](?!\d)|[*•·●◆★#]+)+")
BRACKETS = re.compile(r"[(\[【〔〈<{]([^()\[\]【】〔〕〈〉<>{}]*)[)\]】〕〉>}]")
BRACKET_SIGNS = re.compile(r"[()\[\]【】〔〕〈〉<>{}]")
BOX = re.compile(r"[□○☐◯☑√■]")
NOISE = re.compile(r"[\s:;,。.'\"“”‘’《》*?!_=+~^|`·—-]+")
TRAILING_DIGITS = re.compile(r"(?<=[\u3400-\u9fff])\d{1,2}$")
PARTS = re.compile(r"[/\\、,，;；]|(?<=..)(?:以及|或者|及|和|与)(?=..)")
HEADED = re.compile(r"^(.{2,12}?)\s*(?:[_\-—–:·|>]|\.(?!\d))+\s*(.{1,})$")
UNITS = frozenset(
    [
        "元",
        "万元",
        "亿元",
        "千元",
        "人",
        "户",
        "个",
        "名",
        "岁",
        "周岁",
        "年",
        "月",
        "日",
        "天",
        "小时",
        "分钟",
        "次",
        "件",
        "份",
        "套",
        "间",
        "层",
        "栋",
        "台",
        "辆",
        "亩",
        "公顷",
        "米",
        "厘米",
        "公里",
        "平方米",
        "m2",
        "㎡",
        "m²",
        "平米",
        "平方公里",
        "km2",
        "km",
        "cm",
        "m",
        "kg",
        "公斤",
        "千克",
        "%",
        "元/月",
        "元/年",
        "元/人",
        "斤",
        "吨",
        "只",
        "条",
        "支",
        "场",
        "起",
        "项",
        "处",
        "座",
        "幢",
        "家",
        "对",
    ]
)
UNIT_IN_WORDS = re.compile(r"^单位[:：]?")


@dataclass(frozen=True, slots=True)
class Label:
    """`text` with what brackets hold left in, `core` without it; `heading` is what stood before a colon or dash."""

    text: str
    core: str
    heading: str = ""
    notes: tuple[str, ...] = ()
    unit: str = ""
    options: tuple[str, ...] = ()
    is_compound: bool = False


def squeeze(text: str) -> str:
    """As it is compared: one Unicode form, without spaces and marks, brackets taken off around their content."""
    return BRACKET_SIGNS.sub("", NOISE.sub("", plain(text)))


@lru_cache(maxsize=50_000)
def read_label(raw: str) -> Label:
    """Take a label apart. `（1）家庭年收入（万元）：` has the core 家庭年收入 and the unit 万元."""
    flat = NUMBERING.sub("", re.sub(r"\s+", " ", plain(raw)).strip()).strip(" :*")
    asked, options = _options(flat)
    heading, asked = _heading(asked)
    notes = tuple(filter(None, (squeeze(note) for note in BRACKETS.findall(asked))))
    bare = BRACKETS.sub("", asked)
    units = [note for note in BRACKETS.findall(asked) if UNIT_IN_WORDS.sub("", note.strip()) in UNITS]
    for unit in units:
        asked = asked.replace(f"({unit})", "")
    core = TRAILING_DIGITS.sub("", squeeze(bare)) or squeeze(asked)
    return Label(
        text=TRAILING_DIGITS.sub("", squeeze(asked)) or core,
        core=core,
        heading=squeeze(heading),
        notes=notes,
        unit=UNIT_IN_WORDS.sub("", units[0].strip()) if units else "",
        options=options,
        is_compound=bool(PARTS.search(bare)),
    )


def indicator_key(raw: str) -> str:
    """What two departments' labels are compared by: without numbering, marks, units and boxes, with its heading."""
    label = read_label(raw)
    return f"{label.heading}{label.core}" or squeeze(raw) or raw.strip()


def _options(flat: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the first box, and the answers offered beside boxes: 性别 □男 □女."""
    if not BOX.search(flat):
        return flat, ()
    parts = [part.strip(" :;,、()") for part in BOX.split(flat)]
    # `是□ 否□` has the boxes behind the words, so that the first word clings to the label.
    behind = flat.rstrip(" ;,、)")[-1:] in "□○☐◯☑√■"
    if behind and len(parts) > 1:
        first = re.split(r"[ :;,、(]", parts[0])
        return (" ".join(first[:-1]) or parts[0]), tuple(filter(None, [*first[-1:], *parts[1:]]))
    return parts[0], tuple(filter(None, parts[1:]))


def _heading(asked: str) -> tuple[str, str]:
    """`父亲-姓名` is 姓名 under 父亲."""
    found = HEADED.match(asked)
    if (
        found
        and found[2].strip() not in UNITS
        and re.search(r"[\u3400-\u9fff]", found[1])
        and re.search(r"[\u3400-\u9fff]", found[2])
    ):
        return found[1], found[2]
    return "", asked
