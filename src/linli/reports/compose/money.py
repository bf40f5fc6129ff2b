"""State of affairs: 办事有钱, funds due, received and spent."""

from linli.core.tabulate.blocks import ChartKind, FigureCell, Series, TableRow
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import ALWAYS, Sentence, above, both, equals, known
from linli.core.tabulate.units import SHARE, YUAN
from linli.core.tabulate.words import Words
from linli.reports.compose.making import Making
from linli.reports.compose.parts import SubDistrict, add_parts, add_shares, sub_districts, values

_FLOWS = (
    ("due", Words("应拨", "Due")),
    ("received", Words("到位", "Received")),
    ("spent", Words("支出", "Spent")),
)
_SHORT = (
    (
        "money.in_full_short",
        "money.received_in_full",
        Words("经费未足额到位的社区", "Money not received in full"),
    ),
    (
        "money.on_time_short",
        "money.received_on_time",
        Words("经费未按时到位的社区", "Money not received on time"),
    ),
    (
        "money.earmark_short",
        "money.spent_within_earmark",
        Words("支出超出专款的社区", "Spent beyond an earmark"),
    ),
    (
        "money.office_short",
        "office_funds.per_year",
        Words("办公经费低于标准的社区", "Too little office money"),
    ),
    ("money.staff_short", "staff_funds.total", Words("人员经费低于标准的社区", "Too little staff money")),
)
_MOST_GROUPS = 24


def add_money(making: Making) -> None:
    """The section 办事有钱."""
    for flow, word in _FLOWS:
        label = Words(f"一年内各项经费{word.zh}", f"Funds of the year: {word.en.lower()}")
        making.answered(f"funds.{flow}", label, f"funds.{flow}", unit=YUAN)
    making.share("funds.arrival", Words("经费到位率", "Share of funds received"),
                 "funds.received", "funds.due", decimals=1)  # fmt: skip
    for code, rule, label in _SHORT:
        making.short_of(code, label, rule)
    making.heading("money", 2, "办事有钱：经费保障情况", "Money: the funds")
    making.paragraph("money.funds", _FUNDS)
    _by_sub_district(making)


def _by_sub_district(making: Making) -> None:
    if making.figures.value("funds.due") is None:
        return
    columns = [add_parts(making, f"funds.{flow}") for flow, _ in _FLOWS]
    columns.append(add_shares(making, "funds.arrival", "funds.received", "funds.due", decimals=1))
    places = sub_districts(making)
    rows: list[TableRow] = [(place.name, *(column[place] for column in columns)) for place in places]
    totals: TableRow = (
        Words("合计", "Total"),
        *(FigureCell(f"funds.{flow}") for flow, _ in _FLOWS),
        FigureCell("funds.arrival"),
    )
    making.table(
        "money.table",
        Words("各街道（镇）一年内经费", "Funds of the year by sub-district or town"),
        (
            Column(Words("街道（镇）", "Sub-district or town"), wide=1.6),
            *(Column(word, YUAN) for _, word in _FLOWS),
            Column(Words("到位率", "Share received"), SHARE, 1),
        ),
        rows,
        query="surveys.answers.funds",
        totals=(totals,),
    )
    if 1 < len(places) <= _MOST_GROUPS:
        _chart(making, places)


def _chart(making: Making, places: list[SubDistrict]) -> None:
    making.chart(
        "money.chart",
        ChartKind.BAR,
        Words("各街道（镇）经费应拨与到位", "Funds due and received by sub-district or town"),
        [Words.same(place.name) for place in places],
        [Series(word, tuple(values(making, f"funds.{flow}"))) for flow, word in _FLOWS[:2]],
        YUAN,
        query="surveys.answers.funds",
    )


_ARRIVALS = ("in_full_short", "in_full_short.unknown", "on_time_short", "on_time_short.unknown")
_FUNDS = (
    Sentence(
        known("funds.due", "funds.received"),
        "一年内各项经费应拨{funds.due}，到位{funds.received}，到位率{funds.arrival}",
        "Of {funds.due} of funds due within the year, {funds.received} arrived ({funds.arrival})",
        clauses=(Sentence(ALWAYS, "，支出{funds.spent}", "; {funds.spent} was spent"),),
    ),
    Sentence(
        above("money.in_full_short"),
        "{money.in_full_short}社区的经费未足额到位。",
        "In {money.in_full_short} {money.in_full_short#community|communities} the money did not arrive in full.",
    ),
    Sentence(
        above("money.on_time_short"),
        "{money.on_time_short}社区的经费未按时到位。",
        "In {money.on_time_short} {money.on_time_short#community|communities} it did not arrive on time.",
    ),
    Sentence(
        above("money.office_short"),
        "{money.office_short}社区的办公经费低于规定标准。",
        "{money.office_short} {money.office_short#community receives|communities receive} less office money than "
        "the rules ask for.",
    ),
    Sentence(
        above("money.earmark_short"),
        "{money.earmark_short}社区的支出超出专款。",
        "{money.earmark_short} {money.earmark_short#community|communities} spent beyond an earmark.",
    ),
    Sentence(
        both(*(equals(f"money.{code}", 0) for code in _ARRIVALS)),
        "经费均足额、按时到位。",
        "All of it arrived in full and on time.",
    ),
)
