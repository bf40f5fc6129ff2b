"""State of affairs: 议事有场, the offices of the communities against the area standard."""

from decimal import Decimal

from linli.core.tabulate.blocks import ChartKind, Series
from linli.core.tabulate.checks import sum_check
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import Sentence, above, both, equals, known, unknown
from linli.core.tabulate.units import COUNT, SQUARE_METRE
from linli.core.tabulate.words import NOTHING, Words
from linli.reports.compose.inputs import Community, OfficeTenure, State
from linli.reports.compose.making import Making
from linli.reports.compose.vocabulary import TENURES

FLOOR_AREA = "office.floor_area"
AREA = Column(Words("办公用房面积", "Office floor area"), SQUARE_METRE)
TENURE = Column(Words("权属", "Tenure"))
_BANDS = (0, 50, 100, 200, 300, 500)


def add_premises(making: Making) -> None:
    """The section 议事有场."""
    _figures(making)
    making.heading("premises", 2, "议事有场：办公用房情况", "Place: the offices")
    making.paragraph("premises.areas", _AREAS)
    _chart(making)


def has_no_office(community: Community) -> bool:
    """The survey says there is none; an unknown office is not counted here."""
    return community.office_tenure is OfficeTenure.NONE


def is_too_small(making: Making, community: Community) -> bool:
    """An office is there and falls short of the area standard of its place."""
    found = making.found.get((FLOOR_AREA, community.code))
    return found is not None and found.state is State.SHORT and not has_no_office(community)


def meets_area(making: Making, community: Community) -> bool:
    """The office meets the area standard of its place."""
    found = making.found.get((FLOOR_AREA, community.code))
    return found is not None and found.state is State.MET


def _figures(making: Making) -> None:
    rule = making.inputs.rules.get(FLOOR_AREA)
    document = rule.document if rule else NOTHING
    extra = ((AREA, lambda one: one.office_area), (TENURE, lambda one: _tenure(one)))
    groups = (
        ("met", Words("办公用房面积达标社区", "Communities whose office is large enough"),
         [one for one in making.communities if meets_area(making, one)]),
        ("none", Words("无办公用房社区", "Communities without an office"),
         [one for one in making.communities if has_no_office(one)]),
        ("small", Words("办公用房面积不足社区", "Communities whose office is too small"),
         [one for one in making.communities if is_too_small(making, one)]),
    )  # fmt: skip
    settled = {one.code for _, _, chosen in groups for one in chosen}
    rest = [one for one in making.communities if one.code not in settled]
    unknown = ("unknown", Words("办公用房情况未知社区", "Communities whose office is not known"), rest)
    for code, label, chosen in (*groups, unknown):
        making.count(f"offices.{code}", label, chosen, query="premises.offices", extra=extra, rule=document)
    making.count(
        "offices.lacking",
        Words("办公用房未达标社区", "Communities whose office falls short"),
        [one for one in making.communities if has_no_office(one) or is_too_small(making, one)],
        query="premises.offices",
        extra=extra,
        rule=document,
    )
    making.share("offices.met_share", Words("办公用房达标率", "Share of offices large enough"),
                 "offices.met", "communities.all")  # fmt: skip
    making.measured(
        "offices.mean_area",
        Words("办公用房平均面积", "Mean office floor area"),
        {one.code: one.office_area for one in making.communities if not has_no_office(one)},
        query="premises.office_area",
        unit=SQUARE_METRE,
        mean=True,
        decimals=0,
    )
    making.derived(
        "offices.standard",
        Words("办公用房面积标准", "Office floor area standard"),
        rule.value if rule else None,
        (),
        unit=SQUARE_METRE,
        rule=document,
        how=document,
    )
    _checks(making)


def _tenure(community: Community) -> Words | None:
    return None if community.office_tenure is None else TENURES[community.office_tenure]


def _checks(making: Making) -> None:
    figures = making.figures
    parts = [(figures[code].label, figures.value(code))
             for code in ("offices.met", "offices.none", "offices.small", "offices.unknown")]  # fmt: skip
    making.checks.append(
        sum_check(
            "offices.kinds",
            Words("社区总数与各类办公用房情况之和", "All communities against the states of their offices"),
            figures.value("communities.all"),
            parts,
            COUNT,
            beside="premises.areas",
        )
    )


def _chart(making: Making) -> None:
    """How many communities lie in each band of floor area."""
    areas = [
        one.office_area
        for one in making.communities
        if one.office_area is not None and not has_no_office(one)
    ]
    if not areas:
        return
    none = sum(has_no_office(one) for one in making.communities)
    names, values = [TENURES[OfficeTenure.NONE]], [float(none)]
    names[0] = Words("无办公用房", "No office")
    for low, high in zip(_BANDS, (*_BANDS[1:], None), strict=True):
        names.append(_band_name(low, high))
        values.append(float(sum(low <= area and (high is None or area < high) for area in areas)))
    making.chart(
        "premises.chart",
        ChartKind.BAR,
        Words("按办公用房面积分组的社区数", "Communities by office floor area"),
        names,
        [Series(Words("社区数", "Communities"), tuple(values))],
        COUNT,
        query="premises.office_area",
    )


def _band_name(low: int, high: int | None) -> Words:
    if high is None:
        return Words(f"{low}平方米以上", f"{low} m² or more")
    if low == 0:
        return Words(f"不足{high}平方米", f"below {high} m²")
    return Words(f"{low}—{high}平方米", f"{low} to {high} m²")


_AREAS = (
    Sentence(
        unknown("offices.standard"),
        "对照各自适用的面积标准，{communities.all}社区中有{offices.met}达标，占{offices.met_share}；"
        "{offices.none}无办公用房，{offices.small}面积不足。",
        "Against the standards of their places, {offices.met} of the {communities.all} communities "
        "({offices.met_share}) have an office large enough; {offices.none} {offices.none#has|have} no office and "
        "{offices.small} {offices.small#has|have} one that is too small.",
    ),
    Sentence(
        known("offices.standard"),
        "对照{offices.standard}的面积标准，{communities.all}社区中有{offices.met}达标，占{offices.met_share}",
        "Against the standard of {offices.standard}, {offices.met} of the {communities.all} communities "
        "({offices.met_share}) have an office large enough",
        clauses=(
            Sentence(
                both(equals("offices.lacking", 0), equals("offices.unknown", 0)),
                "，没有无房或面积不足的社区",
                ", and none falls short",
            ),
            Sentence(
                above("offices.lacking"),
                "；{offices.lacking}未达标，其中{offices.none}无办公用房、{offices.small}面积不足",
                "; {offices.lacking} {offices.lacking#falls|fall} short: {offices.none} {offices.none#has|have} "
                "no office and {offices.small} {offices.small#has|have} one that is too small",
            ),
        ),
    ),
    Sentence(
        above("offices.unknown"),
        "{offices.unknown}社区的办公用房情况未知。",
        "The office of {offices.unknown} {offices.unknown#community|communities} is not known.",
    ),
    Sentence(
        above("offices.mean_area", Decimal(0)),
        "有办公用房的社区平均面积{offices.mean_area}。",
        "Where there is an office, its mean floor area is {offices.mean_area}.",
    ),
)
