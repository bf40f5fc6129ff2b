"""App registration."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "linli.mandates"
    label = "mandates"

    def ready(self) -> None:
        """Listen to what forms learn."""
        from linli.mandates import listening  # noqa: F401  # imported for what it registers
