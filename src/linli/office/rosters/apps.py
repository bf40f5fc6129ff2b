"""App registration."""

from django.apps import AppConfig


class OfficeRostersConfig(AppConfig):
    """Pages of rosters."""

    name = "linli.office.rosters"
    label = "office_rosters"
