"""The fixed words of a rendered report, in both languages."""

from decimal import Decimal
from typing import Final

from linli.core.tabulate.checks import Check, CheckKind, Verdict
from linli.core.tabulate.dates import write_date
from linli.core.tabulate.figures import Figure
from linli.core.tabulate.numbers import UNKNOWN, write_number
from linli.core.tabulate.words import Language, Words

AS_OF: Final = Words("数据日期：{day}", "Data as of {day}")
FOOTNOTE: Final = Words("查询 {query}；{day}；{count}条记录。", "Query {query}; {day}; {count} records.")
FOOTNOTE_UNKNOWN: Final = Words("，其中{count}条未知。", ", {count} of them unknown.")
SOURCE: Final = Words("数据来源：查询 {queries}；{day}。", "Source: {queries}; {day}.")
SOURCE_PART: Final = Words("{query}（{count}条）", "query {query} ({count} records)")
WARNING: Final = Words("核对提示：", "Self-check: ")
NOTE: Final = Words("说明：", "Note: ")
CHECKS: Final = Words("数据核对情况", "Self-check of the figures")
CHECKS_TEXT: Final = Words(
    "本报告共核对{all}项，一致{good}项，不一致{bad}项，因数据未知无法核对{unknown}项。",
    "{all} checks were made: {good} agree, {bad} differ, {unknown} could not be made as data are unknown.",
)
CHECK_HEADS: Final = (
    Words("核对事项", "Check"),
    Words("填报", "Stated"),
    Words("计算", "Computed"),
    Words("相差", "Difference"),
    Words("结论", "Outcome"),
)
VERDICTS: Final = {
    Verdict.AGREES: Words("一致", "agrees"),
    Verdict.DIFFERS: Words("不一致", "differs"),
    Verdict.UNKNOWN: Words("无法核对", "not possible"),
}
CHECK_KINDS: Final = {
    CheckKind.SUM: Words("合计", "sum"),
    CheckKind.SHARE: Words("比例", "share"),
    CheckKind.CROSS: Words("两处来源", "two sources"),
    CheckKind.ROWS: Words("数据与明细", "figure against rows"),
}
STATED: Final = Words(
    "填报{stated}，计算{computed}，相差{difference}",
    "stated {stated}, computed {computed}, difference {difference}",
)
NOT_POSSIBLE: Final = Words("有数据未知，无法核对", "not possible: a figure is unknown")
FOOTING: Final = Words("编制依据", "Made with")


def figure_source(figure: Figure, language: Language) -> str:
    """Query name, day and count of a figure: the text of its footnote. What is not known is counted too."""
    day = write_date(figure.as_of, language)
    text = FOOTNOTE.of(language).format(query=figure.query, day=day, count=len(figure.rows))
    if not figure.unknown:
        return text
    return text.rstrip("。.") + FOOTNOTE_UNKNOWN.of(language).format(count=figure.unknown)


def check_number(check: Check, value: Decimal | None, language: Language) -> str:
    """A number of a check in the unit of that check."""
    if value is None:
        return UNKNOWN.of(language)
    return write_number(value, check.unit, language, check.decimals).text


def check_sentence(check: Check, language: Language) -> str:
    """What a check found, in one line without a full stop."""
    title = check.title.of(language)
    colon = "：" if language == "zh" else ": "
    if check.verdict is Verdict.UNKNOWN:
        return title + colon + NOT_POSSIBLE.of(language)
    numbers = {
        "stated": check_number(check, check.stated, language),
        "computed": check_number(check, check.computed, language),
        "difference": check_number(check, check.difference, language),
    }
    return title + colon + STATED.of(language).format(**numbers)
