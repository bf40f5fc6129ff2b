"""准入 · The access gate as computation: what may never be asked, control numbers, minutes and money."""

from .burden import Burden, Frequency, Units, burden_of
from .control import ControlNumber, ControlNumberError, parse_control_number
from .demands import Demand, DemandFinding, demands_in
from .periods import ReportPeriod, periods_between

__all__ = [
    "Burden",
    "ControlNumber",
    "ControlNumberError",
    "Demand",
    "DemandFinding",
    "Frequency",
    "ReportPeriod",
    "Units",
    "burden_of",
    "demands_in",
    "parse_control_number",
    "periods_between",
]
