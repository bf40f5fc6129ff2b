"""App registration."""

from django.apps import AppConfig


class OfficeMeterConfig(AppConfig):
    name = "linli.office.meter"
    label = "office_meter"
