"""The meter: cells asked, filled without asking, checked and typed, with the minutes they take, before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum

from linli.base.scope import Scope
from linli.mandates.queries.minutes import CellTime, cell_times
from linli.meter.models import Plan, PlanFigure
from linli.meter.states import PlanState
from linli.territory import queries as territory
from linli.visits.queries.timing import PostWork, work_by_post

SECONDS = Decimal(60)
POSTS_OVER = timedelta(days=90)
CELLS = ("cells", "fresh", "stale", "conflict", "missing", "typed")


@dataclass(frozen=True, slots=True)
class MeterRow:
    """Cells of one department or community. `avoided` are periods of requests that another one serves;
    None for a community, since such a period is counted for the district only.

    `before` are the minutes if every cell were typed by hand, `after` those for what is left to check, ask and type;
    None while no cell has been timed in use.
    """

    name: str
    asked: int
    filled: int
    checked: int
    collected: int
    typed: int
    avoided: int | None
    before: Decimal | None
    after: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Percent filled without asking; None where nothing is asked."""
        return Decimal(100 * self.filled) / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Meter:
    """The meter of a place on a day. `time` is the measurement behind the minutes."""

    departments: tuple[MeterRow, ...]
    communities: tuple[MeterRow, ...]
    whole: MeterRow
    posts: tuple[PostWork, ...]
    time: CellTime | None


def meter(scope: Scope, *, on: date, whole: str) -> Meter:
    """Six queries. The newest count of each period that was running on the day, by department and by community."""
    figures = _newest(scope, on)
    by_body = _summed(figures, "plan__mandate__body__name")
    by_code = _summed(figures, "division_code")
    served = _avoided(scope, on)
    time = cell_times(scope.prefix[:6], on).overall if scope.prefix else None
    names = territory.names(by_code, on)
    departments = tuple(
        _row(name, by_body.get(name, {}), served.get(name, 0), time) for name in sorted({*by_body, *served})
    )
    communities = tuple(
        _row(names.get(code, code), found, None, time) for code, found in sorted(by_code.items())
    )
    return Meter(
        departments,
        communities,
        _whole(whole, departments, time),
        work_by_post(scope, on - POSTS_OVER, on),
        time,
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """Departments by name, and the measurement behind their minutes."""

    rows: dict[str, MeterRow]
    time: CellTime | None


def measured_by_department(scope: Scope, *, on: date) -> Measured:
    """The departments alone, for everybody to see: nothing of communities or posts. Three queries."""
    time = cell_times(scope.prefix[:6], on).overall
    found, served = _summed(_newest(scope, on), "plan__mandate__body__name"), _avoided(scope, on)
    names = {*found, *served}
    return Measured(
        {name: _row(name, found.get(name, {}), served.get(name, 0), time) for name in names}, time
    )


def _newest(scope: Scope, on: date) -> Any:
    """Figures of the last day on which each period was counted, of periods that had not ended."""
    last = PlanFigure.objects.filter(plan=OuterRef("plan"), on_date__lte=on).order_by("-on_date")
    return PlanFigure.objects.in_scope(scope).filter(
        on_date=Subquery(last.values("on_date")[:1]), plan__first_date__lte=on, plan__due_date__gte=on
    )


def _summed(figures: Any, by: str) -> dict[str, dict[str, int]]:
    rows = figures.order_by(by).values(by).annotate(**{f"n_{name}": Sum(name) for name in CELLS})
    return {row[by]: {name: row[f"n_{name}"] for name in CELLS} for row in rows}


def _avoided(scope: Scope, on: date) -> dict[str, int]:
    served = Plan.objects.filter(
        state=PlanState.COVERED, district=scope.prefix[:6], first_date__lte=on, due_date__gte=on
    )
    counts: dict[str, int] = defaultdict(int)
    for name in served.order_by("id").values_list("mandate__body__name", flat=True):
        counts[name] += 1
    return counts


def _row(name: str, found: dict[str, int], avoided: int | None, time: CellTime | None) -> MeterRow:
    cells = {one: found.get(one, 0) for one in CELLS}
    checked = cells["stale"] + cells["conflict"]
    left = checked + cells["missing"] + cells["typed"]
    return MeterRow(
        name,
        cells["cells"],
        cells["fresh"],
        checked,
        cells["missing"],
        cells["typed"],
        avoided,
        _minutes(cells["cells"], time),
        _minutes(left, time),
    )


def _minutes(cells: int, time: CellTime | None) -> Decimal | None:
    return None if time is None else cells * time.seconds / SECONDS


def _whole(name: str, rows: Iterable[MeterRow], time: CellTime | None) -> MeterRow:
    total = _row(name, {}, 0, time)
    for row in rows:
        total = replace(
            total,
            asked=total.asked + row.asked,
            filled=total.filled + row.filled,
            checked=total.checked + row.checked,
            collected=total.collected + row.collected,
            typed=total.typed + row.typed,
            avoided=(total.avoided or 0) + (row.avoided or 0),
            before=None if row.before is None or total.before is None else total.before + row.before,
            after=None if row.after is None or total.after is None else total.after + row.after,
        )
    return total


def growth(scope: Scope, *, on: date, days: int = 24) -> tuple[tuple[date, Decimal], ...]:
    """The share of cells filled without asking on each of the last days that were counted, in percent. One query."""
    rows = (
        PlanFigure.objects.in_scope(scope)
        .filter(Q(on_date__lte=on), plan__first_date__lte=F("on_date"))
        .order_by("-on_date")
        .values("on_date")
        .annotate(n_cells=Sum("cells"), n_fresh=Sum("fresh"))
    )
    found = [
        (row["on_date"], (Decimal(100 * row["n_fresh"]) / row["n_cells"]).quantize(Decimal("0.1")))
        for row in rows[:days]
        if row["n_cells"]
    ]
    return tuple(reversed(found))
