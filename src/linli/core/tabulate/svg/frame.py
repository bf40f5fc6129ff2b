"""What the three kinds of chart share: number format, label room, unit line."""

from dataclasses import dataclass
from decimal import Decimal

from linli.core.tabulate.blocks import Chart
from linli.core.tabulate.numbers import UNKNOWN, NumberFormat, column_format
from linli.core.tabulate.svg.parts import QUIET, WIDTH, label, shortened, width_of
from linli.core.tabulate.words import Language

ROW, BAR, TOP, SIZE = 27.0, 17.0, 10.0, 12.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One chart in one language: how its numbers are written, how much room its labels take."""

    chart: Chart
    language: Language
    numbers: NumberFormat
    left: float

    @classmethod
    def of(cls, chart: Chart, language: Language) -> "Frame":
        """Choose one number format for all values, and room for the widest category up to 40 %."""
        values = [exact(value) for series in chart.series for value in series.values if value is not None]
        widest = max((width_of(words.of(language), SIZE) for words in chart.categories), default=0)
        left = min(widest + 12, WIDTH * 0.4)
        return cls(chart, language, column_format(values, chart.unit, language), left)

    def written(self, value: float | None) -> str:
        """A value as it stands at its bar."""
        if value is None:
            return UNKNOWN.of(self.language)
        number = exact(value)
        return self.numbers.write(number).text if self.numbers.unit == "%" else self.numbers.number(number)

    def known(self) -> list[float]:
        """All known values of all series."""
        return [value for series in self.chart.series for value in series.values if value is not None]

    def largest(self) -> float:
        """The value that takes the full length: the largest, or the mark if that lies higher."""
        marked = [self.chart.mark[0]] if self.chart.mark else []
        return above_nothing(max([*self.known(), *marked, 0.0]))

    def number_room(self, values: list[float]) -> float:
        """Pixels that the widest written number needs."""
        return max((width_of(self.written(value), SIZE) for value in values), default=0.0)

    def category(self, index: int, y: float) -> str:
        """The name of a category, right-aligned before its bar."""
        name = shortened(self.chart.categories[index].of(self.language), SIZE, self.left - 8)
        return label(self.left - 8, y, name, anchor="end")

    def series_names(self) -> list[str]:
        """The words of the legend."""
        return [series.label.of(self.language) for series in self.chart.series]

    def unit_line(self, y: float) -> str:
        """“单位：万元” at the lower right; nothing for counts and shares."""
        if not self.numbers.unit or self.numbers.unit == "%":
            return ""
        lead = "单位：" if self.language == "zh" else "Unit: "
        return label(WIDTH - 4, y, lead + self.numbers.unit, size=11, anchor="end", fill=QUIET)


def above_nothing(largest: float) -> float:
    """A length to divide by: what is as good as zero counts as one."""
    return largest if largest > 1e-9 else 1.0


def exact(value: float) -> Decimal:
    """A float as the decimal people would write for it."""
    return Decimal(str(value))
