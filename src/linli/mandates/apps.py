"""App registration."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "linli.mandates"
    label = "mandates"
