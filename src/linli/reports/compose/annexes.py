"""Annexed tables one to three, and the map of points."""

from collections.abc import Iterable

from linli.core.tabulate.blocks import FigureCell, Point, PointMap, TableRow
from linli.core.tabulate.figures import Column
from linli.core.tabulate.units import COUNT, SQUARE_METRE
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Community
from linli.reports.compose.making import NAME, SUB_DISTRICT, Making, who
from linli.reports.compose.premises import AREA, FLOOR_AREA, TENURE, has_no_office, is_too_small, meets_area
from linli.reports.compose.vocabulary import TENURES

_NUMBER = Column(Words("序号", "No."), wide=0.5)
_STUCK = Column(Words("审批情况", "Approval"), wide=2)
_RESIDENTS = Column(Words("人数", "Residents"), COUNT)
_HOUSEHOLDS = Column(Words("户数", "Households"), COUNT)
_KINDS = (
    ("none", Words("无办公用房", "No office")),
    ("small", Words("面积不足", "Too small")),
    ("met", Words("达标", "Meets the standard")),
    ("unknown", Words("未知", "Unknown")),
)


def add_annexes(making: Making) -> None:
    """附表一 no office, 附表二 office too small, 附表三 new communities needed; and where they lie."""
    making.heading("annexes", 1, "附表", "Annexed tables", numbered=False)
    _no_office(making)
    _too_small(making)
    _new_communities(making)
    _map(making)


def _numbered(rows: Iterable[TableRow]) -> list[TableRow]:
    return [(str(number), *row) for number, row in enumerate(rows, start=1)]


def _no_office(making: Making) -> None:
    chosen = [one for one in making.communities if has_no_office(one)]
    making.table(
        "annex.no_office",
        Words("无办公用房社区一览表", "Communities without an office"),
        (_NUMBER, NAME, SUB_DISTRICT, _HOUSEHOLDS, _RESIDENTS, _STUCK),
        _numbered([(*who(one)[1:], one.households, one.residents, _stuck(one)) for one in chosen]),
        query="premises.offices",
        annex=True,
    )


def _too_small(making: Making) -> None:
    chosen = [one for one in making.communities if is_too_small(making, one)]
    found = making.found
    rows: list[TableRow] = [
        (
            *who(one)[1:],
            TENURES[one.office_tenure] if one.office_tenure else None,
            one.office_area,
            found[FLOOR_AREA, one.code].short_by,
            _stuck(one),
        )
        for one in chosen
    ]
    making.table(
        "annex.too_small",
        Words("办公用房面积不足社区一览表", "Communities whose office is too small"),
        (_NUMBER, NAME, SUB_DISTRICT, TENURE, AREA, Column(Words("尚差", "Short by"), SQUARE_METRE), _STUCK),
        _numbered(rows),
        query="premises.offices",
        annex=True,
    )


def _new_communities(making: Making) -> None:
    wanted = [one for one in making.communities if one.new_communities]
    making.table(
        "annex.new_communities",
        Words("需新设社区一览表", "New communities needed"),
        (_NUMBER, Column(Words("所在社区", "Now part of"), wide=1.4), SUB_DISTRICT, _HOUSEHOLDS, _RESIDENTS,
         Column(Words("需新设数", "Needed"), COUNT)),
        _numbered((*who(one)[1:], one.households, one.residents, one.new_communities) for one in wanted),
        query="surveys.answers.new_community_needed",
        totals=((Words("合计", "Total"), "", "", "", "", FigureCell("new.needed")),) if wanted else (),
        annex=True,
    )  # fmt: skip


def _stuck(community: Community) -> Words:
    return community.office_stuck_at or Words("—", "–")


def _kind(making: Making, community: Community) -> str:
    if has_no_office(community):
        return "none"
    if is_too_small(making, community):
        return "small"
    return "met" if meets_area(making, community) else "unknown"


def _map(making: Making) -> None:
    """Where the communities lie. Left out when no coordinates are known."""
    points = tuple(
        Point(Words.same(one.name), one.point[0], one.point[1], _kind(making, one))
        for one in making.communities
        if one.point is not None
    )
    if points:
        making.blocks.append(
            PointMap(
                "annex.map",
                Words("各社区办公用房情况分布", "Where the offices stand, and where they are lacking"),
                points,
                _KINDS,
                "premises.offices",
                making.inputs.as_of,
            )
        )
