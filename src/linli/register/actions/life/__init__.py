"""变动 · Changes in life, each an entry of its own that can be undone as a whole."""

from linli.register.actions.life.births_and_deaths import birth, death
from linli.register.actions.life.households import new_head, split_household
from linli.register.actions.life.moves import move_in, move_out, move_within
from linli.register.actions.life.names_and_marriages import marriage, rename

__all__ = [
    "birth",
    "death",
    "marriage",
    "move_in",
    "move_out",
    "move_within",
    "new_head",
    "rename",
    "split_household",
]
