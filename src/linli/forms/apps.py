"""App registration."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "linli.forms"
    label = "forms"

    def ready(self) -> None:
        """Listen to what the catalogue admits."""
        from linli.forms import listening  # noqa: F401  # imported for what it registers
