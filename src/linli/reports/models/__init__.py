"""Tables of the room."""

from linli.reports.models.edits import ParagraphEdit, StatedFigure
from linli.reports.models.frozen import FrozenReport, Rendition
from linli.reports.models.report import Report

__all__ = ["FrozenReport", "ParagraphEdit", "Rendition", "Report", "StatedFigure"]
