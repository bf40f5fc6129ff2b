"""App registration."""

from django.apps import AppConfig


class OfficeTerritoryConfig(AppConfig):
    name = "linli.office.territory"
    label = "office_territory"
