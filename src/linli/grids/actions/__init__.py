"""Writes of the room."""

from linli.grids.actions.draw import change_labels, create_plan, undo_change
from linli.grids.actions.ground import create_ground, load_ground, start_load
from linli.grids.actions.propose import propose, start_propose

__all__ = [
    "change_labels",
    "create_ground",
    "create_plan",
    "load_ground",
    "propose",
    "start_load",
    "start_propose",
    "undo_change",
]
