"""App registration."""

from django.apps import AppConfig


class OfficeGuaranteesConfig(AppConfig):
    name = "linli.office.guarantees"
    label = "office_guarantees"
