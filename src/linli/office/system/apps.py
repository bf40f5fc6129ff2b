"""App registration."""

from django.apps import AppConfig


class OfficeSystemConfig(AppConfig):
    name = "linli.office.system"
    label = "office_system"
