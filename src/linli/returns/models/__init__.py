"""Tables: returns with their steps, fillings and rows, files handed in, and periods that a department has closed."""

from linli.returns.models.filling import FilledFigure, FilledRow, Filling
from linli.returns.models.handed import HandedIn
from linli.returns.models.report import ClosedPeriod, Report, ReportStep

__all__ = ["ClosedPeriod", "FilledFigure", "FilledRow", "Filling", "HandedIn", "Report", "ReportStep"]
