"""App registration."""

from django.apps import AppConfig


class OfficeGridsEditorConfig(AppConfig):
    name = "linli.office.grids.editor"
    label = "office_grids_editor"
