"""App registration."""

from django.apps import AppConfig


class OwnConfig(AppConfig):
    name = "linli.residents.own"
    label = "residents_own"
