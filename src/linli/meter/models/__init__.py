"""Tables: periods of requests with the tasks made for them, and their cells counted day by day."""

from linli.meter.models.figure import PlanFigure
from linli.meter.models.plan import Plan, PlanCollection

__all__ = ["Plan", "PlanCollection", "PlanFigure"]
