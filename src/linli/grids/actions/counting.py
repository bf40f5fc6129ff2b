"""What lives in a place on a day is counted, by unit of the ground, and kept."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.base.scope import Scope
from linli.grids import rules
from linli.grids.counting import MEASURES, pack
from linli.grids.models import DayCount
from linli.grids.queries.terms import PLACED, span, terms_on
from linli.register.states import LIVING_HERE

COUNT = "grids.count"
WHERE = "WHERE d.division_code >= %(low)s AND d.division_code < %(high)s GROUP BY d.division_code, h.unit"
HERE = ", ".join(f"'{status.value}'" for status in LIVING_HERE)
AGES = (
    "SUM(CASE WHEN x.birth_date > %(of_age)s THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN x.birth_date <= %(of_age)s AND x.birth_date > %(old)s THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN x.birth_date <= %(old)s THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN x.birth_date IS NULL THEN 1 ELSE 0 END)"
)
# First measure that a statement gives -> the statement.
COUNTS = {
    0: f"SELECT d.division_code, h.unit, COUNT(*) {PLACED} {WHERE}",  # our own names
    1: f"SELECT d.division_code, h.unit, COUNT(*) {PLACED} "  # our own names
    f"JOIN register_household x ON x.dwelling_id = d.id AND x.status = 'live' {WHERE}",
    2: f"SELECT d.division_code, h.unit, COUNT(*), {AGES} {PLACED} "  # our own names
    f"JOIN register_person x ON x.dwelling_id = d.id AND x.status IN ({HERE}) {WHERE}",
}


def start_count(*, place: str, by: Actor, at: datetime) -> Job:
    """Count as a job: a district takes some seconds."""
    rules.require_draw(by, place)
    with audited(by=by, at=at, verb=f"{COUNT}_start", subject="grids.DayCount", place=place):
        return start_job(kind=COUNT, params={"place": place}, by=by, at=at, title=_("清点今天的住房和人口"))


def count_day(*, place: str, by: Actor, at: datetime) -> int:
    """Count each community of a place that has a plan in force today and was not counted today; answers how many.

    Counted is what the record holds at this moment; a day that has gone by is not counted afterwards.
    """
    rules.require_draw(by, place)
    day = local_day(at)
    terms = terms_on(place, day).select_related("plan")
    counted = set(
        DayCount.objects.in_scope(Scope(place))
        .filter(day=day)
        .order_by("id")
        .values_list("community", flat=True)
    )
    grounds = {term.community: term.plan.ground_id for term in terms if term.community not in counted}
    if not grounds:
        return 0
    found = _counted(place, day)
    with audited(by=by, at=at, verb=COUNT, subject="grids.DayCount", place=place) as entry:
        DayCount.objects.bulk_create(
            _row(community, ground, day, found[community], by, at) for community, ground in grounds.items()
        )
        entry.detail = {"day": day.isoformat(), "communities": len(grounds)}
    return len(grounds)


Counts = dict[int, list[int]]


def _counted(place: str, day: date) -> dict[str, Counts]:
    """Measures by community and unit."""
    made: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0] * len(MEASURES)))
    days = {"of_age": _years_before(day, 18).isoformat(), "old": _years_before(day, 60).isoformat()}
    with connection.cursor() as cursor:
        for first, statement in COUNTS.items():
            cursor.execute(statement, {**span(place, day), **days})
            for community, unit, *values in cursor.fetchall():
                made[community][unit][first : first + len(values)] = values
    return made


def _years_before(day: date, years: int) -> date:
    """Who was born after this day is younger than so many years on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _row(community: str, ground: UUID, day: date, found: Counts, by: Actor, at: datetime) -> DayCount:
    rows = np.array([[unit, *values] for unit, values in sorted(found.items())], np.int64)
    rows = rows.reshape(-1, 1 + len(MEASURES))
    homes, households, people = (int(rows[:, column].sum()) for column in (1, 2, 3))
    return DayCount(
        district=community[:6],
        community=community,
        ground_id=ground,
        day=day,
        homes=homes,
        households=households,
        people=people,
        content=pack(rows),
        counted_at=at,
        counted_by=by.label,
    )
