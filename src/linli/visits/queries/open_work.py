"""What is open in grids: tasks, and the minutes that they are reckoned to take."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from linli.base.scope import Scope
from linli.visits.models import CollectionTask
from linli.visits.states import TaskState

MINUTES_A_VISIT = 8
"""A visit to one household, walking included; a household with several tasks is visited once."""


@dataclass(frozen=True, slots=True)
class Work:
    """Open tasks, the households they are at, and minutes."""

    tasks: int = 0
    households: int = 0

    @property
    def minutes(self) -> int:
        """Reckoned by visits, not by tasks."""
        return self.households * MINUTES_A_VISIT


def open_work(scope: Scope, places: Sequence[str]) -> dict[str, Work]:
    """The open work of each of these grids (code, ``G``, three digits). One query."""
    rows = CollectionTask.objects.in_scope(scope).filter(place__in=places, state=TaskState.OPEN).order_by()
    counted = rows.values_list("place").annotate(
        tasks=Count("id"), households=Count("household", distinct=True)
    )
    found = {place: Work(tasks, households) for place, tasks, households in counted}
    return {place: found.get(place, Work()) for place in places}
