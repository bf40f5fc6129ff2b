"""Tables of the room, one file per noun."""

from linli.grids.models.ground import (
    Ground,
    GroundBuilding,
    GroundCommunity,
    GroundFile,
    GroundGraph,
    GroundStreet,
    GroundUnit,
)
from linli.grids.models.plan import GridPlan, PlanChange, PlanLabels
from linli.grids.models.sheet import GroundSheet

__all__ = [
    "GridPlan",
    "Ground",
    "GroundBuilding",
    "GroundCommunity",
    "GroundFile",
    "GroundGraph",
    "GroundSheet",
    "GroundStreet",
    "GroundUnit",
    "PlanChange",
    "PlanLabels",
]
