"""Reads of the room."""

from linli.mandates.queries.burdens import BurdenBoard, burden_board, burden_items, refusals
from linli.mandates.queries.checks import Checked, check_number
from linli.mandates.queries.lists import MandateRow, asked_of, district_days, inbox, of_body, register_of_year
from linli.mandates.queries.merging import MergedFields, merged_fields
from linli.mandates.queries.minutes import CellTime, CellTimes, cell_times
from linli.mandates.queries.overlap import Overlap, Overlaps, overlaps
from linli.mandates.queries.pack import DecisionPack, decision_pack, mandate
from linli.mandates.queries.scoping import ScopeFault, ScopeRead, read_scope, say_scope
from linli.mandates.queries.yearbook import YearBook, year_book

__all__ = [
    "BurdenBoard",
    "CellTime",
    "CellTimes",
    "Checked",
    "DecisionPack",
    "MandateRow",
    "MergedFields",
    "Overlap",
    "Overlaps",
    "ScopeFault",
    "ScopeRead",
    "YearBook",
    "asked_of",
    "burden_board",
    "burden_items",
    "cell_times",
    "check_number",
    "decision_pack",
    "district_days",
    "inbox",
    "mandate",
    "merged_fields",
    "of_body",
    "overlaps",
    "read_scope",
    "refusals",
    "register_of_year",
    "say_scope",
    "year_book",
]
