"""Tables of the room: projections of the survey's answers that can be rebuilt from them at any time."""

from linli.guarantees.models.finding import Finding, Standard
from linli.guarantees.models.scoreboard import Scoreboard
from linli.guarantees.models.standing import Standing
from linli.guarantees.models.tally import Tally

__all__ = ["Finding", "Scoreboard", "Standard", "Standing", "Tally"]
