"""范围计数 · How many subjects are in a row scope, and how many of their cells the record can fill: numbers only."""

from linli.register.scoped.cells import KnownCells, known_cells
from linli.register.scoped.counting import ScopeCount, count_both, count_in
from linli.register.scoped.standing import ScopeRow, Standing, standing_of

__all__ = [
    "KnownCells",
    "ScopeCount",
    "ScopeRow",
    "Standing",
    "count_both",
    "count_in",
    "known_cells",
    "standing_of",
]
