"""Units that people write after numbers, and what they are worth in the unit a column asks for.

Only exact conversions are made (1 万元 is 10,000 元); anything else is told to the person.
"""

from decimal import Decimal

from linli.base.imports.columns import fold

_SCALES = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
# Names that mean the same unit, the shown one first. Folded forms: ㎡ and m² fold to m2.
_SAME = (
    ("元", "人民币", "块", "rmb", "cny", "yuan", "¥"),
    ("元/月", "元每月", "元/人/月", "元/人·月", "yuan/month"),
    ("平方米", "m2", "平米", "平方", "sqm", "squaremetres"),
    ("亩", "mu"),
    ("公顷", "ha"),
    ("平方公里", "km2"),
    ("人", "名", "位", "人次", "people"),
    ("户", "家", "households"),
    ("个", "处", "所", "座", "间", "套", "支", "项", "件", "只", "栋", "幢", "场"),
    ("岁", "周岁", "years"),
    ("年",),
    ("月", "个月", "months"),
    ("日", "天", "days"),
    ("次", "times"),
    ("小时", "hours", "h"),
    ("米", "m", "metres"),
    ("公里", "千米", "km"),
    ("%", "百分比", "percent"),
)
# A thousand of the one is the other: 千米 must not be read as 1,000 米 in a column of 公里.
_GROUP = {fold(name): group[0] for group in _SAME for name in group}


def unit_factor(found: str, unit: str) -> Decimal | None:
    """What one `found` is worth in `unit`: 1 for the same, 10000 for 万元 in 元, None when they do not fit.

    "" and a bare scale (万) are taken as the column's own unit.
    """
    word, wanted = fold(found), fold(unit)
    if word == wanted or (word in _GROUP and _GROUP[word] == _GROUP.get(wanted)):
        return Decimal(1)
    own_scale, own_unit = _split_scale(wanted)
    scale, rest = _split_scale(word)
    if rest == "":
        return scale
    if rest == own_unit or (rest in _GROUP and _GROUP[rest] == _GROUP.get(own_unit)):
        return scale / own_scale
    return None


def is_unit(word: str) -> bool:
    """Whether the word in a heading's bracket is a unit at all (`元`, `万人`), or something else (`全年`)."""
    folded = fold(word)
    return folded in _GROUP or _split_scale(folded)[1] in _GROUP


def _split_scale(word: str) -> tuple[Decimal, str]:
    if word in _GROUP:
        return Decimal(1), word
    for scale in sorted(_SCALES, key=len, reverse=True):
        if word.startswith(scale):
            return Decimal(_SCALES[scale]), word[len(scale) :]
    return Decimal(1), word
