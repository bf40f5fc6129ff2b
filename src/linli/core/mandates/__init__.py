"""准入 · The access gate as computation: what may never be asked, control numbers, minutes and money."""

from .burden import Burden, Frequency, Units, burden_of
from .control import ControlNumber, ControlNumberError, parse_control_number
from .demands import Demand, DemandFinding, demands_in

__all__ = [
    "Burden",
    "ControlNumber",
    "ControlNumberError",
    "Demand",
    "DemandFinding",
    "Frequency",
    "Units",
    "burden_of",
    "demands_in",
    "parse_control_number",
]
