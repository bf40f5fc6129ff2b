"""How a column wants its values: read off its label, its unit, the answers it offers and the format of its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from linli.core.formmatch.labels import BOX

MONTH, DAY = "%Y年%m月", "%Y年%m月%d日"
# A pattern or an example beside the label: 2020-01-01, 20200101, yyyy.mm, ××××年××月.
_Y, _M, _D = r"(?:\d{4}|y{4}|[×xX*]{4})", r"(?:\d{1,2}|m{1,2}|[×xX*]{2})", r"(?:\d{1,2}|d{1,2}|[×xX*]{2})"
PATTERNS = (
    (re.compile(r"(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d(?!\d)|y{4}m{2}d{2}|[×xX*]{8}", re.I), "%Y%m%d"),
    (re.compile(rf"{_Y}([-./]){_M}\1{_D}", re.I), "%Y{0}%m{0}%d"),
    (re.compile(rf"{_Y}([-./]){_M}(?![-./\d×x*d])", re.I), "%Y{0}%m"),
    (re.compile(r"年[\s_＿×xX*\dmM]*月[\s_＿×xX*\ddD]*日"), DAY),
    (re.compile(r"年[\s_＿×xX*\dmM]+月"), MONTH),
)
TO_MONTH, TO_YEAR = re.compile(r"年月(?!日)|月份$"), re.compile(r"年份$|年度$")
AS_CODE = re.compile(r"代码|编码$")
YES_NO = (
    (re.compile(r"^是否"), ("是", "否")),
    (re.compile(r"^有无|^有没有"), ("有", "无")),
)
DATE_FORMAT = re.compile(r"[yd年日]", re.I)
SPACED = re.compile(r"空格")


@dataclass(frozen=True, slots=True)
class Style:
    """`date` a pattern of strftime, empty for a day of its own where the file knows days; `native_date` tells that the
    cell is formatted as one. `as_code` asks for codes rather than words; `spaced` for ID numbers in groups.
    """

    date: str = ""
    native_date: bool = False
    yes_no: tuple[str, str] = ("是", "否")
    options: tuple[str, ...] = ()
    unit: str = ""
    as_code: bool = False
    spaced: bool = False


def style_of(
    label: str, *, unit: str = "", options: Sequence[str] = (), number_format: str = "", hint: str = ""
) -> Style:
    """The style of a field. `number_format` is that of its cell (Excel's), `hint` the text that stands in it."""
    native = number_format not in ("", "General", "@") and bool(DATE_FORMAT.search(_bare(number_format)))
    bare, around = BOX.split(label)[0].strip(), f"{label} {hint}"
    return Style(
        date="" if native else _date(bare, around),
        native_date=native,
        yes_no=next((words for pattern, words in YES_NO if pattern.search(bare)), ("是", "否")),
        options=tuple(options),
        unit=unit,
        as_code=bool(AS_CODE.search(bare)),
        spaced=bool(SPACED.search(around)),
    )


def _bare(number_format: str) -> str:
    """A number format without what stands in quotes or brackets: colours and words hold letters too."""
    return re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format)


def _date(bare: str, around: str) -> str:
    for pattern, made in PATTERNS:
        found = pattern.search(around)
        if found:
            return made.format(*found.groups())
    if TO_MONTH.search(bare):
        return "%Y-%m"
    return "%Y" if TO_YEAR.search(bare) else ""
