"""A report resolved into one language: numbered, laid out, with its footnotes. What all renderers read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from linli.core.tabulate.blocks import Chart, FigureCell, Heading, Note, Paragraph, PointMap, Table
from linli.core.tabulate.checks import Check, Verdict
from linli.core.tabulate.dates import write_date
from linli.core.tabulate.figures import Measure
from linli.core.tabulate.laid import LaidCell, LaidRow, LaidTable, laid_table
from linli.core.tabulate.numbering import numbers_of
from linli.core.tabulate.report import Report
from linli.core.tabulate.spans import parse, plain
from linli.core.tabulate.svg import chart_svg, point_map_svg
from linli.core.tabulate.words import Language, Words
from linli.reports.render import phrases
from linli.reports.render.drawn import chart_data, map_data


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; with ``figure`` a number that opens its rows, with ``note`` the number of its footnote."""

    text: str
    figure: str = ""
    note: int = 0
    opens_note: bool = False  # the first mention, where the footnote itself stands


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """A heading with its number."""

    key: str
    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class TextItem:
    """A paragraph (``kind`` text) or a note or warning; ``warnings`` belong in its margin."""

    key: str
    kind: str
    parts: tuple[Part, ...]
    edited: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table, laid out, with its number and its source line."""

    key: str
    number: str
    title: str
    laid: LaidTable
    source: str
    empty: str
    annex: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawingItem:
    """A chart or a map; ``data`` is the table under it."""

    key: str
    number: str
    title: str
    svg: str
    source: str
    described: str
    data: LaidTable


Item = HeadingItem | TextItem | TableItem | DrawingItem


@dataclass(frozen=True)
class Document:
    """Everything a renderer needs, in reading order."""

    language: Language
    title: str
    subtitle: str
    place: str
    as_of: str
    items: tuple[Item, ...]
    notes: tuple[str, ...]
    checks_text: str
    flagged: tuple[Check, ...]
    footing: tuple[str, ...] = field(default=())


def document_of(report: Report) -> Document:
    """Resolve a report into its language."""
    writer = _Writer(report)
    items = tuple(writer.item(block) for block in report.blocks)
    say, language = report.say, report.language
    day = write_date(report.as_of, language)
    return Document(
        language,
        writer.plain(report.title),
        writer.plain(report.subtitle),
        say(report.place),
        say(phrases.AS_OF).format(day=day),
        items,
        tuple(writer.notes),
        _checks_text(report),
        report.warnings,
        tuple(say(words) for words in report.footing),
    )


def _checks_text(report: Report) -> str:
    verdicts = Counter(check.verdict for check in report.checks)
    return report.say(phrases.CHECKS_TEXT).format(
        all=len(report.checks),
        good=verdicts[Verdict.AGREES],
        bad=verdicts[Verdict.DIFFERS],
        unknown=verdicts[Verdict.UNKNOWN],
    )


class _Writer:
    """Carries the numbers and the footnotes through the document."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.language: Language = report.language
        self.numbers = numbers_of(report.blocks, report.language)
        self.notes: list[str] = []
        self._seen: dict[str, int] = {}
        self._beside: dict[str, list[str]] = {}
        for check in report.warnings:
            self._beside.setdefault(check.beside, []).append(phrases.check_sentence(check, report.language))

    def plain(self, words: Words) -> str:
        return plain(words.of(self.language), self.report.figures, self.language)

    def item(self, block: object) -> Item:
        if isinstance(block, Heading):
            number = self.numbers.get(block.key, "")
            return HeadingItem(block.key, block.level, number, self.plain(block.text))
        if isinstance(block, Paragraph):
            edited = self.language in block.edited
            return TextItem(block.key, "text", self.parts(block.text), edited, self._warnings(block.key))
        if isinstance(block, Note):
            return TextItem(block.key, str(block.kind), self.parts(block.text))
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            return self._drawing(
                block, chart_svg(block, self.language, self.plain(block.title)), chart_data(block)
            )
        if isinstance(block, PointMap):
            svg = point_map_svg(block, self.language, self.plain(block.title))
            return self._drawing(block, svg, map_data(block))
        raise TypeError(f"not a block: {block!r}")

    def parts(self, words: Words) -> tuple[Part, ...]:
        parts = []
        for span in parse(words.of(self.language)):
            if isinstance(span, str):
                parts.append(Part(span))
                continue
            text = span.text(self.report.figures[span.code], self.language)
            parts.append(Part(text) if span.words is not None else self._figure(span.code, text))
        return tuple(parts)

    def _figure(self, code: str, text: str) -> Part:
        source = phrases.figure_source(self.report.figures[code], self.language)
        number = self._seen.get(source)
        if number is not None:
            return Part(text, code, number)
        self.notes.append(source)
        self._seen[source] = len(self.notes)
        return Part(text, code, len(self.notes), opens_note=True)

    def _warnings(self, key: str) -> tuple[str, ...]:
        return tuple(self._beside.get(key, ()))

    def _table(self, block: Table) -> TableItem:
        figures = self.report.figures
        return TableItem(
            block.key,
            self.numbers[block.key],
            self.plain(block.title),
            self._noted(laid_table(block, figures, self.language)),
            self._source(self._counts(block).items(), write_date(block.as_of, self.language)),
            block.empty.of(self.language),
            block.annex,
            self._warnings(block.key),
        )

    def _noted(self, laid: LaidTable) -> LaidTable:
        """The table with a footnote to each cell that shows a figure; the other cells are records themselves."""

        def noted(row: LaidRow) -> LaidRow:
            return tuple(self._noted_cell(cell) if cell.figure else cell for cell in row)

        return replace(laid, rows=tuple(map(noted, laid.rows)), totals=tuple(map(noted, laid.totals)))

    def _noted_cell(self, cell: LaidCell) -> LaidCell:
        part = self._figure(cell.figure, cell.text)
        return replace(cell, note=part.note, opens_note=part.opens_note)

    def _counts(self, block: Table) -> dict[str, int]:
        """The records behind a table, by query: its own rows, or the rows behind the figures it shows."""
        cells = (cell for row in (*block.rows, *block.totals) for cell in row)
        codes = dict.fromkeys(cell.code for cell in cells if isinstance(cell, FigureCell))
        counts: dict[str, int] = {}
        for figure in (self.report.figures[code] for code in codes):
            if figure.measure is not Measure.DERIVED:
                counts[figure.query] = counts.get(figure.query, 0) + len(figure.rows)
        return _grouped(counts) if counts else {block.query: len(block.rows)}

    def _drawing(self, block: Chart | PointMap, svg: str, data: Table) -> DrawingItem:
        laid = laid_table(data, {}, self.language)
        return DrawingItem(
            block.key,
            self.numbers[block.key],
            self.plain(block.title),
            svg,
            self._source([(block.query, len(data.rows))], write_date(block.as_of, self.language)),
            self.plain(block.title),
            laid,
        )

    def _source(self, counts: Iterable[tuple[str, int]], day: str) -> str:
        part = phrases.SOURCE_PART.of(self.language)
        joint = "、" if self.language == "zh" else ", "
        queries = joint.join(part.format(query=query, count=count) for query, count in counts)
        return phrases.SOURCE.of(self.language).format(queries=queries, day=day)


def _grouped(counts: dict[str, int]) -> dict[str, int]:
    """Queries of one family as one entry (guarantees.verdicts.*), when there are more than three of them."""
    if len(counts) <= 3:
        return counts
    families: dict[str, list[str]] = {}
    for query in counts:
        families.setdefault(query.rpartition(".")[0], []).append(query)
    return {
        (members[0] if len(members) == 1 else f"{family}.*"): sum(counts[query] for query in members)
        for family, members in families.items()
    }
