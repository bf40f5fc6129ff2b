"""App registration."""

from django.apps import AppConfig


class OfficeReturnsConfig(AppConfig):
    name = "linli.office.returns"
    label = "office_returns"
