"""Writes of the room."""

from linli.grids.actions.adopt import adopt, start_adopt
from linli.grids.actions.consult import answer, comment, consult, take_back, withdraw
from linli.grids.actions.draw import change_labels, create_plan, undo_change
from linli.grids.actions.ground import create_ground, load_ground, start_load
from linli.grids.actions.places import place_by_hand, place_homes
from linli.grids.actions.propose import propose, start_propose
from linli.grids.actions.tell import tell_community, tell_record

__all__ = [
    "adopt",
    "answer",
    "change_labels",
    "comment",
    "consult",
    "create_ground",
    "create_plan",
    "load_ground",
    "place_by_hand",
    "place_homes",
    "propose",
    "start_adopt",
    "start_load",
    "start_propose",
    "take_back",
    "tell_community",
    "tell_record",
    "undo_change",
    "withdraw",
]
