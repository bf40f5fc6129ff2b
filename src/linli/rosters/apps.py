"""App registration."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "linli.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Tell the import kit the room's own problems; listen to deletions."""
        from linli.rosters import listening, problems  # noqa: F401  # imported for what it registers

        problems.register()
