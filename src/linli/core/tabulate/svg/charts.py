"""A chart as one SVG element."""

from linli.core.tabulate.blocks import Chart, ChartKind
from linli.core.tabulate.svg.bars import bars, stacked
from linli.core.tabulate.svg.frame import Frame
from linli.core.tabulate.svg.lines import lines
from linli.core.tabulate.words import Language

_DRAW = {ChartKind.BAR: bars, ChartKind.STACKED: stacked, ChartKind.LINE: lines}


def chart_svg(chart: Chart, language: Language, title: str = "") -> str:
    """The chart without its title, which documents and pages set as text; ``title`` is what it is read out as."""
    frame = Frame.of(chart, language)
    return _DRAW[chart.kind](frame, title or chart.title.of(language)).svg()
