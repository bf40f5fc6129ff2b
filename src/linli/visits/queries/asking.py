"""What households did not wish to tell, and how far the tasks of requests are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils import timezone

from linli.base.scope import Scope
from linli.visits.models import CollectionTask
from linli.visits.states import TaskState

LATELY = timedelta(days=365)
"""So long a household that did not wish to tell something is not asked for it again."""


def refused_asks(places: Iterable[str], today: date) -> dict[UUID, Collection[str]]:
    """Household -> elements it did not wish to tell within the last year. One query for each place."""
    since = timezone.make_aware(datetime.combine(today - LATELY, time.min))
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
    """How far the tasks of one request are, inside a scope."""

    request: UUID
    open: int
    done: int
    refused: int
    ended: int
    next_due: date | None


OPEN_NOW = Q(state=TaskState.OPEN, collection__ended_date=None)
COUNTS: dict[str, Any] = {
    "n_open": Count("id", filter=OPEN_NOW),
    "n_done": Count("id", filter=Q(state__in=[TaskState.DONE, TaskState.MOVED])),
    "n_refused": Count("id", filter=Q(state=TaskState.REFUSED)),
    "n_ended": Count("id", filter=Q(state=TaskState.ENDED)),
    "next_due": Min("collection__closes_date", filter=OPEN_NOW),
}
COUNTED = ("n_open", "n_done", "n_refused", "n_ended", "next_due")


def tasks_by_grid(scope: Scope) -> tuple[GridTasks, ...]:
    """By grid, in order. One query."""
    rows = (
        CollectionTask.objects.in_scope(scope)
        .order_by("place")
        .values("place")
        .annotate(homes=Count("household", filter=OPEN_NOW, distinct=True))
        .annotate(**COUNTS)
        .values_list("place", "homes", *COUNTED)
    )
    return tuple(GridTasks(*row) for row in rows)


def tasks_by_request(scope: Scope) -> tuple[RequestTasks, ...]:
    """By request, those that are due first first. One query."""
    rows = (
        CollectionTask.objects.in_scope(scope)
        .exclude(collection__request=None)
        .order_by("collection__request")
        .values("collection__request")
        .annotate(**COUNTS)
        .values_list("collection__request", *COUNTED)
    )
    found = (RequestTasks(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.next_due or date.max, str(one.request))))


def homes_to_visit(place: str) -> int:
    """Households with an open task."""
    rows = CollectionTask.objects.in_scope(Scope(place)).filter(OPEN_NOW)
    return rows.order_by().values("household").distinct().count()
