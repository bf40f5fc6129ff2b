"""Reads of the room."""

from linli.reports.queries.built import Remade, built_now, remade
from linli.reports.queries.figures import survey_figures
from linli.reports.queries.reports import (
    Reading,
    ReportRow,
    StatedInfo,
    figure_of,
    kept_bytes,
    made_by_this_program,
    reading,
    rendition_of,
    report_row,
    reports,
    stated_of,
)

__all__ = [
    "Reading",
    "Remade",
    "ReportRow",
    "StatedInfo",
    "built_now",
    "figure_of",
    "kept_bytes",
    "made_by_this_program",
    "reading",
    "remade",
    "rendition_of",
    "report_row",
    "reports",
    "stated_of",
    "survey_figures",
]
