"""Reads of the room: a fixed number of queries each, whatever the number of communities."""

from linli.guarantees.queries.boards import Board, board, campaign_shown, campaigns_to_choose
from linli.guarantees.queries.findings import (
    FindingInfo,
    RowsBehind,
    StandardInfo,
    finding,
    findings,
    rows_behind,
    standards_at,
)
from linli.guarantees.queries.new_office import new_office_at
from linli.guarantees.queries.pages import (
    Below,
    CommunityPage,
    FindingPage,
    Frame,
    PlacePage,
    RulePage,
    community_page,
    finding_page,
    frame,
    place_page,
    rule_page,
)
from linli.guarantees.queries.points import Placed, PlacedStanding, placed_standings
from linli.guarantees.queries.rollups import PlaceRollUp, RuleTally, roll_up
from linli.guarantees.queries.standings import (
    PAGE_SIZE,
    SORTS,
    Page,
    StandingFilters,
    StandingRow,
    VerdictInfo,
    standing,
    standings,
)

__all__ = [
    "PAGE_SIZE",
    "SORTS",
    "Below",
    "Board",
    "CommunityPage",
    "FindingInfo",
    "FindingPage",
    "Frame",
    "Page",
    "PlacePage",
    "PlaceRollUp",
    "Placed",
    "PlacedStanding",
    "RowsBehind",
    "RulePage",
    "RuleTally",
    "StandardInfo",
    "StandingFilters",
    "StandingRow",
    "VerdictInfo",
    "board",
    "campaign_shown",
    "campaigns_to_choose",
    "community_page",
    "finding",
    "finding_page",
    "findings",
    "frame",
    "new_office_at",
    "place_page",
    "placed_standings",
    "roll_up",
    "rows_behind",
    "rule_page",
    "standards_at",
    "standing",
    "standings",
]
