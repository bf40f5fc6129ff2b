"""The daily run of a district: end what is over, plan what runs, measure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.mandates.models import Mandate
from linli.mandates.states import ADMITTED
from linli.meter.actions.ending import end_what_is_over
from linli.meter.actions.measuring import measure
from linli.meter.actions.planning import plan_period
from linli.meter.covering import covering
from linli.visits.queries.asking import homes_to_visit

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Daily:
    """What a run came to: periods planned, homes with something to ask, tasks ended."""

    plans: int
    homes: int
    ended: int


def daily(*, district: str, by: Actor, at: datetime, progress: Progress | None = None) -> Daily:
    """May be run again at any time: the same record gives the same tasks.

    Requests are taken in the order in which they were admitted: of two that ask the same, the later one is covered.
    """
    today = local_day(at)
    ended = end_what_is_over(district=district, by=by, at=at)
    running = list(
        Mandate.objects.filter(
            district=district, state__in=ADMITTED, starts_date__lte=today, ends_date__gt=today
        )
        .select_related("body")
        .prefetch_related("fields", "places")
        .order_by("decided_at", "id")
    )
    plans, before = 0, list[Mandate]()
    served: dict[UUID, Mandate | None] = {}
    for done, mandate in enumerate(running):
        if progress is not None:
            progress(done, len(running))
        served[mandate.pk] = covering(mandate, before, today)
        if served[mandate.pk] is None:
            before.append(mandate)
        for period in mandate.periods():
            if period.first <= today <= period.due:
                plan_period(mandate=mandate, period=period, covered_by=served[mandate.pk], by=by, at=at)
                plans += 1
    measure(district=district, by=by, at=at)
    if progress is not None:
        progress(len(running), len(running))
    return Daily(plans, homes_to_visit(district), ended)
