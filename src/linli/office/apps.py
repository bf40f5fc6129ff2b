"""App registration."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "linli.office"
    label = "office"
