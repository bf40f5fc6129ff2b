"""App registration."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "linli.rights"
    label = "rights"

    def ready(self) -> None:
        """Listen to what the register erases."""
        from linli.rights import listening  # noqa: F401  # imported for what it registers
