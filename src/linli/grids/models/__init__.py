"""Tables of the room, one file per noun."""

from linli.grids.models.comment import PlanComment
from linli.grids.models.correction import HomesCorrection
from linli.grids.models.count import DayCount
from linli.grids.models.grid import Grid, GridUnit, HomePlace, PlanTerm, TermStart
from linli.grids.models.ground import (
    Ground,
    GroundBuilding,
    GroundCommunity,
    GroundFile,
    GroundGraph,
    GroundStreet,
    GroundUnit,
)
from linli.grids.models.officer import Assignment, Deputy, Handover
from linli.grids.models.plan import GridPlan, PlanChange, PlanLabels
from linli.grids.models.sheet import GroundSheet

__all__ = [
    "Assignment",
    "DayCount",
    "Deputy",
    "Grid",
    "GridPlan",
    "GridUnit",
    "Ground",
    "GroundBuilding",
    "GroundCommunity",
    "GroundFile",
    "GroundGraph",
    "GroundSheet",
    "GroundStreet",
    "GroundUnit",
    "Handover",
    "HomePlace",
    "HomesCorrection",
    "PlanChange",
    "PlanComment",
    "PlanLabels",
    "PlanTerm",
    "TermStart",
]
