"""The yearly register beside its decisions: burden by department against its budget, violations, the five too-manys."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from linli.base.scope import Scope
from linli.core.mandates import Frequency
from linli.mandates import rules
from linli.mandates.models import CommunityRefusal, Mandate
from linli.mandates.queries.burdens import burden_items
from linli.mandates.queries.lists import minutes_of
from linli.mandates.states import ADMITTED, BurdenKind, Ground
from linli.territory import queries as territory


@dataclass(frozen=True, slots=True)
class DepartmentYear:
    """One department in a year. `minutes` are those of its mandates in force at the end of the year (or today), a year;
    `per_community` its share for one community; `over` what exceeds the budget, None without a budget.
    """

    department: str
    mandates: int
    minutes: Decimal
    unknown: int
    per_community: Decimal
    over: Decimal | None
    violations: tuple[tuple[Ground, int], ...]
    done_all_the_same: int

    @property
    def refused(self) -> int:
        """Refusals and violations together."""
        return sum(number for _ground, number in self.violations)


@dataclass(frozen=True, slots=True)
class TooMany:
    """One of the five too-manys on the last day of the year: entries, times a year, and per community."""

    kind: BurdenKind
    items: int
    times: int
    per_community: Decimal


@dataclass(frozen=True, slots=True)
class YearBook:
    """What a year came to in a district. `budget` is minutes for one department and community, None where not set."""

    on: date
    communities: int
    budget: Decimal | None
    departments: tuple[DepartmentYear, ...]
    too_many: tuple[TooMany, ...]


def year_book(district: str, year: int, *, today: date) -> YearBook:
    """As of the last day of the year, or today while it lasts. The number of queries is constant."""
    on = min(date(year + 1, 1, 1) - timedelta(days=1), today)
    scope = Scope(district)
    communities = len(territory.communities(district, on))
    budget = rules.burden_budget(district, on)
    held: dict[str, list[Mandate]] = {}
    in_force = Mandate.objects.touching(scope).filter(
        state__in=ADMITTED, starts_date__lte=on, ends_date__gt=on
    )
    for one in in_force.select_related("body").order_by("body__name", "id"):
        held.setdefault(one.body.name, []).append(one)
    grounds, done = _violations(scope, year)
    names = sorted({*held, *grounds})
    return YearBook(
        on,
        communities,
        budget,
        tuple(
            _department(
                name, held.get(name, []), grounds.get(name, Counter()), done[name], communities, budget
            )
            for name in names
        ),
        _too_many(scope, on, communities),
    )


def _violations(scope: Scope, year: int) -> tuple[dict[str, Counter[Ground]], Counter[str]]:
    rows = CommunityRefusal.objects.in_scope(scope).filter(on_date__year=year)
    grounds: dict[str, Counter[Ground]] = {}
    done: Counter[str] = Counter()
    for department, ground, was_done in rows.order_by("department", "id").values_list(
        "department", "ground", "was_done"
    ):
        grounds.setdefault(department, Counter())[Ground(ground)] += 1
        done[department] += was_done
    return grounds, done


def _department(
    name: str,
    held: list[Mandate],
    grounds: Counter[Ground],
    done: int,
    communities: int,
    budget: Decimal | None,
) -> DepartmentYear:
    each = [(minutes_of(one), Frequency(one.frequency).per_year) for one in held]
    minutes = sum((found * times for found, times in each if found is not None), Decimal(0))
    share = _share(minutes, communities)
    return DepartmentYear(
        name,
        len(held),
        minutes,
        sum(found is None for found, _times in each),
        share,
        None if budget is None else max(share - budget, Decimal(0)),
        tuple((ground, grounds[ground]) for ground in Ground if grounds[ground]),
        done,
    )


def _too_many(scope: Scope, on: date, communities: int) -> tuple[TooMany, ...]:
    items: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for kind, each in burden_items(scope, on=on).order_by("id").values_list("kind", "times_per_year"):
        items[kind] += 1
        times[kind] += each
    return tuple(
        TooMany(
            kind, items[kind.value], times[kind.value], _share(Decimal(items[kind.value]), communities, 2)
        )
        for kind in BurdenKind
    )


def _share(whole: Decimal, communities: int, places: int = 0) -> Decimal:
    if not communities:
        return Decimal(0)
    return (whole / communities).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
