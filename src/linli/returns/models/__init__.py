"""Tables: returns with their steps, fillings and rows, and periods that a department has closed."""

from linli.returns.models.filling import FilledRow, Filling
from linli.returns.models.report import ClosedPeriod, Report, ReportStep

__all__ = ["ClosedPeriod", "FilledRow", "Filling", "Report", "ReportStep"]
