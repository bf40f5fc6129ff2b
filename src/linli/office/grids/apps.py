"""App registration."""

from django.apps import AppConfig


class OfficeGridsConfig(AppConfig):
    name = "linli.office.grids"
    label = "office_grids"
