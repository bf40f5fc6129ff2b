"""Open tasks follow their households into new grids."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.models import Household
from linli.visits import rules
from linli.visits.models import CollectionTask
from linli.visits.states import TaskState

PIECE = 500


def follow_grids(*, community: str, by: Actor, at: datetime) -> int:
    """Put each open task of a community where its household lies now; answers how many went to another officer."""
    scope = Scope(community)
    homes = Household.objects.in_scope(scope).order_by("id").values_list("id", "division_code", "grid")
    now = {one: rules.place_of(code, grid) for one, code, grid in homes}
    open_tasks = CollectionTask.objects.in_scope(scope).filter(state=TaskState.OPEN).order_by("id")
    moved: dict[str, list[UUID]] = defaultdict(list)
    for task, household, place in open_tasks.values_list("id", "household", "place"):
        if now.get(household, place) != place:
            moved[now[household]].append(task)
    if not moved:
        return 0
    count = sum(len(tasks) for tasks in moved.values())
    with audited(
        by=by, at=at, verb="visits.follow_grids", subject="visits.CollectionTask", place=community
    ) as entry:
        entry.detail = {"tasks": count}
        for place, tasks in sorted(moved.items()):
            for start in range(0, len(tasks), PIECE):
                rows = CollectionTask.objects.in_scope(scope).filter(pk__in=tasks[start : start + PIECE])
                rows.update(place=place, changed_at=at)
    return count
