"""App registration."""

from django.apps import AppConfig


class GuaranteesConfig(AppConfig):
    name = "linli.guarantees"
    label = "guarantees"

    def ready(self) -> None:
        """Listen to answers coming in."""
        from linli.guarantees import listening  # noqa: F401  # imported for what it registers
