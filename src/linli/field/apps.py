"""App registration."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """The officer's app, the OpenRosa endpoint, and the desk where people decide."""

    name = "linli.field"
    label = "field"
