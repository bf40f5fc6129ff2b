"""Reads of the room: rosters, what their dry runs found, doubtful pairs, reported changes."""

from linli.rosters.queries.changes import ChangeLine, changes, open_changes_count
from linli.rosters.queries.doubts import DoubtView, doubt_view, doubts, next_doubt, open_doubts_count
from linli.rosters.queries.rosters import (
    ColumnView,
    DifferenceLine,
    RosterLine,
    RosterView,
    elements_to_choose,
    roster_view,
    rosters,
    sources,
)

__all__ = [
    "ChangeLine",
    "ColumnView",
    "DifferenceLine",
    "DoubtView",
    "RosterLine",
    "RosterView",
    "changes",
    "doubt_view",
    "doubts",
    "elements_to_choose",
    "next_doubt",
    "open_changes_count",
    "open_doubts_count",
    "roster_view",
    "rosters",
    "sources",
]
