"""Chinese numerals and the numbers of headings, tables and charts."""

from typing import Final

from linli.core.tabulate.words import Language

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ((1000, "千"), (100, "百"), (10, "十"))


def chinese_numeral(number: int) -> str:
    """1 to 9999 as 一, 十, 十一, 二十, 一百零一 ...; ValueError outside."""
    if not 1 <= number <= 9999:
        raise ValueError(f"no heading numeral for {number}")
    written, rest, gap = "", number, False
    for size, name in _PLACES:
        digit, rest = divmod(rest, size)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif written:
            gap = True
    if rest:
        written += ("零" if gap else "") + _DIGITS[rest]
    return written.removeprefix("一") if written.startswith("一十") else written


def heading_number(counters: tuple[int, ...], language: Language) -> str:
    """The number before a heading: 一、（一）1. in Chinese, 1. 1.1 1.1.1 in English.

    ``counters`` holds the running number of each level down to this one (GB/T 9704: 一、 （一） 1. （1）).
    """
    if language == "en":
        return f"{counters[0]}." if len(counters) == 1 else ".".join(map(str, counters))
    last = counters[-1]
    if len(counters) == 1:
        return f"{chinese_numeral(last)}、"
    return f"（{chinese_numeral(last)}）" if len(counters) == 2 else f"{last}．"


def annex_number(number: int, language: Language) -> str:
    """附表一, Annexed table 1."""
    return f"附表{chinese_numeral(number)}" if language == "zh" else f"Annexed table {number}"


def table_number(number: int, language: Language) -> str:
    """表1, Table 1."""
    return f"表{number}" if language == "zh" else f"Table {number}"


def chart_number(number: int, language: Language) -> str:
    """图1, Figure 1."""
    return f"图{number}" if language == "zh" else f"Figure {number}"
