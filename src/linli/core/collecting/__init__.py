"""补采 · What has to be asked: the state of a cell by what is known about it, for which purpose, how long it takes."""

from linli.core.collecting.purposes import fewest_purposes
from linli.core.collecting.states import CellState, Known, state_of
from linli.core.collecting.timing import CellSeconds, Timed, seconds_per_cell

__all__ = ["CellSeconds", "CellState", "Known", "Timed", "fewest_purposes", "seconds_per_cell", "state_of"]
