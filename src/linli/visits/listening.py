"""When a value's time is over, or people are deleted, what came of them from the door goes too; tasks follow grids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext as _

from linli.base.attachments.actions import erase as erase_files
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.grids.hooks import grids_changed
from linli.register.hooks import people_forgotten, values_erased
from linli.visits.actions.empty import drop_asides, empty_values
from linli.visits.actions.follow import follow_grids
from linli.visits.models import CollectedValue
from linli.visits.models.envelope import CollectedValueQuerySet
from linli.visits.queries.photos import photos_at_doors
from linli.visits.states import GoneWhy

PIECE = 500


@receiver(values_erased)
def erase(
    sender: Any,
    values: frozenset[tuple[UUID, str]],
    gone: frozenset[tuple[UUID, str]],
    by: Actor,
    at: datetime,
    **kwargs: Any,
) -> None:
    """Empty what was entered at the door for these subjects and elements, those of which nothing stands any more under
    every id of a merged subject; what still waits for a decision of them waits no more.
    """
    subjects: dict[str, list[UUID]] = defaultdict(list)
    for subject, element in values | gone:
        subjects[element].append(subject)
    for element, some in subjects.items():
        for part in _parts(some):
            rows = CollectedValue.objects.filter(element=element, subject__in=part)
            empty_values(rows=rows, why=GoneWhy.EXPIRED, by=by, at=at)
    drop_asides(
        about=[(subject.hex, element) for subject, element in gone], why=GoneWhy.EXPIRED, by=by, at=at
    )


@receiver(people_forgotten)
def forget(sender: Any, subjects: frozenset[UUID], by: Actor, at: datetime, **kwargs: Any) -> None:
    """Empty all that was entered at the door about them; sealed values could not be read any more as it is.

    Photos of visits show a home: they go with the household, not with one of its people.
    """
    for part in _parts(sorted(subjects)):
        rows: CollectedValueQuerySet = CollectedValue.objects.filter(subject__in=part)
        empty_values(rows=rows, why=GoneWhy.FORGOTTEN, by=by, at=at)
        photos = photos_at_doors(part)
        erase_files(attachment_ids=photos, by=by, at=at, why=_("本户已从登记中删除，走访照片一并销毁。"))
    drop_asides(about=[(subject.hex, "") for subject in subjects], why=GoneWhy.FORGOTTEN, by=by, at=at)


@receiver(grids_changed)
def follow(sender: Any, community: str, from_date: date, by: Actor, at: datetime, **kwargs: Any) -> None:
    """Open tasks go to the officers of the new grids, once these are in force."""
    if from_date <= local_day(at):
        follow_grids(community=community, by=by, at=at)


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = list(ids)
    for start in range(0, len(left), PIECE):
        yield left[start : start + PIECE]
