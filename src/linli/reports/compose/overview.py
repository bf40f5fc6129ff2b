"""State of affairs, first part: what the communities are, and the five guarantees at a glance."""

from linli.core.tabulate.blocks import ChartKind, FigureCell, Series, TableRow
from linli.core.tabulate.checks import sum_check
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import ALWAYS, Sentence, above, both, known
from linli.core.tabulate.units import COUNT, HOUSEHOLD, PERSON, SHARE
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Community, Guarantee, State
from linli.reports.compose.making import Making
from linli.reports.compose.parts import add_parts, sub_districts
from linli.reports.compose.vocabulary import GUARANTEES, STATES

_SUB = Column(Words("街道（镇）", "Sub-district or town"), wide=1.6)


def add_overview(making: Making) -> None:
    """The sections 社区概况 and 五项保障总体情况."""
    _figures(making)
    facts = {"place": making.inputs.place}
    making.heading("overview", 2, "社区概况", "The communities")
    making.paragraph("overview.kinds", _KINDS, facts)
    _by_sub_district(making)
    making.heading("scoreboard", 2, "五项保障总体情况", "The five guarantees at a glance")
    _scoreboard(making)


def _figures(making: Making) -> None:
    everyone, query = making.communities, "territory.communities"
    making.count("communities.all", Words("社区总数", "Communities"), everyone, query=query)
    making.count(
        "communities.urban",
        Words("纯居型社区", "Urban communities"),
        [one for one in everyone if one.is_converted is False],
        query=query,
    )
    making.count(
        "communities.converted",
        Words("村改居社区", "Communities converted from villages"),
        [one for one in everyone if one.is_converted],
        query=query,
    )
    making.measured(
        "communities.residents",
        Words("居民人数", "Residents"),
        {one.code: one.residents for one in everyone},
        query="territory.residents",
        unit=PERSON,
    )
    making.measured(
        "communities.households",
        Words("居民户数", "Households"),
        {one.code: one.households for one in everyone},
        query="territory.households",
        unit=HOUSEHOLD,
    )
    making.measured(
        "communities.mean_residents",
        Words("社区平均人数", "Mean residents of a community"),
        {one.code: one.residents for one in everyone},
        query="territory.residents",
        unit=PERSON,
        mean=True,
        decimals=1,
    )


def _by_sub_district(making: Making) -> None:
    codes = ("all", "urban", "converted", "households", "residents")
    parts = [add_parts(making, f"communities.{code}") for code in codes]
    rows: list[TableRow] = [(place.name, *(part[place] for part in parts)) for place in sub_districts(making)]
    totals: TableRow = (Words("合计", "Total"), *(FigureCell(f"communities.{code}") for code in codes))
    making.table(
        "overview.table",
        Words("各街道（镇）社区情况", "Communities by sub-district or town"),
        (
            _SUB,
            Column(Words("社区", "Communities"), COUNT),
            Column(Words("纯居型", "Urban"), COUNT),
            Column(Words("村改居", "Converted"), COUNT),
            Column(Words("户数", "Households"), COUNT),
            Column(Words("人数", "Residents"), COUNT),
        ),
        rows,
        query="territory.communities",
        totals=(totals,),
    )
    making.checks.append(
        sum_check(
            "overview.kinds",
            Words("社区总数与两类社区之和", "All communities against the two kinds"),
            making.figures.value("communities.all"),
            [(making.figures[f"communities.{kind}"].label, making.figures.value(f"communities.{kind}"))
             for kind in ("urban", "converted")],
            COUNT,
            beside="overview.kinds",
        )
    )  # fmt: skip


def _scoreboard(making: Making) -> None:
    rows: list[TableRow] = []
    for guarantee in Guarantee:
        for state in State:
            chosen = [one for one in making.communities if _state(making, one, guarantee) is state]
            making.count(
                f"guarantees.{guarantee}.{state}",
                Words(
                    f"{GUARANTEES[guarantee].zh}：{STATES[state].zh}",
                    f"{GUARANTEES[guarantee].en}: {STATES[state].en}",
                ),
                chosen,
                query=f"guarantees.verdicts.{guarantee}",
            )
        making.share(
            f"guarantees.{guarantee}.met_share",
            Words(f"{GUARANTEES[guarantee].zh}达标率", f"{GUARANTEES[guarantee].en}: share met"),
            f"guarantees.{guarantee}.met",
            "communities.all",
        )
        codes = (*(str(state) for state in State), "met_share")
        rows.append(
            (GUARANTEES[guarantee], *(FigureCell(f"guarantees.{guarantee}.{code}") for code in codes))
        )
    making.paragraph("scoreboard.reading", _SCOREBOARD)
    making.table(
        "scoreboard.table",
        Words("五项保障达标情况", "The five guarantees, by verdict"),
        (
            Column(Words("保障", "Guarantee"), wide=2),
            *(Column(STATES[state], COUNT) for state in State),
            Column(Words("达标率", "Share met"), SHARE, 0),
        ),
        rows,
        query="guarantees.verdicts",
    )
    _chart(making)


def _chart(making: Making) -> None:
    making.chart(
        "scoreboard.chart",
        ChartKind.STACKED,
        Words(
            "五项保障：达标、未达标和未知的社区数",
            "The five guarantees: communities that meet, fall short, unknown",
        ),
        [GUARANTEES[guarantee] for guarantee in Guarantee],
        [
            Series(STATES[state], tuple(_number(making, f"guarantees.{g}.{state}") for g in Guarantee))
            for state in State
        ],
        COUNT,
        query="guarantees.verdicts",
    )


def _state(making: Making, community: Community, guarantee: Guarantee) -> State:
    return making.inputs.verdicts.get((community.code, guarantee), State.UNKNOWN)


def _number(making: Making, code: str) -> float | None:
    value = making.figures.value(code)
    return None if value is None else float(value)


_KIND_CLAUSE = Sentence(
    above("communities.converted"),
    "，其中纯居型{communities.urban}、村改居{communities.converted}",
    ": {communities.urban} urban and {communities.converted} converted from "
    "{communities.converted#a village|villages}",
)
_KINDS = (
    Sentence(
        ALWAYS,
        "{@place}现有社区{communities.all}",
        "{@place} has {communities.all} {communities.all#community|communities}",
        clauses=(_KIND_CLAUSE,),
    ),
    Sentence(
        both(known("communities.residents"), known("communities.households")),
        "共有居民{communities.households}、{communities.residents}，平均每个社区{communities.mean_residents}。",
        "They are home to {communities.residents} residents in {communities.households} households, "
        "{communities.mean_residents} residents to a community on average.",
    ),
)
_SCOREBOARD = (
    Sentence(
        ALWAYS,
        "按照管事有人、议事有场、办事有钱、服务有网、理事有章五项保障逐个社区核对现行标准，"
        "达标社区分别为{guarantees.people.met}、{guarantees.place.met}、{guarantees.money.met}、"
        "{guarantees.network.met}和{guarantees.rules.met}。",
        "Held against the rules in force, community by community, the five guarantees are met by "
        "{guarantees.people.met} (people), {guarantees.place.met} (place), {guarantees.money.met} (money), "
        "{guarantees.network.met} (network) and {guarantees.rules.met} (rules) of the "
        "{communities.all} communities.",
    ),
)
