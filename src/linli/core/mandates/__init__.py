"""准入 · The access gate as computation: what may never be asked, control numbers, minutes and money."""

from .asks import FINER, Ask, Class, Standing, Stands, classed, finer, is_served, meet, stands
from .burden import Burden, Frequency, Units, burden_of
from .control import ControlNumber, ControlNumberError, parse_control_number
from .demands import Demand, DemandFinding, demands_in
from .periods import ReportPeriod, periods_between

__all__ = [
    "FINER",
    "Ask",
    "Burden",
    "Class",
    "ControlNumber",
    "ControlNumberError",
    "Demand",
    "DemandFinding",
    "Frequency",
    "ReportPeriod",
    "Standing",
    "Stands",
    "Units",
    "burden_of",
    "classed",
    "demands_in",
    "finer",
    "is_served",
    "meet",
    "parse_control_number",
    "periods_between",
    "stands",
]
