"""How far the tasks of a place are: by grid and by request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.base.scope import Scope
from linli.mandates.models import Mandate
from linli.meter.models import Plan
from linli.meter.states import PlanState
from linli.territory import queries as territory
from linli.visits.queries.asking import GridTasks, RequestTasks, tasks_of
from linli.visits.rules import code_of, grid_of

MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class GridProgress:
    """One grid with the name of its community."""

    community: str
    grid: str
    tasks: GridTasks


@dataclass(frozen=True, slots=True)
class RequestProgress:
    """One request: who asks, with which number, by when. `tasks` is None where it needs none; `state` says why."""

    id: UUID
    title: str
    department: str
    control_number: str
    state: PlanState
    why: str
    due_date: date
    tasks: RequestTasks | None


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """Everything that is asked at the doors of a place."""

    homes: int
    open: int
    next_due: date | None
    grids: tuple[GridProgress, ...]
    requests: tuple[RequestProgress, ...]


def task_board(scope: Scope, today: date) -> TaskBoard:
    """Five queries, however many grids and requests there are."""
    found = tasks_of(scope)
    by_grid = found.grids
    names = territory.names({code_of(one.place) for one in by_grid}, today)
    grids = tuple(
        GridProgress(names.get(code_of(one.place), code_of(one.place)), grid_of(one.place), one)
        for one in by_grid
    )
    dues = [one.next_due for one in by_grid if one.next_due]
    return TaskBoard(
        sum(one.homes for one in by_grid),
        sum(one.open for one in by_grid),
        min(dues, default=None),
        grids,
        _requests(scope, found.requests),
    )


def _requests(scope: Scope, counted: Iterable[RequestTasks]) -> tuple[RequestProgress, ...]:
    """The newest period of each request that touches the place."""
    tasks = {one.request: one for one in counted}
    plans = (
        Plan.objects.filter(mandate__in=Mandate.objects.touching(scope))
        .select_related("mandate__body", "covered_by")
        .order_by("mandate_id", "-first_date")
    )
    newest: dict[UUID, Plan] = {}
    for plan in plans[: MOST_LISTED * 4]:
        newest.setdefault(plan.mandate_id, plan)
    found = (_request(plan, tasks.get(plan.mandate_id)) for plan in newest.values())
    return tuple(sorted(found, key=lambda one: (one.state == PlanState.ENDED, one.due_date, one.title)))


def _request(plan: Plan, tasks: RequestTasks | None) -> RequestProgress:
    served = plan.covered_by
    return RequestProgress(
        plan.mandate_id,
        plan.mandate.title,
        plan.mandate.body.name,
        plan.mandate.control_number or "",
        PlanState(plan.state),
        (served.control_number or served.title) if served else plan.why_ended,
        plan.due_date,
        tasks,
    )
