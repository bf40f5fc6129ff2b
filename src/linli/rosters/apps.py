"""App registration."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "linli.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Tell the import kit the room's own problems."""
        from linli.rosters import problems

        problems.register()
