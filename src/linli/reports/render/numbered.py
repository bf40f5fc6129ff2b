"""Titles with their numbers: 表1 …, Table 1 …"""

from linli.core.tabulate.blocks import Chart, PointMap, Table
from linli.core.tabulate.numbering import numbers_of
from linli.core.tabulate.report import Report
from linli.core.tabulate.spans import plain


def numbers_with_titles(report: Report) -> dict[str, str]:
    """The numbered title of each table, chart and map, by key."""
    numbers = numbers_of(report.blocks, report.language)
    return {
        block.key: f"{numbers[block.key]} {plain(report.say(block.title), report.figures, report.language)}"
        for block in report.blocks
        if isinstance(block, Table | Chart | PointMap)
    }
