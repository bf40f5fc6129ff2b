"""Seconds of a typed cell, taken from use, handed to the gate."""

from datetime import datetime, timedelta

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.core.collecting import seconds_per_cell
from linli.mandates.actions.measure import record_measured
from linli.visits.queries.timing import timed_visits

DAYS = 90


def measure(*, district: str, by: Actor, at: datetime) -> int:
    """Medians over the ninety days up to the last Sunday; answers how many elements were measured (all together
    counts as one). Measuring again in the same week replaces what was measured.
    """
    today = local_day(at)
    last = today - timedelta(days=today.isoweekday() % 7)
    first = last - timedelta(days=DAYS - 1)
    found = seconds_per_cell(timed_visits(district, first, last))
    for one in found:
        record_measured(
            district=district,
            element=one.element,
            seconds=one.seconds,
            cells=one.cells,
            from_date=first,
            to_date=last,
            by=by,
            at=at,
        )
    return len(found)
