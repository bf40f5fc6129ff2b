"""App registration."""

from django.apps import AppConfig


class OfficeMandatesConfig(AppConfig):
    name = "linli.office.mandates"
    label = "office_mandates"
