"""What a roster would change in the record: worked out before anything is written, and again when it is."""

from linli.rosters.planning.model import Bringing, Difference, Plan, Proposed, RowFate
from linli.rosters.planning.organisations import plan_organisations
from linli.rosters.planning.people import plan_people

__all__ = ["Bringing", "Difference", "Plan", "Proposed", "RowFate", "plan_organisations", "plan_people"]
