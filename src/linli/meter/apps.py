"""App registration."""

from django.apps import AppConfig


class MeterConfig(AppConfig):
    name = "linli.meter"
    label = "meter"

    def ready(self) -> None:
        """Listen to requests being admitted and withdrawn."""
        from linli.meter import listening  # noqa: F401  # imported for what it registers
