"""What is open in grids: tasks, and the minutes that they are reckoned to take."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Left
from numpy.typing import NDArray

from linli.base.scope import Scope
from linli.grids.queries.terms import PLACED, span
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


UNPLACED = -1
# A task names its household in letters where the record keeps 16 bytes.
HOUSEHOLD = {"postgresql": "x.id", "sqlite": "lower(hex(x.id))"}
BY_UNIT = """
WITH o AS (SELECT household, COUNT(*) AS tasks FROM visits_collectiontask
           WHERE state = 'open' AND place >= %(low)s AND place < %(high)s GROUP BY household)
SELECT d.division_code, h.unit, SUM(o.tasks), COUNT(*) {placed}
JOIN register_household x ON x.dwelling_id = d.id
JOIN o ON o.household = {household}
WHERE d.division_code >= %(low)s AND d.division_code < %(high)s GROUP BY d.division_code, h.unit
"""


def open_by_unit(place: str, day: date) -> Mapping[str, NDArray[np.int64]]:
    """What is open now, by community: rows of unit of the ground in force on `day`, tasks, households, minutes.

    Tasks at a home that is on no unit stand under `UNPLACED`. Two queries.
    """
    rows: dict[str, list[tuple[int, int, int, int]]] = defaultdict(list)
    statement = BY_UNIT.format(placed=PLACED, household=HOUSEHOLD[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(statement, span(place, day))
        for community, unit, tasks, households in cursor.fetchall():
            rows[community].append((unit, int(tasks), households, households * MINUTES_A_VISIT))
    for community, tasks, households in _everywhere(place):
        placed = np.array(rows[community], np.int64).reshape(-1, 4).sum(axis=0)
        left, homes = tasks - int(placed[1]), households - int(placed[2])
        if left:
            rows[community].append((UNPLACED, left, homes, homes * MINUTES_A_VISIT))
    return {community: np.array(listed, np.int64) for community, listed in rows.items() if listed}


def _everywhere(place: str) -> list[tuple[str, int, int]]:
    """Community, open tasks, households."""
    found = CollectionTask.objects.in_scope(Scope(place)).filter(state=TaskState.OPEN).order_by()
    counted = found.annotate(community=Left("place", 12)).values_list("community")
    return list(counted.annotate(tasks=Count("id"), households=Count("household", distinct=True)))
