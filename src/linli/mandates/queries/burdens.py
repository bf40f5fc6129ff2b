"""The burden: the five too-manys, minutes by department, refusals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from linli.base.scope import Scope
from linli.core.mandates import Frequency
from linli.mandates.models import BurdenItem, CommunityRefusal, Mandate
from linli.mandates.queries.lists import minutes_of
from linli.mandates.states import ADMITTED, BurdenKind


@dataclass(frozen=True, slots=True)
class DepartmentBurden:
    """One department: mandates in force, minutes a year, entries of the five too-manys, refusals and violations."""

    department: str
    mandates: int
    minutes_a_year: Decimal
    minutes_unknown: int
    items: int
    refusals: int


@dataclass(frozen=True, slots=True)
class BurdenBoard:
    """The burden of a place on a day."""

    departments: tuple[DepartmentBurden, ...]
    kinds: tuple[tuple[BurdenKind, int], ...]
    refusals: int


def burden_items(scope: Scope, *, on: date) -> QuerySet[BurdenItem]:
    """What communities bear on a day, from their one list."""
    current = Q(until_date__isnull=True) | Q(until_date__gt=on)
    return BurdenItem.objects.in_scope(scope).filter(current, since_date__lte=on)


def refusals(scope: Scope) -> QuerySet[CommunityRefusal]:
    """Refusals and violations, the newest first."""
    return CommunityRefusal.objects.in_scope(scope).select_related("mandate")


def burden_board(scope: Scope, *, on: date) -> BurdenBoard:
    """Who asks how much. Four queries."""
    held = Mandate.objects.touching(scope).filter(state__in=ADMITTED, starts_date__lte=on, ends_date__gt=on)
    rows: dict[str, list[Mandate]] = {}
    for one in held.select_related("body").order_by("body__name", "id"):
        rows.setdefault(one.body.name, []).append(one)
    items = dict(burden_items(scope, on=on).order_by().values_list("department").annotate(number=Count("id")))
    refused = dict(refusals(scope).order_by().values_list("department").annotate(number=Count("id")))
    kinds = dict(burden_items(scope, on=on).order_by().values_list("kind").annotate(number=Count("id")))
    names = sorted({*rows, *items, *refused})
    return BurdenBoard(
        tuple(
            _department(name, rows.get(name, []), items.get(name, 0), refused.get(name, 0)) for name in names
        ),
        tuple((kind, kinds.get(kind.value, 0)) for kind in BurdenKind),
        sum(refused.values()),
    )


def _department(name: str, held: list[Mandate], items: int, refused: int) -> DepartmentBurden:
    minutes = [(minutes_of(one), Frequency(one.frequency).per_year) for one in held]
    known = [each * times for each, times in minutes if each is not None]
    return DepartmentBurden(
        name, len(held), sum(known, Decimal(0)), sum(each is None for each, _ in minutes), items, refused
    )
