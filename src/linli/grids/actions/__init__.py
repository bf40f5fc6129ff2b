"""Writes of the room."""

from linli.grids.actions.adjust import adjust, start_adjust
from linli.grids.actions.adopt import adopt, start_adopt
from linli.grids.actions.begin import Begun, begin_terms
from linli.grids.actions.bring_in import import_plan
from linli.grids.actions.consult import answer, comment, consult, take_back, withdraw
from linli.grids.actions.correct import correct_entrances, correct_homes
from linli.grids.actions.counting import count_day, start_count
from linli.grids.actions.dedicated import close_dedicated, draw_dedicated, name_dedicated
from linli.grids.actions.downloads import record_download
from linli.grids.actions.draw import change_labels, create_plan, undo_change
from linli.grids.actions.ground import create_ground, load_ground, start_load
from linli.grids.actions.officers import OpenWork, assign, deputise, end_assignment, take_over
from linli.grids.actions.places import place_by_hand, place_homes
from linli.grids.actions.propose import propose, start_propose
from linli.grids.actions.tell import tell_community, tell_record

__all__ = [
    "Begun",
    "OpenWork",
    "adjust",
    "adopt",
    "answer",
    "assign",
    "begin_terms",
    "change_labels",
    "close_dedicated",
    "comment",
    "consult",
    "correct_entrances",
    "correct_homes",
    "count_day",
    "create_ground",
    "create_plan",
    "deputise",
    "draw_dedicated",
    "end_assignment",
    "import_plan",
    "load_ground",
    "name_dedicated",
    "place_by_hand",
    "place_homes",
    "propose",
    "record_download",
    "start_adjust",
    "start_adopt",
    "start_count",
    "start_load",
    "start_propose",
    "take_back",
    "take_over",
    "tell_community",
    "tell_record",
    "undo_change",
    "withdraw",
]
