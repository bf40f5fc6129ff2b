"""App registration."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "linli.returns"
    label = "returns"

    def ready(self) -> None:
        """Listen to what becomes of departments' own indicators."""
        from linli.returns import listening  # noqa: F401  # imported for what it registers
