"""Writes of the room."""

from linli.reports.actions.compose import compose_report, recompose_report, start_composing
from linli.reports.actions.edits import edit_paragraph, revert_paragraph, state_figure, state_figures
from linli.reports.actions.files import record_file, render_files, start_rendering
from linli.reports.actions.freeze import freeze_report

__all__ = [
    "compose_report",
    "edit_paragraph",
    "freeze_report",
    "recompose_report",
    "record_file",
    "render_files",
    "revert_paragraph",
    "start_composing",
    "start_rendering",
    "state_figure",
    "state_figures",
]
