"""Tables of the rosters room, one file per noun."""

from linli.rosters.models.doubt import Doubt
from linli.rosters.models.heading import KnownHeading
from linli.rosters.models.life_change import LifeChange
from linli.rosters.models.roster import Roster, RosterFile

__all__ = ["Doubt", "KnownHeading", "LifeChange", "Roster", "RosterFile"]
