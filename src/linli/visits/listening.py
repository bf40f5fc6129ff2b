"""When a value's own time is over, the copy of it that came from the door goes too; tasks follow grids."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.dispatch import receiver

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.grids.hooks import grids_changed
from linli.register.hooks import values_erased
from linli.visits.actions.follow import follow_grids
from linli.visits.models import CollectedValue

PIECE = 500


@receiver(values_erased)
def erase(sender: Any, values: frozenset[tuple[UUID, str]], at: datetime, **kwargs: Any) -> None:
    """Empty what was entered at the door for these subjects and elements. The database checks each against the
    list of erasures (`triggers.allow_erasing`).
    """
    subjects: dict[str, list[UUID]] = defaultdict(list)
    for subject, element in values:
        subjects[element].append(subject)
    for element, some in subjects.items():
        for start in range(0, len(some), PIECE):
            rows = CollectedValue.objects.filter(element=element, subject__in=some[start : start + PIECE])
            _empty(list(rows.exclude(sealed=None).values_list("id", flat=True)))


@receiver(grids_changed)
def follow(sender: Any, community: str, from_date: date, by: Actor, at: datetime, **kwargs: Any) -> None:
    """Open tasks go to the officers of the new grids, once these are in force."""
    if from_date <= local_day(at):
        follow_grids(community=community, by=by, at=at)


def _empty(ids: list[UUID]) -> None:
    postgres = connection.vendor == "postgresql"
    nothing = "''::bytea" if postgres else "x''"
    with connection.cursor() as cursor:
        for one in ids:
            cursor.execute(
                f"UPDATE visits_collectedvalue SET sealed = {nothing} WHERE id = %s",  # noqa: S608  # our own
                [one if postgres else one.hex],
            )
