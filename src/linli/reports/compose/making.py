"""The workbench of the composition: makes figures with their rows, writes paragraphs, collects checks.

The report holds both languages at once and is frozen as data, so its words are written here as pairs and
do not pass through the message catalogue of the pages.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from linli.core.tabulate.blocks import (
    NONE,
    Block,
    Chart,
    ChartKind,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Series,
    Table,
    TableRow,
)
from linli.core.tabulate.checks import Check
from linli.core.tabulate.figures import Cell, Column, Figure, FigureSet, Measure, Row
from linli.core.tabulate.sentences import Sentence, written_out
from linli.core.tabulate.units import COUNT, NUMBER, PIECE, SHARE, Unit
from linli.core.tabulate.words import NOTHING, Words
from linli.reports.compose.inputs import Community, State, SurveyFigures

CODE = Column(Words("区划代码", "Code"), wide=1.3)
NAME = Column(Words("社区", "Community"), wide=1.2)
SUB_DISTRICT = Column(Words("街道（镇）", "Sub-district or town"), wide=1.2)
WHO = (CODE, NAME, SUB_DISTRICT)
REQUIRED, ACTUAL, SHORT_BY = Words("应达到", "Required"), Words("实际", "Actual"), Words("差额", "Short by")


def who(community: Community) -> tuple[Cell, ...]:
    """The cells that say which community a row is about."""
    return (community.code, community.name, community.sub_district)


class Making:
    """One report in the making. Chapters add blocks in reading order."""

    def __init__(self, inputs: SurveyFigures) -> None:
        self.inputs = inputs
        self.figures = FigureSet()
        self.blocks: list[Block] = []
        self.checks: list[Check] = []
        self.communities = inputs.communities
        self.by_code = {community.code: community for community in inputs.communities}
        self.found = {(one.rule, one.community): one for one in inputs.findings}

    # figures -----------------------------------------------------------------------------------

    def count(
        self,
        code: str,
        label: Words,
        chosen: Iterable[Community],
        *,
        query: str,
        unit: Unit = PIECE,
        extra: Sequence[tuple[Column, Callable[[Community], Cell]]] = (),
        rule: Words = NOTHING,
    ) -> Figure:
        """How many communities; the rows are the communities, with ``extra`` columns."""
        columns = (*WHO, *(column for column, _ in extra))
        rows = tuple((*who(one), *(cell(one) for _, cell in extra)) for one in chosen)
        return self.rows_figure(code, label, columns, rows, query=query, unit=unit, rule=rule)

    def rows_figure(
        self,
        code: str,
        label: Words,
        columns: tuple[Column, ...],
        rows: tuple[Row, ...],
        *,
        query: str,
        unit: Unit = PIECE,
        rule: Words = NOTHING,
    ) -> Figure:
        """How many rows."""
        as_of = self.inputs.as_of
        return self.figures.add(
            Figure(
                code,
                label,
                Decimal(len(rows)),
                unit,
                query,
                as_of,
                columns,
                rows,
                0,
                Measure.COUNT,
                rule=rule,
            )
        )

    def measured(
        self,
        code: str,
        label: Words,
        values: Mapping[str, Decimal | int | None],
        *,
        query: str,
        unit: Unit = COUNT,
        mean: bool = False,
        decimals: int | None = None,
        rule: Words = NOTHING,
    ) -> Figure:
        """The sum (or mean) of a number over communities. A sum is unknown when no community has answered."""
        column = Column(label, unit, decimals)
        rows = tuple(
            (*who(self.by_code[one]), None if value is None else Decimal(value))
            for one, value in values.items()
            if one in self.by_code
        )
        known = [row[-1] for row in rows if isinstance(row[-1], Decimal)]
        total = sum(known, Decimal(0)) if known else None
        value = total / len(known) if mean and total is not None else total
        measure = Measure.MEAN if mean else Measure.SUM
        as_of = self.inputs.as_of
        return self.figures.add(
            Figure(
                code,
                label,
                value,
                unit,
                query,
                as_of,
                (*WHO, column),
                rows,
                decimals,
                measure,
                len(WHO),
                rule,
                len(rows) - len(known),
            )
        )

    def answered(
        self, code: str, label: Words, element: str, *, unit: Unit = COUNT, mean: bool = False,
        decimals: int | None = None,
    ) -> Figure:  # fmt: skip
        """The sum (or mean) of the answers to one question of the survey."""
        answers = self.inputs.answers.get(element, {})
        query = f"surveys.answers.{element}"
        return self.measured(code, label, answers, query=query, unit=unit, mean=mean, decimals=decimals)

    def derived(
        self,
        code: str,
        label: Words,
        value: Decimal | None,
        sources: Sequence[str],
        *,
        unit: Unit = NUMBER,
        decimals: int | None = None,
        rule: Words = NOTHING,
        how: Words = NOTHING,
        within: str = "",
    ) -> Figure:
        """A number worked out from other figures; its rows are those figures."""
        columns = (Column(Words("依据数据", "From")), Column(Words("数值", "Value"), NUMBER))
        rows = tuple((self.figures[source].label, self.figures[source].value) for source in sources)
        if how is not NOTHING:
            rows = (*rows, (how, value))
        query = f"reports.derived.{code}"
        as_of = self.inputs.as_of
        return self.figures.add(
            Figure(
                code,
                label,
                value,
                unit,
                query,
                as_of,
                columns,
                rows,
                decimals,
                Measure.DERIVED,
                rule=rule,
                within=within,
            )
        )

    def quotient(
        self, code: str, label: Words, part: str, whole: str, *, unit: Unit, decimals: int | None = None,
        within: str = "",
    ) -> Figure:  # fmt: skip
        """One figure divided by another. Unknown when either is, or the divisor is zero."""
        top, bottom = self.figures.value(part), self.figures.value(whole)
        value = top / bottom if top is not None and bottom else None
        return self.derived(code, label, value, (part, whole), unit=unit, decimals=decimals, within=within)

    def share(
        self, code: str, label: Words, part: str, whole: str, *, decimals: int = 0, within: str = ""
    ) -> Figure:
        """One figure as a fraction of another."""
        return self.quotient(code, label, part, whole, unit=SHARE, decimals=decimals, within=within)

    def stated(self, code: str) -> Figure | None:
        """A figure somebody has stated for the whole district; None when nobody has."""
        found = self.inputs.stated.get(code)
        if found is None:
            return None
        columns = (Column(Words("来源", "Source"), wide=3), Column(found.label, found.unit))
        rows: tuple[Row, ...] = ((found.source, found.value),)
        as_of = self.inputs.as_of
        return self.figures.add(
            Figure(code, found.label, found.value, found.unit, f"surveys.stated.{code}", as_of, columns, rows)
        )

    def short_of(self, code: str, label: Words, rule: str) -> Figure:
        """How many communities fall short of one rule, with what they should have, have, and lack.

        Unknown when nobody was held against the rule; ``<code>.unknown`` counts those that could not be.
        """
        found = [one for one in self.inputs.findings_on(rule) if one.community in self.by_code]
        short = [one for one in found if one.state is State.SHORT]
        unit = found[0].unit if found else NUMBER
        rows = tuple(
            (*who(self.by_code[one.community]), one.required, one.actual, one.short_by) for one in short
        )
        held = self.inputs.rules.get(rule)
        columns = (*WHO, Column(REQUIRED, unit), Column(ACTUAL, unit), Column(SHORT_BY, unit))
        query = f"guarantees.findings.{rule}"
        document = held.document if held else NOTHING
        if not found:
            return self.figures.add(
                Figure(code, label, None, PIECE, query, self.inputs.as_of, columns, (), 0, rule=document)
            )
        open_ones = [self.by_code[one.community] for one in found if one.state is State.UNKNOWN]
        still_open = Words(f"{label.zh}：未知", f"{label.en}: unknown")
        self.count(f"{code}.unknown", still_open, open_ones, query=query, rule=document)
        return self.rows_figure(code, label, columns, rows, query=query, rule=document)

    # blocks ------------------------------------------------------------------------------------

    def heading(self, key: str, level: int, zh: str, en: str, *, numbered: bool = True) -> None:
        """Add a heading of level 1 to 3."""
        self.blocks.append(Heading(key, level, Words(zh, en), numbered))

    def paragraph(
        self, key: str, sentences: Iterable[Sentence], facts: Mapping[str, Words] | None = None
    ) -> bool:
        """Add the sentences that may appear; False (and nothing added) when none may."""
        text = written_out(sentences, self.figures, facts)
        if text is not None:
            self.blocks.append(Paragraph(key, text))
        return text is not None

    def note(self, key: str, kind: NoteKind, text: Words) -> None:
        """Add a remark or a warning."""
        self.blocks.append(Note(key, kind, text))

    def table(
        self,
        key: str,
        title: Words,
        columns: tuple[Column, ...],
        rows: Iterable[TableRow],
        *,
        query: str,
        totals: tuple[TableRow, ...] = (),
        annex: bool = False,
        empty: Words = NONE,
    ) -> None:
        """Add a table."""
        as_of = self.inputs.as_of
        self.blocks.append(
            Table(key, title, columns, tuple(rows), query, as_of, totals, annex=annex, empty=empty)
        )

    def chart(
        self,
        key: str,
        kind: ChartKind,
        title: Words,
        categories: Sequence[Words],
        series: Sequence[Series],
        unit: Unit,
        *,
        query: str,
        mark: tuple[float, Words] | None = None,
    ) -> None:
        """Add a chart."""
        as_of = self.inputs.as_of
        self.blocks.append(
            Chart(key, kind, title, tuple(categories), tuple(series), unit, query, as_of, mark)
        )


def listed(names: Sequence[str], most: int = 6) -> Words:
    """Names one after the other; beyond ``most`` the list is cut and says so."""
    head = list(names[:most])
    if len(names) > most:
        return Words("、".join(head) + "等", ", ".join(head) + " and others")
    if len(head) > 1:
        return Words("、".join(head), ", ".join(head[:-1]) + " and " + head[-1])
    return Words.same(head[0] if head else "")
