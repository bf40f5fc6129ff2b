"""App registration."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "linli.returns"
    label = "returns"
