"""Reads of the room."""

from linli.grids.queries.drafts import undoable
from linli.grids.queries.figures import GridFigure, PlanFigures, plan_figures
from linli.grids.queries.reasons import PlanCeiling, plan_ceiling

__all__ = ["GridFigure", "PlanCeiling", "PlanFigures", "plan_ceiling", "plan_figures", "undoable"]
