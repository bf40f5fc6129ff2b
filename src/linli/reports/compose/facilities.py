"""The table of service facilities by kind, held against the total that was stated."""

from decimal import Decimal

from linli.core.tabulate.blocks import FigureCell, TableRow
from linli.core.tabulate.checks import sum_check
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import Sentence, above, below, equals, known
from linli.core.tabulate.units import COUNT, PLACE
from linli.core.tabulate.words import Words
from linli.reports.compose.making import Making

_TOTAL = Words("填报的设施总数", "Stated total of facilities")


def add_facilities(making: Making) -> None:
    """Figures, table, checks and the sentence about the difference. Nothing when no kind was asked."""
    kinds = making.inputs.facilities
    if not kinds:
        return
    rows: list[TableRow] = []
    for kind in kinds:
        code = f"facilities.{kind.code}"
        counts = making.inputs.answers.get(code, {})
        making.answered(code, kind.label, code, unit=PLACE)
        making.count(
            f"{code}_communities",
            Words(f"有{kind.label.zh}的社区", f"Communities with {kind.label.en.lower()}"),
            [one for one in making.communities if counts.get(one.code)],
            query=f"surveys.coverage.{code}",
        )
        rows.append((kind.label, FigureCell(code), FigureCell(f"{code}_communities")))
    codes = [f"facilities.{kind.code}" for kind in kinds]
    values = [making.figures.value(code) for code in codes]
    known_values = [value for value in values if value is not None]
    total = sum(known_values, Decimal(0)) if len(known_values) == len(values) else None
    making.derived("facilities.sum", Words("各类设施之和", "Sum of the kinds"), total, codes, unit=PLACE)
    making.answered("facilities.total", _TOTAL, "facilities.total", unit=PLACE)
    making.table(
        "network.facilities",
        Words("社区服务设施分类情况", "Service facilities by kind"),
        (
            Column(Words("类别", "Kind"), wide=2),
            Column(Words("数量", "Count"), COUNT),
            Column(Words("覆盖社区", "Communities that have one"), COUNT),
        ),
        rows,
        query="surveys.answers.facilities",
        totals=(
            (Words("各类合计", "Sum of the kinds"), FigureCell("facilities.sum"), ""),
            (_TOTAL, FigureCell("facilities.total"), ""),
        ),
    )
    _checks(making, codes)
    making.paragraph("network.facilities_text", _FACILITIES)


def _checks(making: Making, codes: list[str]) -> None:
    """The stated total against the kinds, without and with the service centres counted in."""
    figures = making.figures
    stated = figures.value("facilities.total")
    parts = [(figures[code].label, figures.value(code)) for code in codes]
    title = Words("填报的设施总数与各类之和", "Stated total of facilities against the sum of the kinds")
    beside = "network.facilities"
    making.checks.append(sum_check("facilities.kinds", title, stated, parts, COUNT, beside))
    if "centres.all" in figures:
        parts.append((figures["centres.all"].label, figures.value("centres.all")))
        title = Words(
            "填报的设施总数与各类及服务中心之和",
            "Stated total of facilities against the kinds and the service centres",
        )
        making.checks.append(sum_check("facilities.kinds_and_centres", title, stated, parts, COUNT, beside))
    summed = figures.value("facilities.sum")
    making.derived(
        "facilities.unexplained",
        Words("设施总数与各类之和的差", "Stated total less the sum of the kinds"),
        stated - summed if stated is not None and summed is not None else None,
        ("facilities.total", "facilities.sum"),
        unit=PLACE,
    )


_FACILITIES = (
    Sentence(
        known("facilities.total", "facilities.sum"),
        "填报的社区服务设施总数为{facilities.total}，各类设施之和为{facilities.sum}",
        "The stated total of service facilities is {facilities.total}; the kinds add up to {facilities.sum}",
        clauses=(
            Sentence(
                above("facilities.unexplained"),
                "，有{facilities.unexplained}未能归类，需进一步核实",
                ", which leaves {facilities.unexplained} unexplained and to be looked into",
            ),
            Sentence(
                below("facilities.unexplained", 0),
                "，各类之和超过总数，需进一步核实",
                ", more than the total, which is to be looked into",
            ),
            Sentence(equals("facilities.unexplained", 0), "，两者一致", ", and the two agree"),
        ),
    ),
)
