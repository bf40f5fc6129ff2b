"""How long forms were open at the door, and what was answered meanwhile: for medians, of nobody in particular."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from linli.base.scope import Scope
from linli.core.collecting import Timed
from linli.visits.models import CollectedValue, Visit
from linli.visits.states import VisitOutcome


def timed_visits(place: str, first: date, last: date) -> Iterable[Timed]:
    """Seconds and answered elements of each visit in these days; neither whose door it was nor who was there.

    Two queries.
    """
    visits = Visit.objects.in_scope(Scope(place)).filter(
        outcome=VisitOutcome.DONE, day__gte=first, day__lte=last, answers__gt=0
    )
    seconds = dict(visits.order_by("id").values_list("envelope_id", "seconds"))
    elements: dict[UUID, list[str]] = defaultdict(list)
    rows = CollectedValue.objects.in_scope(Scope(place)).filter(envelope__visit__in=visits)
    for envelope, element in rows.order_by("id").values_list("envelope_id", "element"):
        elements[envelope].append(element)
    return [Timed(seconds[one], tuple(found)) for one, found in elements.items()]


@dataclass(frozen=True, slots=True)
class PostWork:
    """What one post's phones brought in: visits, typed cells, minutes the forms were open."""

    post: str
    place: str
    visits: int
    cells: int
    seconds: int


def work_by_post(scope: Scope, first: date, last: date) -> tuple[PostWork, ...]:
    """By post, in the order of places. One query."""
    rows = (
        Visit.objects.in_scope(scope)
        .filter(day__gte=first, day__lte=last)
        .order_by("place", "envelope__device__post_label")
        .values("place", "envelope__device__post_label")
        .annotate(visits=Count("id"), cells=Sum("answers"), seconds=Sum("seconds"))
    )
    return tuple(
        PostWork(
            row["envelope__device__post_label"], row["place"], row["visits"], row["cells"], row["seconds"]
        )
        for row in rows
    )
