"""划分 · Communities into grids of about 300 households, bounded by streets."""

from linli.core.gridding.adjust import Adjusted, adjust_plan
from linli.core.gridding.areas import areas_of
from linli.core.gridding.effort import EFFORTS, Effort
from linli.core.gridding.plan import plan_units
from linli.core.gridding.report import PlanReport, report_on
from linli.core.gridding.units import TARGET, Units, UnitsFault

__all__ = [
    "EFFORTS",
    "TARGET",
    "Adjusted",
    "Effort",
    "PlanReport",
    "Units",
    "UnitsFault",
    "adjust_plan",
    "areas_of",
    "plan_units",
    "report_on",
]
