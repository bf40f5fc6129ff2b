"""Writes of the room, one file per noun."""

from linli.rosters.actions.bring import bring_roster, choose_columns, discard_roster, look_at_sheet
from linli.rosters.actions.check import check_roster
from linli.rosters.actions.doubts import judge_doubt, part_doubt
from linli.rosters.actions.jobs import start_check, start_run
from linli.rosters.actions.life_changes import accept_change, decline_change
from linli.rosters.actions.run import run_roster, undo_roster

__all__ = [
    "accept_change",
    "bring_roster",
    "check_roster",
    "choose_columns",
    "decline_change",
    "discard_roster",
    "judge_doubt",
    "look_at_sheet",
    "part_doubt",
    "run_roster",
    "start_check",
    "start_run",
    "undo_roster",
]
