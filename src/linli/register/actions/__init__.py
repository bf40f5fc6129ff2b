"""Writes of the room."""

from linli.register.actions.carry import Carried, Move, carry_over
from linli.register.actions.erase import DueFact, erase_values
from linli.register.actions.forget import (
    Forgotten,
    finish_forgetting,
    forget_households,
    forget_people,
)
from linli.register.actions.keys import rotate_index_key, rotate_wrapping_key
from linli.register.actions.life import (
    birth,
    death,
    marriage,
    move_in,
    move_out,
    move_within,
    new_head,
    rename,
    split_household,
)
from linli.register.actions.merge import merge, unmerge
from linli.register.actions.record import record
from linli.register.actions.sources import load_sources, set_precedence
from linli.register.actions.undo import rebuild, roll_forward, undo_entry

__all__ = [
    "Carried",
    "DueFact",
    "Forgotten",
    "Move",
    "birth",
    "carry_over",
    "death",
    "erase_values",
    "finish_forgetting",
    "forget_households",
    "forget_people",
    "load_sources",
    "marriage",
    "merge",
    "move_in",
    "move_out",
    "move_within",
    "new_head",
    "rebuild",
    "record",
    "rename",
    "roll_forward",
    "rotate_index_key",
    "rotate_wrapping_key",
    "set_precedence",
    "split_household",
    "undo_entry",
    "unmerge",
]
