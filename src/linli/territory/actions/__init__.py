"""Writes of the room."""

from linli.territory.actions.activating import activate_edition
from linli.territory.actions.asking import ask_to_activate, ask_to_compare, ask_to_load
from linli.territory.actions.figures import record_figure
from linli.territory.actions.loading import compare_again, discard_edition, load_edition

__all__ = [
    "activate_edition",
    "ask_to_activate",
    "ask_to_compare",
    "ask_to_load",
    "compare_again",
    "discard_edition",
    "load_edition",
    "record_figure",
]
