"""App registration."""

from django.apps import AppConfig


class PressesConfig(AppConfig):
    name = "linli.base.presses"
    label = "presses"
