"""App registration."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "linli.rights"
    label = "rights"
