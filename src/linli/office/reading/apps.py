"""App registration."""

from django.apps import AppConfig


class OfficeReadingConfig(AppConfig):
    """Pages about the reading of personal data."""

    name = "linli.office.reading"
    label = "office_reading"
