"""App registration."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "linli.base.identity"
    label = "identity"
