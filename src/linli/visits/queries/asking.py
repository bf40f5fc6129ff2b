"""What households did not wish to tell, and how far the tasks of requests are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from linli.base.scope import Scope
from linli.visits.models import Collection, CollectionTask
from linli.visits.states import TaskState

LATELY = timedelta(days=365)
"""So long a household that did not wish to tell something is not asked for it again."""


def since_lately(today: date) -> datetime:
    """The moment from which on a refusal still counts."""
    return timezone.make_aware(datetime.combine(today - LATELY, time.min))


def refused_asks(places: Iterable[str], today: date) -> dict[UUID, set[str]]:
    """Household -> elements it did not wish to tell within the last year. One query for each place."""
    since = since_lately(today)
    found: dict[UUID, set[str]] = defaultdict(set)
    for place in places:
        rows = (
            CollectionTask.objects.in_scope(Scope(place))
            .filter(state=TaskState.REFUSED, changed_at__gte=since)
            .order_by("id")
            .values_list("household", "asks", "collection__elements")
        )
        for household, asks, elements in rows:
            found[household] |= set(elements if asks is None else asks)
    return dict(found)


@dataclass(frozen=True, slots=True)
class GridTasks:
    """How far the tasks of one grid (or community) are. A home with several open tasks is visited once: `homes`."""

    place: str
    homes: int
    open: int
    done: int
    refused: int
    ended: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class RequestTasks:
    """How far the tasks of one request are, inside a scope; a home has one for each purpose it is asked for."""

    request: UUID
    open: int
    done: int
    refused: int
    ended: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class PlaceTasks:
    """The tasks of a scope, by grid in the order of places and by request in the order of days."""

    grids: tuple[GridTasks, ...]
    requests: tuple[RequestTasks, ...]


@dataclass(slots=True)
class _Count:
    """Tasks of one grid or request in the making."""

    states: Counter[str] = field(default_factory=Counter)
    next_due: date | None = None

    def add(self, state: str, number: int, closes: date) -> None:
        """Some more tasks of a collection."""
        self.states[state] += number
        if state == TaskState.OPEN:
            self.next_due = min(self.next_due or closes, closes)

    def told(self) -> dict[str, Any]:
        """Its figures by name."""
        return {
            "open": self.states[TaskState.OPEN],
            "done": self.states[TaskState.DONE] + self.states[TaskState.MOVED],
            "refused": self.states[TaskState.REFUSED],
            "ended": self.states[TaskState.ENDED],
            "next_due": self.next_due,
        }


def tasks_of(scope: Scope) -> PlaceTasks:
    """Three queries, the two over tasks answered by an index alone: a sub-district has 200,000 of them.

    Tasks of a collection that has ended have ended with it, so that open ones are open.
    """
    tasks = CollectionTask.objects.in_scope(scope)
    rows = list(
        tasks.order_by("place")
        .values("place", "collection_id", "state")
        .annotate(number=Count("*"))
        .values_list("place", "collection_id", "state", "number")
    )
    asking = {
        one: (request, closes)
        for one, request, closes in Collection.objects.filter(pk__in={row[1] for row in rows}).values_list(
            "id", "request", "closes_date"
        )
    }
    by_place: dict[str, _Count] = defaultdict(_Count)
    by_request: dict[UUID, _Count] = defaultdict(_Count)
    for place, collection, state, number in rows:
        request, closes = asking[collection]
        by_place[place].add(state, number, closes)
        if request is not None:
            by_request[request].add(state, number, closes)
    homes = dict(
        tasks.filter(state=TaskState.OPEN)
        .order_by("place")
        .values("place")
        .annotate(homes=Count("household", distinct=True))
        .values_list("place", "homes")
    )
    requests = (RequestTasks(request, **found.told()) for request, found in by_request.items())
    return PlaceTasks(
        tuple(
            GridTasks(place, homes.get(place, 0), **found.told()) for place, found in sorted(by_place.items())
        ),
        tuple(sorted(requests, key=lambda one: (one.next_due or date.max, str(one.request)))),
    )


def homes_to_visit(place: str) -> int:
    """Households with an open task."""
    rows = CollectionTask.objects.in_scope(Scope(place)).filter(state=TaskState.OPEN)
    return rows.order_by().values("household").distinct().count()
