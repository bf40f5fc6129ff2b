"""Numbers of headings, tables, charts and annexes, counted over a whole report."""

from collections.abc import Iterable

from linli.core.tabulate.blocks import Block, Chart, Heading, PointMap, Table
from linli.core.tabulate.numerals import annex_number, chart_number, heading_number, table_number
from linli.core.tabulate.words import Language


def numbers_of(blocks: Iterable[Block], language: Language) -> dict[str, str]:
    """The number of each block that has one, by key."""
    headings = [0, 0, 0]
    tables = annexes = charts = 0
    numbers: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Heading) and block.numbered:
            headings[block.level - 1] += 1
            headings[block.level :] = [0] * (3 - block.level)
            numbers[block.key] = heading_number(tuple(headings[: block.level]), language)
        elif isinstance(block, Table) and block.annex:
            annexes += 1
            numbers[block.key] = annex_number(annexes, language)
        elif isinstance(block, Table):
            tables += 1
            numbers[block.key] = table_number(tables, language)
        elif isinstance(block, Chart | PointMap):
            charts += 1
            numbers[block.key] = chart_number(charts, language)
    return numbers
