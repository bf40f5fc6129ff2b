"""App registration."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "linli.territory"
    label = "territory"

    def ready(self) -> None:
        """Make the room's jobs known to the queue."""
        from linli.territory import tasks  # noqa: F401  # registers by being imported
