"""App registration."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "linli.visits"
    label = "visits"

    def ready(self) -> None:
        """Listen to what the record destroys."""
        from linli.visits import listening  # noqa: F401  # imported for what it listens to
